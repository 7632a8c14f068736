import { type Fragment, letting, sql } from '../../typed.ts';
import { duckdbType, isSameType, type Type } from '../../types/index.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { arg, lambdaOf, spec, typedArg, withNames } from '../writing.ts';
import { rowOf } from './elements.ts';
import { elementType } from './sets.ts';

/** `list_transform(array, lambda x: body)`, and DuckDB's like functions. */
function mapped(of: 'list_transform' | 'list_filter', call: BoundCall): Fragment {
  const { params, body } = lambdaOf(call, 1);
  return letting(
    'tgw',
    arg(call, 0),
    (array) => sql`${of}(${array}, lambda ${params[0] ?? 'x'}: ${body})`,
  );
}

/** A fold whose state has another type than the elements: DuckDB wants one type, so both travel in a struct. */
function folded(call: BoundCall, state: Type): Fragment {
  const { params, body } = lambdaOf(call, 2);
  const [one = 's', other = 'x'] = params;
  const element = elementType(call);
  const [stateType, elementTypeText] = [duckdbType(state), duckdbType(element)];
  const pair = (s: Fragment, x: Fragment) =>
    sql`{'s': CAST(${s} AS ${stateType}), 'x': CAST(${x} AS ${elementTypeText})}`;
  const values = sql`list_transform(${arg(call, 0)}, lambda tg_x: ${pair(sql`NULL`, sql`tg_x`)})`;
  const step = withNames(
    [
      [one, sql`tg_s.s`],
      [other, sql`tg_e.x`],
    ],
    body,
  );
  return sql`list_reduce(${values}, lambda tg_s, tg_e: ${pair(step, sql`NULL`)}, ${pair(arg(call, 1), sql`NULL`)}).s`;
}

/**
 * The last state of a fold over the first argument: from the second argument, by the lambda in the third.
 */
export function fold(call: BoundCall): Fragment {
  const state = typedArg(call, 1).type;
  if (!isSameType(state, elementType(call))) return folded(call, state);
  const { params, body } = lambdaOf(call, 2);
  const type = duckdbType(state);
  const first = sql`CAST(${arg(call, 1)} AS ${type})`;
  return letting(
    'tgw',
    arg(call, 0),
    (array) =>
      sql`list_reduce(${array}, lambda ${params.join(', ')}: CAST(${body} AS ${type}), ${first})`,
  );
}

function printReduce(call: BoundCall): Fragment {
  const { params, body } = lambdaOf(call, 3);
  const end = withNames([[params[0] ?? 's', fold(call)]], body);
  return sql`CASE WHEN (${arg(call, 0)}) IS NOT NULL THEN ${end} END`;
}

/** Every place of the longest of `tg_1`, `tg_2` ..., as `tg_i`; NULL where an array is. */
function together(arrays: readonly Fragment[], body: Fragment): Fragment {
  const names = arrays.map((_, at) => `tg_${at + 1}`);
  const sizes = names.map((name) => `len(${name})`).join(', ');
  const anyNull = names.map((name) => `${name} IS NULL`).join(' OR ');
  return withNames(
    arrays.map((array, at) => [names[at] ?? '', array] as const),
    sql`CASE WHEN ${anyNull} THEN NULL ELSE list_transform(range(1, greatest(${sizes}) + 1), lambda tg_i: ${body}) END`,
  );
}

function printZip(call: BoundCall): Fragment {
  const row = call.type.is === 'array' ? call.type.of : call.type;
  const values = call.args.map((_, at) => sql`tg_${String(at + 1)}[tg_i]`);
  return together(
    call.args.map((one) => one.sql),
    rowOf(row, values),
  );
}

function printZipWith(call: BoundCall): Fragment {
  const { params, body } = lambdaOf(call, 2);
  const [one = 'x', other = 'y'] = params;
  const named = withNames(
    [
      [one, sql`tg_1[tg_i]`],
      [other, sql`tg_2[tg_i]`],
    ],
    body,
  );
  return together([arg(call, 0), arg(call, 1)], named);
}

const zips = [2, 3, 4, 5].map((count) => {
  const names = Array.from({ length: count }, (_, at) => `T${at + 1}`);
  return `zip(${names.map((name) => `array(${name})`).join(', ')}) array(row(${names.join(', ')}))`;
});

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'transform',
    ['transform(array(T), function(T, U)) array(U)'],
    'What the lambda makes of each element.',
    (call) => mapped('list_transform', call),
  ),
  spec(
    'filter',
    ['filter(array(T), function(T, boolean)) array(T)'],
    'The elements for which the lambda is true.',
    (call) => mapped('list_filter', call),
  ),
  spec(
    'reduce',
    ['reduce(array(T), S, function(S, T, S), function(S, R)) R'],
    'A state, changed by each element in turn, then finished by the second lambda.',
    printReduce,
  ),
  spec(
    'any_match',
    ['any_match(array(T), function(T, boolean)) boolean'],
    'Whether the lambda is true for some element; NULL where that stays open.',
    (call) => sql`tg_some(${mapped('list_transform', call)})`,
  ),
  spec(
    'all_match',
    ['all_match(array(T), function(T, boolean)) boolean'],
    'Whether the lambda is true for all elements; NULL where that stays open.',
    (call) => sql`tg_every(${mapped('list_transform', call)})`,
  ),
  spec(
    'none_match',
    ['none_match(array(T), function(T, boolean)) boolean'],
    'Whether the lambda is true for no element; NULL where that stays open.',
    (call) => sql`(NOT tg_some(${mapped('list_transform', call)}))`,
  ),
  spec(
    'zip',
    zips,
    'Rows of the elements at the same place; NULL where an array is shorter.',
    printZip,
  ),
  spec(
    'zip_with',
    ['zip_with(array(T), array(U), function(T, U, R)) array(R)'],
    'What the lambda makes of the elements at the same place.',
    printZipWith,
  ),
];
