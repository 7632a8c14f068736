import { INVALID, testAnswers } from './text/answers.fixture.ts';

testAnswers({
  'bytes as text': [
    ["to_hex(to_utf8('grün'))", '6772C3BC6E'],
    ["to_base64url(X'fbff')", '-_8='],
    ["to_base32(to_utf8('log'))", 'NRXWO==='],
    ["from_utf8(from_base64('Z3LDvG4='))", 'grün'],
    ["from_utf8(from_base32('NRXWO==='))", 'log'],
    ["to_hex(from_hex('0aFF'))", '0AFF'],
    ["from_hex('0a0')", INVALID],
    ["from_base64('a!')", INVALID],
  ],
  'what is no UTF-8 is replaced, sequence by sequence': [
    ["from_utf8(X'61c3')", 'a\ufffd'],
    ["from_utf8(X'61c328', '?')", 'a?('],
    ["from_utf8(X'eda08061', '')", 'a'],
    ["from_utf8(X'ff', 63)", '?'],
    ["from_utf8(X'61', 'ab')", INVALID],
  ],
  hashes: [
    ["to_hex(md5(X''))", 'D41D8CD98F00B204E9800998ECF8427E'],
    ["to_hex(sha1(X''))", 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709'],
    ["crc32(to_utf8('123456789'))", 3421780262],
    ["to_hex(xxhash64(X''))", 'EF46DB3751D8E999'],
    ["to_hex(murmur3(from_base64('aaaaaa')))", 'BA5855635569B42F4920372CA0E396EF'],
    ["to_hex(hmac_md5(X'', X''))", '74E6F7298A9C2D168935F58C001BAD88'],
  ],
  'numbers as bytes': [
    ["to_hex(to_big_endian_64(BIGINT '-2'))", 'FFFFFFFFFFFFFFFE'],
    ["from_big_endian_32(X'0000002A')", 42],
    ["from_big_endian_32(X'2A')", INVALID],
    ['to_hex(to_ieee754_64(1.5e0))', '3FF8000000000000'],
    ["from_ieee754_64(X'3FF8000000000000')", 1.5],
  ],
  'bytes in parts': [
    ["length(X'0102')", 2],
    ["to_hex(substr(X'010203', -2, 1))", '02'],
    ["to_hex(reverse(X'0102'))", '0201'],
    ["to_hex(rpad(X'01', 3, X'FF'))", '01FFFF'],
    ["to_hex(concat(X'01', X'02', X'03'))", '010203'],
  ],
});
