import { type Fragment, sql, type Typed } from '../../typed.ts';
import { type DecimalType, decimal, duckdbType, type Type } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, failureText, named, spec, typedArg } from '../writing.ts';

export const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'];
const FLOATS = ['real', 'double'];
export const NUMBERS = [...INTEGERS, 'decimal(p, s)', ...FLOATS];

/** The same signature for several types: `T` stands for each. */
export function forTypes(signature: string, types: readonly string[]): readonly string[] {
  return types.map((type) => signature.replace(/\bT\b/g, type));
}

/** The largest value of an integer type; the smallest is one less than its opposite. */
export function largest(type: Type): string {
  switch (type.is) {
    case 'tinyint':
      return '127';
    case 'smallint':
      return '32767';
    case 'integer':
      return '2147483647';
    default:
      return '9223372036854775807';
  }
}

function decimalOf(args: readonly Typed[]): DecimalType {
  const type = args[0]?.type;
  return type?.is === 'decimal' ? type : { is: 'decimal', precision: 38, scale: 0 };
}

/** Of ceiling, floor and round: a digit more, unless there was no fraction. */
function wholeDecimal(args: readonly Typed[], declared: Type): Type {
  if (declared.is !== 'decimal') return declared;
  const { precision, scale } = decimalOf(args);
  return decimal(precision - scale + Math.min(scale, 1), 0);
}

function truncatedDecimal(args: readonly Typed[], declared: Type): Type {
  if (declared.is !== 'decimal') return declared;
  const { precision, scale } = decimalOf(args);
  return decimal(Math.max(precision - scale, 1), 0);
}

function widerDecimal(args: readonly Typed[], declared: Type): Type {
  if (declared.is !== 'decimal') return declared;
  const { precision, scale } = decimalOf(args);
  return decimal(precision + 1, scale);
}

/** A function of DuckDB that leaves integers as they are. */
function whole(of: string): FunctionSpec['print'] {
  return (call) => {
    const value = typedArg(call, 0);
    const isWhole = !['decimal', 'real', 'double'].includes(value.type.is);
    return isWhole ? value.sql : sql`CAST(${of}(${value.sql}) AS ${duckdbType(call.type)})`;
  };
}

/** One expression for each count of digits that matters, since DuckDB rounds decimals to literal digits only. */
function byDigits(
  call: BoundCall,
  { precision, scale }: DecimalType,
  print: (digits: number) => Fragment,
): Fragment {
  const digits = call.args[1]?.constant?.value;
  const value = typedArg(call, 0).sql;
  const outside = (count: number): Fragment | undefined => {
    if (count >= scale) return value;
    return count < scale - precision - 1 ? sql`(${value}) * 0` : undefined;
  };
  if (typeof digits === 'bigint' || typeof digits === 'number') {
    return outside(Number(digits)) ?? print(Number(digits));
  }
  const whens: Fragment[] = [];
  for (let count = scale - 1; count >= scale - precision - 1; count--) {
    whens.push(sql`WHEN ${String(count)} THEN ${print(count)} `);
  }
  const asked = arg(call, 1);
  const type = duckdbType(call.type);
  return sql`CASE WHEN (${asked}) >= ${String(scale)} THEN CAST(${value} AS ${type})
    ELSE CASE ${asked} ${{ parts: whens }}ELSE CAST((${value}) * 0 AS ${type}) END END`;
}

function printRound(call: BoundCall): Fragment {
  const { type, sql: value } = typedArg(call, 0);
  const wanted = duckdbType(call.type);
  const digits = call.args[1] ? arg(call, 1) : sql`0`;
  switch (type.is) {
    case 'decimal': {
      if (!call.args[1]) return sql`CAST(round(${value}) AS ${wanted})`;
      return sql`CAST(${byDigits(call, type, (count) => {
        return sql`CAST(round(CAST(${value} AS ${wanted}), ${String(count)}) AS ${wanted})`;
      })} AS ${wanted})`;
    }
    case 'real':
    case 'double':
      return sql`CAST(tg_round(CAST(${value} AS DOUBLE), ${digits}) AS ${wanted})`;
    default:
      if (!call.args[1]) return value;
      return sql`CAST(tg_round_integer(${value}, ${digits}, ${largest(type)}) AS ${wanted})`;
  }
}

/** What a decimal has beyond its digits is its remainder by a power of ten. */
function printTruncate(call: BoundCall): Fragment {
  const { type, sql: value } = typedArg(call, 0);
  const wanted = duckdbType(call.type);
  if (type.is !== 'decimal' || !call.args[1]) return sql`CAST(trunc(${value}) AS ${wanted})`;
  return sql`CAST(${byDigits(call, type, (count) => {
    const unit = count > 0 ? `0.${'0'.repeat(count - 1)}1` : `1${'0'.repeat(-count)}`;
    return sql`CAST((${value}) - (${value}) % CAST('${unit}' AS DECIMAL(38, ${String(Math.max(count, 0))})) AS ${wanted})`;
  })} AS ${wanted})`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec('abs', forTypes('abs(T) T', NUMBERS), 'The number without its sign.', (call) => {
    const { type, sql: value } = typedArg(call, 0);
    if (!INTEGERS.includes(type.is)) return sql`abs(${value})`;
    return sql`tg_abs(${value}, ${largest(type)}, '${type.is}')`;
  }),
  ...named(
    ['ceiling', 'ceil'],
    spec('ceiling', forTypes('ceiling(T) T', NUMBERS), 'The next whole number up.', whole('ceil'), {
      result: wholeDecimal,
    }),
  ),
  spec('floor', forTypes('floor(T) T', NUMBERS), 'The next whole number down.', whole('floor'), {
    result: wholeDecimal,
  }),
  spec(
    'round',
    forTypes('round(T) T', NUMBERS),
    'The nearest whole number; halves go away from zero.',
    printRound,
    { result: wholeDecimal },
  ),
  spec(
    'round',
    forTypes('round(T, bigint) T', NUMBERS),
    'The nearest number of so many digits behind the point, or before it where negative.',
    printRound,
    { result: widerDecimal },
  ),
  spec(
    'truncate',
    ['truncate(decimal(p, s)) decimal(p, 0)', 'truncate(real) real', 'truncate(double) double'],
    'The number without its fraction.',
    printTruncate,
    { result: truncatedDecimal },
  ),
  spec(
    'truncate',
    ['truncate(decimal(p, s), bigint) decimal(p, s)'],
    'The number without its digits beyond so many behind the point.',
    printTruncate,
  ),
  spec(
    'sign',
    [...forTypes('sign(T) T', [...INTEGERS, ...FLOATS]), 'sign(decimal(p, s)) decimal(1, 0)'],
    '-1, 0 or 1.',
    (call) => {
      const { type, sql: value } = typedArg(call, 0);
      const sign = sql`CAST(sign(${value}) AS ${duckdbType(call.type)})`;
      return FLOATS.includes(type.is)
        ? sql`CASE WHEN isnan(${value}) THEN ${value} ELSE ${sign} END`
        : sign;
    },
  ),
];

/** Java's Math.round of a number that is not negative: adding a half first would round 0.49999999999999994 up. */
const HALF_UP = 'floor(v) + CASE WHEN v - floor(v) >= 0.5 THEN 1 ELSE 0 END';

export const MACROS: readonly Macro[] = [
  `tg_abs(x, largest, name) AS CASE WHEN x < -largest
    THEN ${failureText('NUMERIC_VALUE_OUT_OF_RANGE', "'Value ' || x || ' is out of range for abs(' || name || ')'")}
    ELSE abs(CASE WHEN x < -largest THEN 0 ELSE x END) END`,
  `tg_half_up(v) AS ${HALF_UP}`,
  `tg_round(x, digits) AS CASE
    WHEN isnan(x) OR isinf(x) OR isinf(abs(x) * pow(10, digits)) THEN x
    WHEN x < 0 THEN -(tg_half_up(-x * pow(10, digits)) / pow(10, digits))
    ELSE tg_half_up(abs(x) * pow(10, digits)) / pow(10, digits) END`,
  `tg_rounded_integer(x, unit) AS sign(x) * ((abs(x) + unit // 2) // unit) * unit`,
  `tg_round_integer(x, digits, largest) AS CASE
    WHEN digits >= 0 THEN CAST(x AS HUGEINT) WHEN digits < -19 THEN CAST(x AS HUGEINT) * 0
    WHEN abs(tg_rounded_integer(CAST(x AS HUGEINT), CAST(pow(10, -digits) AS HUGEINT))) > largest
    THEN ${failureText('NUMERIC_VALUE_OUT_OF_RANGE', "'numerical overflow: ' || x")}
    ELSE tg_rounded_integer(CAST(x AS HUGEINT), CAST(pow(10, -digits) AS HUGEINT)) END`,
];
