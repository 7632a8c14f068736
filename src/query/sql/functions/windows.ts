import { type Fragment, sql } from '../typed.ts';
import { duckdbType } from '../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from './contract.ts';
import { arg, invalid, spec } from './writing.ts';

const ranking = (name: string, about: string, type = 'bigint'): FunctionSpec =>
  spec(name, [`${name}() ${type}`], about, (call) => sql`${name}()${over(call)}`, {
    kind: 'window',
  });

function over(call: BoundCall): Fragment {
  return call.over ? sql` ${call.over}` : sql``;
}

/** `f(arguments IGNORE NULLS) OVER (..)`. */
function windowed(call: BoundCall, name: string, given: Fragment): Fragment {
  const nulls = call.nulls === 'ignore' ? ' IGNORE NULLS' : '';
  return sql`${name}(${given}${nulls})${over(call)}`;
}

const value = (
  name: string,
  signatures: readonly string[],
  about: string,
  given: (call: BoundCall) => Fragment,
): FunctionSpec =>
  spec(name, signatures, about, (call) => windowed(call, name, given(call)), { kind: 'window' });

/** The offset of lag and lead; Trino refuses a negative one, where DuckDB looks the other way. */
function neighbour(call: BoundCall): Fragment {
  if (call.args.length === 1) return arg(call, 0);
  const offset = sql`tg_offset(${arg(call, 1)}, 0)`;
  if (call.args.length === 2) return sql`${arg(call, 0)}, ${offset}`;
  return sql`${arg(call, 0)}, ${offset}, CAST(${arg(call, 2)} AS ${duckdbType(call.type)})`;
}

const neighbours = (name: string) => [
  `${name}(T) T`,
  `${name}(T, bigint) T`,
  `${name}(T, bigint, T) T`,
];

/** Functions that need OVER. Aggregates stand there too. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  ranking('row_number', "The row's number in its partition, from 1."),
  ranking('rank', "The row's rank; equal rows share it, and the next rank leaves room for them."),
  ranking('dense_rank', "The row's rank; equal rows share it, and the next rank follows on."),
  ranking('percent_rank', 'The share of the other rows that rank before the row.', 'double'),
  ranking('cume_dist', 'The share of the rows that rank before the row or with it.', 'double'),
  spec(
    'ntile',
    ['ntile(bigint) bigint'],
    'The bucket of the row, of so many as equal as can be.',
    (call) => sql`ntile(tg_buckets(${arg(call, 0)}))${over(call)}`,
    { kind: 'window' },
  ),
  value('lag', neighbours('lag'), 'The value so many rows before (1), or a default.', neighbour),
  value('lead', neighbours('lead'), 'The value so many rows after (1), or a default.', neighbour),
  value('first_value', ['first_value(T) T'], "The frame's first value.", (call) => arg(call, 0)),
  value('last_value', ['last_value(T) T'], "The frame's last value.", (call) => arg(call, 0)),
  value(
    'nth_value',
    ['nth_value(T, bigint) T'],
    "The frame's so manieth value, from 1.",
    (call) => sql`${arg(call, 0)}, tg_offset(${arg(call, 1)}, 1)`,
  ),
];

export const MACROS: readonly Macro[] = [
  `tg_offset(n, least) AS CASE WHEN n < least THEN ${invalid("'Offset must be at least ' || least")} ELSE n END`,
  `tg_buckets(n) AS CASE WHEN n <= 0 THEN ${invalid("'Buckets must be greater than 0'")} ELSE n END`,
];
