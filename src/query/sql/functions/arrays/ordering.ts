import { type Fragment, sql } from '../../typed.ts';
import { duckdbType } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro, ScriptFunction } from '../contract.ts';
import { ScriptError } from '../script-error.ts';
import { arg, lambdaOf, spec, withNames } from '../writing.ts';
import { holdsNull, keyOf, unordered } from './elements.ts';
import { javaSort } from './java-sort.ts';
import { elementType } from './sets.ts';

/** Gives the array the name `tg_a`, and refuses one whose elements Trino cannot order. */
function ordering(call: BoundCall, body: Fragment): Fragment {
  const type = elementType(call);
  const element = holdsNull(sql`tg_x`, type);
  if (!element) return withNames([['tg_a', arg(call, 0)]], body);
  const isUnordered = sql`len(tg_a) > 1 AND len(list_filter(tg_a, lambda tg_x: ${element})) > 0`;
  return withNames(
    [['tg_a', arg(call, 0)]],
    sql`CASE WHEN ${isUnordered} THEN ${unordered(type)} ELSE ${body} END`,
  );
}

/** NULL where an element is NULL; of array_max, NaN counts below every number. */
function extreme(of: 'list_max' | 'list_min'): FunctionSpec['print'] {
  return (call) => {
    const type = elementType(call);
    const key = of === 'list_max' ? keyOf(sql`tg_x`, type) : undefined;
    const found = key
      ? sql`list_sort(list_transform(tg_a, lambda tg_x: {'key': ${key}, 'x': tg_x}), 'DESC', 'NULLS LAST')[1].x`
      : sql`${of}(tg_a)`;
    return ordering(
      call,
      sql`CASE WHEN len(list_filter(tg_a, lambda tg_x: tg_x IS NULL)) = 0 THEN ${found} END`,
    );
  };
}

/**
 * Sorting by a lambda: each pair of elements is compared in SQL, and a script sorts the places by the outcomes as Java
 * does, so that an inconsistent comparison gives Trino's order too.
 */
function printSortBy(call: BoundCall): Fragment {
  const { params, body } = lambdaOf(call, 1);
  const [one = 'tg_x', other = 'tg_y'] = params;
  const outcomes = sql`list_transform(tg_a, lambda ${one}: array_to_string(list_transform(tg_a, lambda ${other}:
    coalesce(CAST(${body} AS VARCHAR), 'NULL')), ','))`;
  return sql`list_transform([${arg(call, 0)}], lambda tg_a:
    list_transform(tg_sorted_places(${outcomes}), lambda tg_i: tg_a[CAST(tg_i AS BIGINT)]))[1]`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'array_max',
    ['array_max(array(T)) T'],
    'The greatest element; NULL if one is NULL.',
    extreme('list_max'),
  ),
  spec(
    'array_min',
    ['array_min(array(T)) T'],
    'The least element; NULL if one is NULL.',
    extreme('list_min'),
  ),
  spec(
    'array_sort',
    ['array_sort(array(E)) array(E)', 'array_sort(array(T), function(T, T, integer)) array(T)'],
    'The elements in order, NULLs last; or in the order that a lambda (-1, 0, 1) gives.',
    (call) =>
      call.signature === 0
        ? ordering(call, sql`list_sort(tg_a, 'ASC', 'NULLS LAST')`)
        : printSortBy(call),
  ),
  spec(
    'combinations',
    ['combinations(array(T), bigint) array(array(T))'],
    'Every choice of so many elements, at most 5.',
    (call) =>
      sql`CAST(tg_combinations(${arg(call, 0)}, ${arg(call, 1)}) AS ${duckdbType(call.type)})`,
  ),
];

export const MACROS: readonly Macro[] = [
  `tg_combinations(a, n) AS list_transform([a], lambda tg_s: list_transform(
    tg_chosen_places(len(tg_s), n), lambda tg_c: list_transform(
      list_filter(string_split(tg_c, ','), lambda tg_p: tg_p <> ''), lambda tg_p: tg_s[CAST(tg_p AS BIGINT)])))[1]`,
];

const [MOST_CHOSEN, MOST_CHOICES] = [5, 100_000];

/** The places, from 1, of each choice of n out of so many elements. @throws ScriptError as Trino does */
export function combinations(size: number, n: number): readonly string[] {
  const fail = (reason: string) => new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
  if (n < 0) throw fail(`combination size must not be negative: ${n}`);
  if (n > MOST_CHOSEN) throw fail(`combination size must not exceed ${MOST_CHOSEN}: ${n}`);
  let choices = 1;
  for (let at = 0; at < n; at++) choices = (choices * (size - at)) / (at + 1);
  if (choices > MOST_CHOICES) throw fail('combinations exceed max size');
  const found: string[] = [];
  const choose = (from: number, chosen: readonly number[]): void => {
    if (chosen.length === n) {
      found.push(chosen.join(','));
      return;
    }
    for (let place = from; place <= size; place++) choose(place + 1, [...chosen, place]);
  };
  choose(1, []);
  return found;
}

/** The places, from 1, in the order that the outcomes (rows of -1, 0, 1 with commas) give. */
function sortedPlaces(rows: readonly (string | null)[]): readonly string[] {
  const outcomes = rows.map((row) => (row ?? '').split(','));
  const compare = (one: number, other: number): number => {
    const outcome = outcomes[one]?.[other] ?? 'NULL';
    if (!['-1', '0', '1'].includes(outcome)) {
      const reason = 'Lambda comparator must return either -1, 0, or 1';
      throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
    }
    return Number(outcome);
  };
  return javaSort(rows.length, compare).map((place) => String(place + 1));
}

export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_chosen_places',
    args: ['BIGINT', 'BIGINT'],
    result: 'VARCHAR[]',
    call: (size, n) => combinations(Number(size), Number(n)),
  },
  {
    name: 'tg_sorted_places',
    args: ['VARCHAR[]'],
    result: 'VARCHAR[]',
    call: (rows) => sortedPlaces(rows as readonly (string | null)[]),
  },
];
