/**
 * The text of UTF-8 bytes with each wrong sequence replaced by one text: the sequence is what its first byte announces,
 * as far as bytes of the right kind follow, so also one of a character that is none (a surrogate, an overlong form).
 */
export function textOf(bytes: Uint8Array, replacement: string): string {
  const buffer = Buffer.from(bytes);
  let text = '';
  let sound = 0;
  let at = 0;
  while (at < buffer.length) {
    const { length, isSound } = sequenceAt(buffer, at);
    if (!isSound) {
      text += buffer.toString('utf8', sound, at) + replacement;
      sound = at + length;
    }
    at += length;
  }
  return text + buffer.toString('utf8', sound);
}

interface ByteSequence {
  readonly length: number;
  readonly isSound: boolean;
}

function sequenceAt(bytes: Uint8Array, at: number): ByteSequence {
  const announced = lengthOf(bytes[at] ?? 0);
  let length = 1;
  while (length < announced && ((bytes[at + length] ?? 0) & 0xc0) === 0x80) length++;
  const isWhole = announced > 0 && announced <= 4 && length === announced;
  return { length, isSound: isWhole && isCharacter(bytes.subarray(at, at + length)) };
}

/** How many bytes a first byte announces; 0: it cannot be the first. Old UTF-8 had five and six. */
function lengthOf(byte: number): number {
  if (byte < 0x80) return 1;
  const ones = Math.clz32((~byte & 0xff) << 24);
  return ones >= 2 && ones <= 6 ? ones : 0;
}

/** The lowest code point that needs so many bytes. */
const LOWEST = [0, 0, 0x80, 0x800, 0x10000];

function isCharacter(sequence: Uint8Array): boolean {
  const [first = 0, ...rest] = sequence;
  const head = rest.length === 0 ? first : first & (0x3f >> rest.length);
  const code = rest.reduce((value, byte) => value * 64 + (byte & 0x3f), head);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code >= (LOWEST[sequence.length] ?? 0) && code <= 0x10ffff && !isSurrogate;
}
