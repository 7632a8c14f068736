import { type Fragment, joined, sql } from '../typed.ts';
import { duckdbType, type MapType, type Type } from '../types/index.ts';
import { holdsNull, rowOf } from './arrays/elements.ts';
import type { BoundCall, FunctionSpec, Macro } from './contract.ts';
import { arg, calls, failure, invalid, lambdaOf, spec, withNames } from './writing.ts';

function mapType(type: Type): MapType {
  if (type.is !== 'map') throw new Error('A map was expected.');
  return type;
}

/** A lambda over an entry `tg_e` of a map: its key and its value. */
function overEntry(call: BoundCall): Fragment {
  const { params, body } = lambdaOf(call, 1);
  const [key = 'k', value = 'v'] = params;
  return withNames(
    [
      [key, sql`tg_e.key`],
      [value, sql`tg_e.value`],
    ],
    body,
  );
}

function printMapFilter(call: BoundCall): Fragment {
  return sql`map_from_entries(list_filter(map_entries(${arg(call, 0)}), lambda tg_e: ${overEntry(call)}))`;
}

function printTransformKeys(call: BoundCall): Fragment {
  const keys = sql`list_transform(map_entries(tg_m), lambda tg_e: ${overEntry(call)})`;
  return withNames([['tg_m', arg(call, 0)]], sql`tg_map(${keys}, map_values(tg_m))`);
}

function printTransformValues(call: BoundCall): Fragment {
  const values = sql`list_transform(map_entries(tg_m), lambda tg_e: ${overEntry(call)})`;
  return withNames(
    [['tg_m', arg(call, 0)]],
    sql`CASE WHEN tg_m IS NOT NULL THEN map(map_keys(tg_m), ${values}) END`,
  );
}

function printZipWith(call: BoundCall): Fragment {
  const { params, body } = lambdaOf(call, 2);
  const [key = 'k', one = 'v1', other = 'v2'] = params;
  const value = withNames(
    [
      [one, sql`tg_1[${key}]`],
      [other, sql`tg_2[${key}]`],
    ],
    body,
  );
  const keys = sql`tg_array_union(map_keys(tg_1), map_keys(tg_2))`;
  const maps = sql`map(tg_k, list_transform(tg_k, lambda ${key}: ${value}))`;
  return withNames(
    [
      ['tg_1', arg(call, 0)],
      ['tg_2', arg(call, 1)],
    ],
    sql`CASE WHEN tg_1 IS NOT NULL AND tg_2 IS NOT NULL THEN ${withNames([['tg_k', keys]], maps)} END`,
  );
}

function printEntries(call: BoundCall): Fragment {
  if (call.type.is !== 'array') throw new Error('map_entries gives an array.');
  const row = rowOf(call.type.of, [sql`tg_e.key`, sql`tg_e.value`]);
  return sql`list_transform(map_entries(${arg(call, 0)}), lambda tg_e: ${row})`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec('map', ['map() map(unknown, unknown)'], 'A map without keys.', () => sql`MAP {}`),
  spec('map', ['map(array(K), array(V)) map(K, V)'], 'A map of keys and their values.', (call) => {
    const [keys, values] = [arg(call, 0), arg(call, 1)];
    const test = holdsNull(sql`tg_x`, mapType(call.type).key);
    if (!test) return sql`tg_map(${keys}, ${values})`;
    const first = sql`list_filter(tg_k, lambda tg_x: ${test})[1]`;
    const message = { sql: sql`'map key cannot be indeterminate: ' || CAST(${first} AS VARCHAR)` };
    return withNames(
      [['tg_k', keys]],
      sql`CASE WHEN len(list_filter(tg_k, lambda tg_x: ${test})) > 0
          THEN ${failure('INVALID_FUNCTION_ARGUMENT', message)} ELSE tg_map(tg_k, ${values}) END`,
    );
  }),
  spec(
    'map_from_entries',
    ['map_from_entries(array(row(K, V))) map(K, V)'],
    'A map of rows of a key and a value.',
    (call) => sql`CAST(tg_map_from_entries(${arg(call, 0)}) AS ${duckdbType(call.type)})`,
  ),
  spec(
    'multimap_from_entries',
    ['multimap_from_entries(array(row(K, V))) map(K, array(V))'],
    'A map of rows of a key and a value, with all values of a key.',
    (call) => sql`CAST(tg_multimap_from_entries(${arg(call, 0)}) AS ${duckdbType(call.type)})`,
  ),
  spec(
    'map_entries',
    ['map_entries(map(K, V)) array(row(K, V))'],
    'Rows of a key and its value.',
    printEntries,
  ),
  spec('map_keys', ['map_keys(map(K, V)) array(K)'], 'The keys.', calls('map_keys')),
  spec('map_values', ['map_values(map(K, V)) array(V)'], 'The values.', calls('map_values')),
  spec(
    'map_concat',
    ['map_concat(map(K, V), map(K, V), ...) map(K, V)'],
    'The keys of all maps; the last value of a key counts.',
    (call) => {
      const maps = call.args.map((one) => one.sql);
      const anyNull = maps.map((one) => sql`(${one}) IS NULL`);
      return sql`CASE WHEN ${joined(anyNull, ' OR ')} THEN NULL ELSE map_concat(${joined(maps)}) END`;
    },
  ),
  spec(
    'map_filter',
    ['map_filter(map(K, V), function(K, V, boolean)) map(K, V)'],
    'The keys and values for which the lambda is true.',
    (call) => sql`CAST(${printMapFilter(call)} AS ${duckdbType(call.type)})`,
  ),
  spec(
    'transform_keys',
    ['transform_keys(map(A, V), function(A, V, B)) map(B, V)'],
    'The map with what the lambda makes of each key.',
    printTransformKeys,
  ),
  spec(
    'transform_values',
    ['transform_values(map(K, A), function(K, A, B)) map(K, B)'],
    'The map with what the lambda makes of each value.',
    printTransformValues,
  ),
  spec(
    'map_zip_with',
    ['map_zip_with(map(K, A), map(K, B), function(K, A, B, C)) map(K, C)'],
    'What the lambda makes of the two values of each key.',
    printZipWith,
  ),
];

/** The first key that stands twice, as text. */
const TWICE = `CAST(list_filter(tg_ks, lambda tg_x, tg_i: list_position(tg_ks, tg_x) < tg_i)[1] AS VARCHAR)`;
const NULL_KEY = invalid("'map key cannot be null'");

export const MACROS: readonly Macro[] = [
  `tg_map(k, v) AS list_transform([row(k)], lambda tg_k: list_transform([struct_extract_at(tg_k, 1)], lambda tg_ks: list_transform([v], lambda tg_vs: CASE
    WHEN tg_ks IS NULL OR tg_vs IS NULL THEN NULL
    WHEN len(tg_ks) <> len(tg_vs) THEN ${invalid("'Key and value arrays must be the same length'")}
    WHEN len(list_filter(tg_ks, lambda tg_x: tg_x IS NULL)) > 0 THEN ${NULL_KEY}
    WHEN len(list_distinct(tg_ks)) < len(tg_ks)
    THEN ${invalid(`'Duplicate map keys (' || ${TWICE} || ') are not allowed'`)}
    ELSE map(tg_ks, tg_vs) END)[1])[1])[1]`,
  `tg_checked_entries(e) AS CASE
    WHEN len(list_filter(e, lambda tg_x: tg_x IS NULL)) > 0 THEN ${invalid("'map entry cannot be null'")} ELSE e END`,
  `tg_map_from_entries(e) AS list_transform([e], lambda tg_es: tg_map(
    list_transform(tg_checked_entries(tg_es), lambda tg_x: struct_extract_at(tg_x, 1)),
    list_transform(tg_es, lambda tg_x: struct_extract_at(tg_x, 2))))[1]`,
  `tg_grouped(k, e) AS map(k, list_transform(k, lambda tg_k: list_transform(
    list_filter(e, lambda tg_x: struct_extract_at(tg_x, 1) = tg_k), lambda tg_x: struct_extract_at(tg_x, 2))))`,
  `tg_multimap_from_entries(e) AS list_transform([e], lambda tg_es: list_transform(
    [tg_array_distinct(list_transform(tg_checked_entries(tg_es), lambda tg_x: struct_extract_at(tg_x, 1)))],
    lambda tg_ks: CASE WHEN tg_ks IS NULL THEN NULL
      WHEN len(list_filter(tg_ks, lambda tg_x: tg_x IS NULL)) > 0 THEN ${NULL_KEY}
      ELSE tg_grouped(tg_ks, tg_es) END)[1])[1]`,
];
