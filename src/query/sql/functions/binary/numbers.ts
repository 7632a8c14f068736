import { sql } from '../../typed.ts';
import type { FunctionSpec, ScriptFunction, ScriptValue } from '../contract.ts';
import { argument, calls } from '../text/call.ts';
import { invalidArgument } from '../text/failure.ts';

/** Numbers as bytes, and back. */
export const NUMBERS: readonly FunctionSpec[] = [
  ...forms('big_endian_32', 'integer'),
  ...forms('big_endian_64', 'bigint'),
  ...forms('ieee754_32', 'real'),
  ...forms('ieee754_64', 'double'),
];

function forms(form: string, type: string): readonly FunctionSpec[] {
  const cast = { integer: 'INTEGER', real: 'FLOAT' }[type];
  return [
    {
      name: `to_${form}`,
      kind: 'scalar',
      signatures: [`to_${form}(${type}) varbinary`],
      about: `The ${type} as bytes, the highest first`,
      print: calls(`tg_to_${form}`),
    },
    {
      name: `from_${form}`,
      kind: 'scalar',
      signatures: [`from_${form}(varbinary) ${type}`],
      about: `The ${type} that the bytes are, the highest first`,
      print: (call) => {
        const read = sql`tg_from_${form}(${argument(call, 0)})`;
        return cast ? sql`CAST(${read} AS ${cast})` : read;
      },
    },
  ];
}

export const NUMBER_SCRIPTS: readonly ScriptFunction[] = [
  ...scripts('big_endian_32', 4, 'BIGINT', {
    read: (bytes) => BigInt(bytes.readInt32BE()),
    write: (bytes, value) => bytes.writeInt32BE(Number(value)),
  }),
  ...scripts('big_endian_64', 8, 'BIGINT', {
    read: (bytes) => bytes.readBigInt64BE(),
    write: (bytes, value) => bytes.writeBigInt64BE(BigInt(String(value))),
  }),
  ...scripts('ieee754_32', 4, 'DOUBLE', {
    read: (bytes) => bytes.readFloatBE(),
    write: (bytes, value) => bytes.writeFloatBE(Number(value)),
  }),
  ...scripts('ieee754_64', 8, 'DOUBLE', {
    read: (bytes) => bytes.readDoubleBE(),
    write: (bytes, value) => bytes.writeDoubleBE(Number(value)),
  }),
];

interface NumberForm {
  readonly read: (bytes: Buffer) => bigint | number;
  readonly write: (bytes: Buffer, value: ScriptValue) => void;
}

function scripts(
  form: string,
  size: number,
  type: 'BIGINT' | 'DOUBLE',
  { read, write }: NumberForm,
): readonly ScriptFunction[] {
  return [
    {
      name: `tg_to_${form}`,
      args: [type],
      result: 'BLOB',
      call: (value) => {
        const bytes = Buffer.alloc(size);
        write(bytes, value ?? null);
        return bytes;
      },
    },
    {
      name: `tg_from_${form}`,
      args: ['BLOB'],
      result: type,
      call: (value) => {
        const bytes = Buffer.from(value as Uint8Array);
        if (bytes.length === size) return read(bytes);
        throw invalidArgument(`expected ${size}-byte input, but got instead: ${bytes.length}`);
      },
    },
  ];
}
