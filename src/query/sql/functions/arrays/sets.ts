import { type Fragment, sql } from '../../typed.ts';
import { duckdbType, isFloating, type Type } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, args, calls, failure, spec, typedArg } from '../writing.ts';
import { equalElements } from './elements.ts';

/** The type of an array's elements. */
export function elementType(call: BoundCall, at = 0): Type {
  const { type } = typedArg(call, at);
  return type.is === 'array' ? type.of : { is: 'unknown' };
}

/** For each element, whether it equals the second argument: true, false or NULL. Both get names. */
function matchesOf(call: BoundCall): Fragment {
  return equalElements(sql`tg_x`, sql`tg_v`, elementType(call));
}

/** Whether an element is kept by array_remove; Trino refuses containers of which that stays open. */
function differs(call: BoundCall): Fragment {
  const match = matchesOf(call);
  const { is } = elementType(call);
  if (is !== 'array' && is !== 'row') return sql`(${match}) IS DISTINCT FROM true`;
  const reason = 'array_remove does not support arrays with elements that are null or contain null';
  return sql`CASE WHEN tg_x IS NOT NULL AND (${match}) IS NULL THEN ${failure('NOT_SUPPORTED', reason)}
    ELSE (${match}) IS DISTINCT FROM true END`;
}

/** Types whose equality is DuckDB's, so that its own searches serve. */
function isPlain(call: BoundCall): boolean {
  const type = elementType(call);
  return !isFloating(type) && type.is !== 'array' && type.is !== 'row';
}

/** Binds `tg_a` and `tg_v`: NULL where either is. */
function searching(call: BoundCall, body: Fragment): Fragment {
  return sql`list_transform([${arg(call, 0)}], lambda tg_a: list_transform([${arg(call, 1)}], lambda tg_v:
    CASE WHEN tg_a IS NOT NULL AND tg_v IS NOT NULL THEN ${body} END)[1])[1]`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'array_distinct',
    ['array_distinct(array(E)) array(E)'],
    'Each element once, where it stood first.',
    calls('tg_array_distinct'),
  ),
  spec(
    'array_union',
    ['array_union(array(E), array(E)) array(E)'],
    'The elements of both, each once.',
    calls('tg_array_union'),
  ),
  spec(
    'array_intersect',
    ['array_intersect(array(E), array(E)) array(E)'],
    'The elements that both have, each once, in the order of the longer array.',
    calls('tg_array_intersect'),
  ),
  spec(
    'array_except',
    ['array_except(array(E), array(E)) array(E)'],
    'The elements of the first that the second has not, each once.',
    calls('tg_array_except'),
  ),
  spec(
    'arrays_overlap',
    ['arrays_overlap(array(E), array(E)) boolean'],
    'Whether they share an element; NULL where none is shared and one holds NULL.',
    calls('tg_arrays_overlap'),
  ),
  spec(
    'contains',
    ['contains(array(E), E) boolean'],
    'Whether an element equals the value; NULL where that stays open.',
    (call) =>
      isPlain(call)
        ? sql`tg_contains(${args(call)})`
        : searching(call, sql`tg_some(list_transform(tg_a, lambda tg_x: ${matchesOf(call)}))`),
  ),
  spec(
    'array_position',
    ['array_position(array(E), E) bigint'],
    'The place of the first element that equals the value, from 1; 0 without one.',
    (call) => {
      if (isPlain(call)) return sql`tg_array_position(${args(call)})`;
      const matches = sql`list_transform(tg_a, lambda tg_x: ${matchesOf(call)})`;
      return searching(call, sql`CAST(coalesce(list_position(${matches}, true), 0) AS BIGINT)`);
    },
  ),
  spec(
    'array_remove',
    ['array_remove(array(E), E) array(E)'],
    'The elements that do not equal the value.',
    (call) => searching(call, sql`list_filter(tg_a, lambda tg_x: ${differs(call)})`),
  ),
  spec(
    'contains_sequence',
    ['contains_sequence(array(T), array(T)) boolean'],
    'Whether the second stands in the first, without gaps.',
    calls('tg_contains_sequence'),
  ),
  spec(
    'array_histogram',
    ['array_histogram(array(T)) map(T, bigint)'],
    'How often each element occurs; NULL does not count.',
    (call) => sql`CAST(tg_array_histogram(${arg(call, 0)}) AS ${duckdbType(call.type)})`,
  ),
];

const hasNull = (list: string) => `len(list_filter(${list}, lambda tg_x: tg_x IS NULL)) > 0`;
const bothThere = (body: string) => `CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN ${body} END`;

/**
 * Sorting brings equal elements together (NULLs and NaNs too); of each run the first is kept, then the old order is
 * taken up again. DuckDB's own list_distinct loses the order and NULL. The lambda around the sorting keeps the type of
 * a literal NULL, which list_sort would lose.
 */
const DISTINCT = `list_transform(list_transform([a], lambda tg_a:
  list_sort(list_transform(tg_a, lambda tg_x, tg_i: {'x': tg_x, 'i': tg_i}))), lambda tg_s:
  list_transform(list_sort(list_transform(
    list_filter(tg_s, lambda tg_e, tg_k: tg_k = 1 OR tg_s[tg_k - 1].x IS DISTINCT FROM tg_e.x),
    lambda tg_e: {'i': tg_e.i, 'x': tg_e.x})), lambda tg_e: tg_e.x))[1]`;

export const MACROS: readonly Macro[] = [
  `tg_some(b) AS list_transform([b], lambda tg_m:
    CASE WHEN list_contains(tg_m, true) THEN true WHEN ${hasNull('tg_m')} THEN NULL ELSE tg_m IS NULL AND NULL END)[1]`,
  `tg_every(b) AS list_transform([b], lambda tg_m:
    CASE WHEN list_contains(tg_m, false) THEN false WHEN ${hasNull('tg_m')} THEN NULL ELSE tg_m IS NOT NULL OR NULL END)[1]`,
  `tg_contains(a, b) AS ${bothThere(`CASE WHEN list_contains(a, b) THEN true WHEN ${hasNull('a')} THEN NULL ELSE false END`)}`,
  `tg_array_position(a, b) AS ${bothThere('CAST(coalesce(list_position(a, b), 0) AS BIGINT)')}`,
  `tg_array_distinct(a) AS ${DISTINCT}`,
  `tg_array_union(a, b) AS ${bothThere('tg_array_distinct(list_concat(a, b))')}`,
  `tg_shared(a, b) AS list_filter(tg_array_distinct(a), lambda tg_x: list_position(b, tg_x) IS NOT NULL)`,
  `tg_array_intersect(a, b) AS ${bothThere('CASE WHEN len(a) >= len(b) THEN tg_shared(a, b) ELSE tg_shared(b, a) END')}`,
  `tg_array_except(a, b) AS ${bothThere('list_filter(tg_array_distinct(a), lambda tg_x: list_position(b, tg_x) IS NULL)')}`,
  `tg_without_null(a) AS list_filter(a, lambda tg_x: tg_x IS NOT NULL)`,
  `tg_arrays_overlap(a, b) AS ${bothThere(`CASE WHEN list_has_any(tg_without_null(a), tg_without_null(b)) THEN true
    WHEN len(a) = 0 OR len(b) = 0 THEN false WHEN ${hasNull('a')} OR ${hasNull('b')} THEN NULL ELSE false END`)}`,
  `tg_contains_sequence(a, b) AS ${bothThere(`CASE WHEN len(b) = 0 THEN true ELSE
    len(list_filter(range(1, len(a) - len(b) + 2), lambda tg_i: list_slice(a, tg_i, tg_i + len(b) - 1) = b)) > 0 END`)}`,
  `tg_array_histogram(a) AS list_transform([tg_without_null(a)], lambda tg_v: list_transform([tg_array_distinct(tg_v)], lambda tg_k:
    map(tg_k, list_transform(tg_k, lambda tg_x: CAST(len(list_filter(tg_v, lambda tg_y: tg_y IS NOT DISTINCT FROM tg_x)) AS BIGINT))))[1])[1]`,
];
