import { type Fragment, sql } from '../typed.ts';
import { duckdbType } from '../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from './contract.ts';
import { forTypes, INTEGERS } from './numbers/rounding.ts';
import { arg, args, invalid, operand, spec, typedArg } from './writing.ts';

const BITS: Readonly<Record<string, number>> = {
  tinyint: 8,
  smallint: 16,
  integer: 32,
  bigint: 64,
};

/** A shift of an integer type, within its bits. */
function shifts(macro: string): FunctionSpec['print'] {
  return (call: BoundCall): Fragment => {
    const { type } = typedArg(call, 0);
    const bits = String(BITS[type.is] ?? 64);
    return sql`CAST(${macro}(CAST(${arg(call, 0)} AS HUGEINT), CAST(${arg(call, 1)} AS INTEGER), ${bits}) AS ${duckdbType(type)})`;
  };
}

const shift = (name: string, about: string, macro: string): FunctionSpec =>
  spec(name, forTypes(`${name}(T, bigint) T`, INTEGERS), about, shifts(macro));

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'bitwise_and',
    ['bitwise_and(bigint, bigint) bigint'],
    'The bits that both have.',
    (call) => sql`(${operand(call, 0)} & ${operand(call, 1)})`,
  ),
  spec(
    'bitwise_or',
    ['bitwise_or(bigint, bigint) bigint'],
    'The bits that either has.',
    (call) => sql`(${operand(call, 0)} | ${operand(call, 1)})`,
  ),
  spec(
    'bitwise_xor',
    ['bitwise_xor(bigint, bigint) bigint'],
    'The bits that one of the two has.',
    (call) => sql`xor(${args(call)})`,
  ),
  spec(
    'bitwise_not',
    ['bitwise_not(bigint) bigint'],
    'The bits that it has not.',
    (call) => sql`(~${operand(call, 0)})`,
  ),
  shift('bitwise_left_shift', 'Bits moved up; those that leave are lost.', 'tg_shift_left'),
  shift('bitwise_right_shift', 'Bits moved down, zeros from above.', 'tg_shift_right'),
  shift(
    'bitwise_right_shift_arithmetic',
    'Bits moved down, the sign from above.',
    'tg_shift_right_signed',
  ),
  spec(
    'bit_count',
    ['bit_count(bigint, bigint) bigint'],
    'How many bits are set, of a number of so many bits.',
    (call) => sql`tg_bit_count(${args(call)})`,
  ),
];

const ONE = 'CAST(1 AS HUGEINT)';

export const MACROS: readonly Macro[] = [
  `tg_unsigned(x, bits) AS CASE WHEN x < 0 THEN x + (${ONE} << bits) ELSE x END`,
  `tg_wrapped(x, bits) AS CASE WHEN x >= (${ONE} << (bits - 1)) THEN x - (${ONE} << bits) ELSE x END`,
  `tg_shift_left(x, n, bits) AS CASE WHEN x IS NULL OR n IS NULL THEN NULL WHEN n >= bits THEN 0
    ELSE tg_wrapped((tg_unsigned(x, bits) % (${ONE} << (bits - n))) * (${ONE} << n), bits) END`,
  `tg_shift_right(x, n, bits) AS CASE WHEN x IS NULL OR n IS NULL THEN NULL WHEN n >= bits THEN 0
    ELSE tg_wrapped(tg_unsigned(x, bits) // (${ONE} << n), bits) END`,
  `tg_shift_right_signed(x, n, bits) AS CASE WHEN x IS NULL OR n IS NULL THEN NULL
    WHEN n >= bits THEN CASE WHEN x < 0 THEN -1 ELSE 0 END
    WHEN x < 0 THEN -((-x - 1) // (${ONE} << n)) - 1 ELSE x // (${ONE} << n) END`,
  `tg_bit_count(x, bits) AS CASE WHEN x IS NULL OR bits IS NULL THEN NULL
    WHEN bits < 2 OR bits > 64 THEN ${invalid("'Bits specified in bit_count must be between 2 and 64, got ' || bits")}
    WHEN bits = 64 THEN CAST(bit_count(x) AS BIGINT)
    WHEN x NOT BETWEEN -(${ONE} << CAST(bits - 1 AS INTEGER)) AND (${ONE} << CAST(bits - 1 AS INTEGER)) - 1
    THEN ${invalid("'Number must be representable with the bits specified. ' || x || ' cannot be represented with ' || bits || ' bits'")}
    ELSE CAST(bit_count(CAST(tg_unsigned(CAST(x AS HUGEINT), CAST(bits AS INTEGER)) AS UBIGINT)) AS BIGINT) END`,
];
