import { type Fragment, sql } from '../../typed.ts';
import { decimal, duckdbType } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, failureText, typedArg } from '../writing.ts';
import { aggregate, gathered } from './calling.ts';

/** Trino's intervals are whole milliseconds or months; they are summed as such. */
function countOfInterval(call: BoundCall): Fragment {
  return typedArg(call, 0).type.is === 'interval-year'
    ? sql`tg_months(${arg(call, 0)})`
    : sql`epoch_ms(${arg(call, 0)})`;
}

function intervalOf(call: BoundCall, count: Fragment): Fragment {
  return typedArg(call, 0).type.is === 'interval-year'
    ? sql`to_months(CAST(${count} AS INTEGER))`
    : sql`to_milliseconds(CAST(${count} AS BIGINT))`;
}

function printSum(call: BoundCall): Fragment {
  const { type } = typedArg(call, 0);
  switch (type.is) {
    case 'interval-day':
    case 'interval-year':
      return intervalOf(call, gathered(call, 'sum', countOfInterval(call)));
    case 'bigint':
      return sql`tg_bigint(${gathered(call, 'sum')})`;
    default:
      return sql`CAST(${gathered(call, 'sum')} AS ${duckdbType(call.type)})`;
  }
}

function printAverage(call: BoundCall): Fragment {
  const { type } = typedArg(call, 0);
  switch (type.is) {
    case 'interval-day':
    case 'interval-year':
      return intervalOf(call, sql`round(${gathered(call, 'avg', countOfInterval(call))})`);
    case 'decimal': {
      const [sum, count] = [gathered(call, 'sum'), gathered(call, 'count')];
      const average = sql`tg_average(${sum}, ${count}, ${String(type.scale)})`;
      return sql`CAST(${average} AS ${duckdbType(call.type)})`;
    }
    default:
      return sql`CAST(${gathered(call, 'avg')} AS ${duckdbType(call.type)})`;
  }
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  aggregate(
    'sum',
    [
      'sum(bigint) bigint',
      'sum(decimal(p, s)) decimal(38, s)',
      'sum(real) real',
      'sum(double) double',
      'sum(interval day to second) interval day to second',
      'sum(interval year to month) interval year to month',
    ],
    'The sum.',
    printSum,
    {
      result: ([value], declared) =>
        value?.type.is === 'decimal' ? decimal(38, value.type.scale) : declared,
    },
  ),
  aggregate(
    'avg',
    [
      'avg(bigint) double',
      'avg(decimal(p, s)) decimal(p, s)',
      'avg(real) real',
      'avg(double) double',
      'avg(interval day to second) interval day to second',
      'avg(interval year to month) interval year to month',
    ],
    'The average.',
    printAverage,
  ),
  aggregate(
    'geometric_mean',
    ['geometric_mean(bigint) double', 'geometric_mean(double) double', 'geometric_mean(real) real'],
    'The geometric mean.',
    (call) => {
      const logs = sql`tg_ln(CAST(${arg(call, 0)} AS DOUBLE))`;
      return sql`CAST(exp(${gathered(call, 'avg', logs)}) AS ${duckdbType(call.type)})`;
    },
  ),
];

export const MACROS: readonly Macro[] = [
  `tg_bigint(n) AS CASE WHEN n NOT BETWEEN -9223372036854775808 AND 9223372036854775807
    THEN ${failureText('NUMERIC_VALUE_OUT_OF_RANGE', "'bigint addition overflow: ' || n")} ELSE TRY_CAST(n AS BIGINT) END`,
  `tg_unscaled(d) AS CAST(replace(CAST(d AS VARCHAR), '.', '') AS HUGEINT)`,
  `tg_divided(n, count) AS sign(n) * (abs(n) // count + CASE WHEN (abs(n) % count) * 2 >= count THEN 1 ELSE 0 END)`,
  `tg_pointed(digits, scale) AS left(digits, len(digits) - scale) || '.' || right(digits, scale)`,
  `tg_scaled(n, scale) AS CASE WHEN n < 0 THEN '-' ELSE '' END || CASE WHEN scale = 0 THEN CAST(abs(n) AS VARCHAR)
    ELSE tg_pointed(lpad(CAST(abs(n) AS VARCHAR), greatest(CAST(scale + 1 AS INTEGER), CAST(len(CAST(abs(n) AS VARCHAR)) AS INTEGER)), '0'), scale) END`,
  `tg_average(total, n, scale) AS CASE WHEN n > 0 THEN tg_scaled(tg_divided(tg_unscaled(total), n), scale) END`,
];
