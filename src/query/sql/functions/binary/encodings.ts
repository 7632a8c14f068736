import { attempted, sql } from '../../typed.ts';
import type { FunctionSpec, ScriptFunction } from '../contract.ts';
import { argument, calls } from '../text/call.ts';
import { invalidArgument } from '../text/failure.ts';
import { fromBase32, fromBase64, toBase32 } from './bases.ts';
import { textOf } from './utf8.ts';

/** Bytes as text, and back. */
export const ENCODINGS: readonly FunctionSpec[] = [
  to('to_hex', 'Hexadecimal digits', 'hex'),
  to('to_base64', 'Base64', 'to_base64'),
  to('to_base64url', 'Base64 with - and _', 'tg_to_base64url'),
  to('to_base32', 'Base32', 'tg_to_base32'),
  ...['from_hex', 'from_base64', 'from_base64url', 'from_base32'].map(
    (name): FunctionSpec => ({
      name,
      kind: 'scalar',
      signatures: [`${name}(varchar) varbinary`, `${name}(varbinary) varbinary`],
      about: 'The bytes that the text writes',
      print: (call) =>
        call.args[0]?.type.is === 'varbinary'
          ? sql`tg_${name}(tg_from_utf8(${argument(call, 0)}, chr(65533)))`
          : calls(`tg_${name}`)(call),
    }),
  ),
  {
    name: 'to_utf8',
    kind: 'scalar',
    signatures: ['to_utf8(varchar) varbinary'],
    about: 'The bytes of the text in UTF-8',
    print: calls('encode'),
  },
  {
    name: 'from_utf8',
    kind: 'scalar',
    signatures: [
      'from_utf8(varbinary) varchar',
      'from_utf8(varbinary, varchar) varchar',
      'from_utf8(varbinary, bigint) varchar',
    ],
    about: 'The text that the bytes are in UTF-8; what is none is replaced',
    print: (call) => {
      const bytes = argument(call, 0);
      if (call.args.length === 1) {
        return sql`coalesce(${attempted(sql`decode(${bytes})`)}, tg_from_utf8(${bytes}, chr(65533)))`;
      }
      const isNumber = call.args[1]?.type.is !== 'varchar';
      return calls(isNumber ? 'tg_from_utf8_code' : 'tg_from_utf8')(call);
    },
  },
];

function to(name: string, about: string, native: string): FunctionSpec {
  return {
    name,
    kind: 'scalar',
    signatures: [`${name}(varbinary) varchar`],
    about: `The bytes as ${about}`,
    print: calls(native),
  };
}

export const ENCODING_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_to_base64url',
    args: ['BLOB'],
    result: 'VARCHAR',
    call: (bytes) => padded(Buffer.from(bytes as Uint8Array).toString('base64url')),
  },
  {
    name: 'tg_to_base32',
    args: ['BLOB'],
    result: 'VARCHAR',
    call: (bytes) => toBase32(bytes as Uint8Array),
  },
  from('tg_from_hex', fromHex),
  from('tg_from_base64', (text) => fromBase64(text, /^[A-Za-z0-9+/]*={0,2}$/)),
  from('tg_from_base64url', (text) => fromBase64(text, /^[A-Za-z0-9_-]*={0,2}$/)),
  from('tg_from_base32', fromBase32),
  {
    name: 'tg_from_utf8',
    args: ['BLOB', 'VARCHAR'],
    result: 'VARCHAR',
    call: (bytes, replacement) => {
      if ([...String(replacement)].length > 1) {
        throw invalidArgument('Replacement character string must empty or a single character');
      }
      return textOf(bytes as Uint8Array, String(replacement));
    },
  },
  {
    name: 'tg_from_utf8_code',
    args: ['BLOB', 'BIGINT'],
    result: 'VARCHAR',
    call: (bytes, code) => {
      const number = Number(code);
      const isCharacter =
        number >= 0 && number <= 0x10ffff && !(number >= 0xd800 && number < 0xe000);
      if (!isCharacter) throw invalidArgument('Invalid replacement character');
      return textOf(bytes as Uint8Array, String.fromCodePoint(number));
    },
  },
];

function from(name: string, read: (text: string) => Uint8Array): ScriptFunction {
  return { name, args: ['VARCHAR'], result: 'BLOB', call: (text) => read(String(text)) };
}

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function fromHex(text: string): Uint8Array {
  if (/^(?:[0-9A-Fa-f]{2})*$/.test(text)) return Buffer.from(text, 'hex');
  throw invalidArgument(
    text.length % 2
      ? `string should be even in length: ${text}`
      : `Illegal hexadecimal character in ${text}`,
  );
}
