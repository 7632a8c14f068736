import { refuse } from '../../refusal.ts';
import { type Fragment, sql } from '../../typed.ts';
import { arrayOf, displayName, duckdbType, isText } from '../../types/index.ts';
import { fold } from '../arrays/lambdas.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, typedArg } from '../writing.ts';
import { aggregate, gathered } from './calling.ts';

function pairs(call: BoundCall): Fragment {
  return gathered(call, 'list', sql`{'key': ${arg(call, 0)}, 'value': ${arg(call, 1)}}`);
}

/** Distinct values come in order: Trino's are in any, and the same question should have the same answer twice. */
function printArrayAgg(call: BoundCall): Fragment {
  const isOpen = call.distinct && call.orderBy === undefined;
  const orderBy = sql`ORDER BY ${arg(call, 0)} NULLS FIRST`;
  return gathered(isOpen ? { ...call, orderBy } : call, 'list');
}

/** The collected values as an array to fold; NULL where there is none. */
function printReduceAgg(call: BoundCall): Fragment {
  const { type } = typedArg(call, 0);
  const all = gathered(call, 'list', arg(call, 0));
  const found = sql`nullif(tg_without_null(${all}), CAST([] AS ${duckdbType(arrayOf(type))}))`;
  const values = { ...typedArg(call, 0), type: arrayOf(type), sql: found };
  return fold({ ...call, args: [values, ...call.args.slice(1)] });
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  aggregate(
    'array_agg',
    ['array_agg(T) array(T)'],
    'All values, NULL too, as an array; DISTINCT ones in order.',
    printArrayAgg,
  ),
  aggregate(
    'listagg',
    ['listagg(T) varchar', 'listagg(T, varchar) varchar'],
    'The texts one after the other, with a separator; WITHIN GROUP gives their order.',
    (call) => {
      const separator = call.args[1] ? arg(call, 1) : sql`''`;
      return gathered(call, 'string_agg', sql`${arg(call, 0)}, ${separator}`);
    },
    {
      check: (call) => {
        const { type } = typedArg(call, 0);
        if (isText(type) || type.is === 'unknown') return;
        const reason = `Expected expression of varchar, but it has ${displayName(type)} type`;
        refuse('TYPE_MISMATCH', reason, call.span);
      },
    },
  ),
  aggregate(
    'map_agg',
    ['map_agg(K, V) map(K, V)'],
    'A map of keys and values; of a key that comes again the first value.',
    (call) => sql`CAST(tg_map_of_first(${pairs(call)}) AS ${duckdbType(call.type)})`,
  ),
  aggregate(
    'multimap_agg',
    ['multimap_agg(K, V) map(K, array(V))'],
    'A map of keys and all their values.',
    (call) => sql`CAST(tg_map_of_all(${pairs(call)}) AS ${duckdbType(call.type)})`,
  ),
  aggregate(
    'map_union',
    ['map_union(map(K, V)) map(K, V)'],
    'The keys of all maps; of a key that comes again the first value.',
    (call) => {
      const entries = gathered(call, 'list', sql`map_entries(${arg(call, 0)})`);
      return sql`CAST(tg_map_of_first(flatten(${entries})) AS ${duckdbType(call.type)})`;
    },
  ),
  aggregate(
    'histogram',
    ['histogram(K) map(K, bigint)'],
    'How often each value occurs.',
    (call) => sql`CAST(${gathered(call, 'histogram')} AS ${duckdbType(call.type)})`,
  ),
  aggregate(
    'reduce_agg',
    ['reduce_agg(T, S, function(S, T, S), function(S, S, S)) S'],
    'A state, changed by each value that is not NULL.',
    printReduceAgg,
  ),
  aggregate(
    'approx_most_frequent',
    [
      'approx_most_frequent(bigint, varchar, bigint) map(varchar, bigint)',
      'approx_most_frequent(bigint, bigint, bigint) map(bigint, bigint)',
    ],
    'The so many most frequent values and how often they occur; counted exactly here.',
    (call) => {
      const counts = gathered(call, 'histogram', arg(call, 1));
      return sql`CAST(tg_most_frequent(${counts}, ${arg(call, 0)}) AS ${duckdbType(call.type)})`;
    },
  ),
];

const KEYED = 'list_filter(l, lambda tg_e: tg_e.key IS NOT NULL)';

export const MACROS: readonly Macro[] = [
  `tg_first_entries(l) AS list_transform([list_sort(list_transform(${KEYED},
    lambda tg_e, tg_i: {'key': tg_e.key, 'at': tg_i, 'value': tg_e.value}))], lambda tg_s:
    list_transform(list_filter(tg_s, lambda tg_e, tg_k: tg_k = 1 OR tg_s[tg_k - 1].key IS DISTINCT FROM tg_e.key),
      lambda tg_e: {'key': tg_e.key, 'value': tg_e.value}))[1]`,
  `tg_map_of_first(l) AS list_transform([tg_first_entries(l)], lambda tg_s:
    CASE WHEN len(tg_s) > 0 THEN map_from_entries(tg_s) END)[1]`,
  `tg_map_of_all(l) AS list_transform([${KEYED}], lambda tg_s: list_transform(
    [tg_array_distinct(list_transform(tg_s, lambda tg_e: tg_e.key))], lambda tg_ks:
    CASE WHEN len(tg_ks) > 0 THEN tg_grouped(tg_ks, tg_s) END)[1])[1]`,
  `tg_most_frequent(m, n) AS CASE WHEN m IS NOT NULL THEN map_from_entries(list_transform(list_slice(
    list_sort(list_transform(map_entries(m), lambda tg_e: {'n': -CAST(tg_e.value AS BIGINT), 'key': tg_e.key})), 1, n),
    lambda tg_e: {'key': tg_e.key, 'value': -tg_e.n})) END`,
];
