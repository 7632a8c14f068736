import { type Fragment, sql } from '../../typed.ts';
import { duckdbType } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, invalid, spec, typedArg } from '../writing.ts';

/** The places of a sequence, from 0, by its first and last value and step, all as numbers. */
function places(first: Fragment, last: Fragment, step: Fragment): Fragment {
  return sql`tg_places(CAST(${first} AS HUGEINT), CAST(${last} AS HUGEINT), CAST(${step} AS HUGEINT))`;
}

function numbers(call: BoundCall): Fragment {
  const [first, last] = [arg(call, 0), arg(call, 1)];
  const step = call.args[2]
    ? arg(call, 2)
    : sql`CASE WHEN (${first}) <= (${last}) THEN 1 ELSE -1 END`;
  return sql`list_transform(${places(first, last, step)},
    lambda tg_i: CAST(CAST(${first} AS HUGEINT) + tg_i * CAST(${step} AS HUGEINT) AS BIGINT))`;
}

/** Months from the first value, not from one to the next: the 31st comes back after a February. */
function byMonths(call: BoundCall): Fragment {
  const [first, last] = [arg(call, 0), arg(call, 1)];
  const months = sql`tg_months(${arg(call, 2)})`;
  const all = places(sql`0`, sql`tg_months_between(${first}, ${last}, ${months})`, months);
  return sql`list_transform(${all}, lambda tg_i: (${first}) + to_months(CAST(tg_i * ${months} AS INTEGER)))`;
}

function byMicroseconds(call: BoundCall, step: Fragment): Fragment {
  const [first, last] = [arg(call, 0), arg(call, 1)];
  const all = places(sql`epoch_us(${first})`, sql`epoch_us(${last})`, step);
  return sql`list_transform(${all}, lambda tg_i: make_timestamp(CAST(epoch_us(${first}) + tg_i * ${step} AS BIGINT)))`;
}

function printSequence(call: BoundCall): Fragment {
  const { type } = typedArg(call, 0);
  const step = call.args[2];
  const anyNull = call.args.map(({ sql: value }) => sql`(${value}) IS NULL`);
  const body = (): Fragment => {
    if (type.is === 'bigint') return numbers(call);
    if (step?.type.is === 'interval-year') return byMonths(call);
    if (step) return byMicroseconds(call, sql`(epoch_ms(${step.sql}) * 1000)`);
    const day = sql`(CASE WHEN (${arg(call, 0)}) <= (${arg(call, 1)}) THEN 1 ELSE -1 END * 86400000000)`;
    return byMicroseconds(call, day);
  };
  const isWholeDays = type.is !== 'date' || step?.type.is !== 'interval-day';
  const wrong = isWholeDays
    ? sql``
    : sql`WHEN epoch_ms(${arg(call, 2)}) % 86400000 <> 0 THEN ${invalid("'sequence step must be a day interval if start and end values are dates'")} `;
  return sql`CASE WHEN ${{ parts: anyNull.flatMap((test, at) => (at ? [' OR ', test] : [test])) }}
    THEN NULL ${wrong}ELSE CAST(${body()} AS ${duckdbType(call.type)}) END`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'sequence',
    [
      'sequence(bigint, bigint) array(bigint)',
      'sequence(bigint, bigint, bigint) array(bigint)',
      'sequence(date, date) array(date)',
      'sequence(date, date, interval day to second) array(date)',
      'sequence(date, date, interval year to month) array(date)',
      'sequence(timestamp(p), timestamp(p), interval day to second) array(timestamp(p))',
      'sequence(timestamp(p), timestamp(p), interval year to month) array(timestamp(p))',
    ],
    'The values from the first to the second, by steps; at most 10000.',
    printSequence,
  ),
];

const WRONG_WAY =
  'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop value should be less than or equal to start value';

export const MACROS: readonly Macro[] = [
  `tg_places(first, last, step) AS CASE
    WHEN step = 0 THEN ${invalid("'step must not be zero'")}
    WHEN (step > 0 AND last < first) OR (step < 0 AND last > first) THEN ${invalid(`'${WRONG_WAY}'`)}
    WHEN (last - first) // step >= 10000 THEN ${invalid("'result of sequence function must not have more than 10000 entries'")}
    ELSE range(CAST((last - first) // step + 1 AS BIGINT)) END`,
  `tg_months(i) AS (year(i) * 12 + month(i))`,
  // A value before the first in months' order counts as one month, so that a wrong way is seen.
  `tg_months_between(first, last, step) AS CASE
    WHEN (step > 0 AND last < first) OR (step < 0 AND last > first) THEN -sign(step)
    ELSE date_sub('month', first, last) END`,
];
