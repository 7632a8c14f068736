import { type Fragment, sql } from '../../typed.ts';
import { duckdbType, isFloating } from '../../types/index.ts';
import { holdsNull, unordered } from '../arrays/elements.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { arg, failure, named, typedArg } from '../writing.ts';
import { aggregate, behind, gathered, gathers } from './calling.ts';

type Side = 'max' | 'min';

/** Fails as Trino does when rows or arrays that hold NULL are to be ordered. */
function orderable(call: BoundCall, by: number, found: Fragment): Fragment {
  const { type, sql: value } = typedArg(call, by);
  const test = holdsNull(value, type);
  if (!test) return found;
  const some = sql`bool_or(${test})${behind(call)} AND count(*)${behind(call)} > 1`;
  return sql`CASE WHEN ${some} THEN ${unordered(type)} ELSE ${found} END`;
}

/** NaN counts below every number for max, above for min; DuckDB has it above. */
function printExtreme(side: Side): FunctionSpec['print'] {
  return (call) => {
    const { type, sql: value } = typedArg(call, 0);
    const plain = gathered(call, side, value);
    if (!isFloating(type) || side === 'min') return orderable(call, 0, plain);
    const numbers = sql`CASE WHEN NOT isnan(${value}) THEN ${value} END`;
    return sql`coalesce(${gathered(call, side, numbers)}, ${plain})`;
  };
}

/** The least or greatest so many values. */
function printSome(side: Side): FunctionSpec['print'] {
  return (call) => counted(call, 1, gathered(call, side));
}

function counted(call: BoundCall, at: number, found: Fragment): Fragment {
  const message = {
    sql: sql`'third argument of max_n/min_n must be a positive integer; found ' || ${arg(call, at)}`,
  };
  const count = call.args[at]?.constant?.value;
  if (count !== undefined && count !== null && Number(count) > 0) return found;
  return sql`CASE WHEN (${arg(call, at)}) <= 0 THEN ${failure('INVALID_FUNCTION_ARGUMENT', message)} ELSE ${found} END`;
}

/** Of a row whose second argument is NULL nothing is taken; a NULL first argument is. */
function printBy(side: Side): FunctionSpec['print'] {
  return (call) => orderable(call, 1, gathered(call, `arg_${side}_null`));
}

function printSomeBy(side: Side): FunctionSpec['print'] {
  return (call) => {
    const pair = sql`{'place': ${arg(call, 1)}, 'value': ${arg(call, 0)}}`;
    const pairs = sql`list_filter(${gathered(call, 'list', pair)}, lambda tg_p: tg_p.place IS NOT NULL)`;
    const order = side === 'max' ? 'DESC' : 'ASC';
    const sorted = sql`list_sort(${pairs}, '${order}', 'NULLS LAST')`;
    const some = sql`list_transform(list_slice(${sorted}, 1, ${arg(call, 2)}), lambda tg_p: tg_p.value)`;
    return orderable(
      call,
      1,
      counted(call, 2, sql`nullif(${some}, CAST([] AS ${duckdbType(call.type)}))`),
    );
  };
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  ...(['max', 'min'] as const).flatMap((side) => {
    const word = side === 'max' ? 'greatest' : 'least';
    return [
      aggregate(side, [`${side}(E) E`], `The ${word} value.`, printExtreme(side)),
      aggregate(
        side,
        [`${side}(E, bigint) array(E)`],
        `The ${word} so many values, in order.`,
        printSome(side),
      ),
      aggregate(
        `${side}_by`,
        [`${side}_by(V, K) V`],
        `The value of the row whose second argument is the ${word}.`,
        printBy(side),
      ),
      aggregate(
        `${side}_by`,
        [`${side}_by(V, K, bigint) array(V)`],
        `The values of the so many rows whose second arguments are the ${word}.`,
        printSomeBy(side),
      ),
    ];
  }),
  ...named(
    ['arbitrary', 'any_value'],
    aggregate('arbitrary', ['arbitrary(T) T'], 'A value that is not NULL.', gathers('any_value')),
  ),
];
