import { joined, sql } from '../../typed.ts';
import type { FunctionSpec, ScriptFunction } from '../contract.ts';
import { argument, calls } from '../text/call.ts';
import { failing, invalidArgument } from '../text/failure.ts';

/** What texts have for bytes too. Positions count bytes from 1. */
export const PIECES: readonly FunctionSpec[] = [
  {
    name: 'length',
    kind: 'scalar',
    signatures: ['length(varbinary) bigint'],
    about: 'How many bytes there are',
    print: calls('octet_length'),
  },
  {
    name: 'concat',
    kind: 'scalar',
    signatures: ['concat(varbinary, ...) varbinary'],
    about: 'Bytes one after the other; NULL if some are',
    print: (call) => {
      if (call.args.length < 2) {
        return sql`encode(${failing('There must be two or more concatenation arguments')})`;
      }
      return sql`(${joined(
        call.args.map((arg) => arg.sql),
        ' || ',
      )})`;
    },
  },
  {
    name: 'substr',
    kind: 'scalar',
    signatures: [
      'substr(varbinary, bigint) varbinary',
      'substr(varbinary, bigint, bigint) varbinary',
    ],
    about: 'The bytes from a position on, counted from the end when it is negative',
    print: (call) => {
      const length = call.args.length > 2 ? argument(call, 2) : sql`${String(2 ** 53 - 1)}`;
      return sql`tg_binary_substr(${argument(call, 0)}, ${argument(call, 1)}, ${length})`;
    },
  },
  {
    name: 'reverse',
    kind: 'scalar',
    signatures: ['reverse(varbinary) varbinary'],
    about: 'The bytes in the opposite order',
    print: calls('tg_binary_reverse'),
  },
  ...['lpad', 'rpad'].map(
    (name): FunctionSpec => ({
      name,
      kind: 'scalar',
      signatures: [`${name}(varbinary, bigint, varbinary) varbinary`],
      about: 'As many bytes as told: cut, or filled up',
      print: calls(`tg_binary_${name}`),
    }),
  ),
];

export const PIECE_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_binary_substr',
    args: ['BLOB', 'BIGINT', 'BIGINT'],
    result: 'BLOB',
    call: (bytes, start, length) => part(bytes as Uint8Array, Number(start), Number(length)),
  },
  {
    name: 'tg_binary_reverse',
    args: ['BLOB'],
    result: 'BLOB',
    call: (bytes) => (bytes as Uint8Array).toReversed(),
  },
  ...(['lpad', 'rpad'] as const).map(
    (name): ScriptFunction => ({
      name: `tg_binary_${name}`,
      args: ['BLOB', 'BIGINT', 'BLOB'],
      result: 'BLOB',
      call: (bytes, length, filling) =>
        padded(bytes as Uint8Array, Number(length), filling as Uint8Array, name === 'lpad'),
    }),
  ),
];

function part(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (start === 0 || Math.abs(start) > bytes.length || length <= 0) return new Uint8Array();
  const from = start > 0 ? start - 1 : bytes.length + start;
  return bytes.slice(from, from + length);
}

function padded(bytes: Uint8Array, length: number, filling: Uint8Array, left: boolean): Uint8Array {
  if (length < 0 || length > 2_147_483_647) {
    throw invalidArgument('Target length must be in the range [0..2147483647]');
  }
  if (filling.length === 0) throw invalidArgument('Padding bytes must not be empty');
  if (length <= bytes.length) return bytes.slice(0, length);
  const more = Buffer.alloc(length - bytes.length, filling);
  return Buffer.concat(left ? [more, bytes] : [bytes, more]);
}
