import { sql } from '../../typed.ts';
import { duckdbType } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, args, calls, invalid, isNull, named, spec, typedArg } from '../writing.ts';

/** concat of arrays, and of an array and an element on either side. */
function printConcat(call: BoundCall) {
  const lists = call.args.map(({ type, sql: value }) => {
    const isElement = call.signature > 0 && duckdbType(type) !== duckdbType(call.type);
    return isElement ? sql`[${value}]` : sql`(${value})`;
  });
  return { parts: ['(', ...lists.flatMap((list, at) => (at ? [' || ', list] : [list])), ')'] };
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'cardinality',
    ['cardinality(array(E)) bigint', 'cardinality(map(K, V)) bigint'],
    'How many elements an array has, or how many keys a map.',
    (call) =>
      typedArg(call, 0).type.is === 'map'
        ? sql`CAST(cardinality(${arg(call, 0)}) AS BIGINT)`
        : sql`len(${arg(call, 0)})`,
  ),
  spec(
    'element_at',
    ['element_at(array(E), bigint) E', 'element_at(map(K, V), K) V'],
    'The element at a place, from the end where negative, or the value of a key; NULL where there is none.',
    (call) =>
      call.signature === 0
        ? sql`tg_element_at(${args(call)})`
        : sql`(${arg(call, 0)})[${arg(call, 1)}]`,
  ),
  spec(
    'slice',
    ['slice(array(E), bigint, bigint) array(E)'],
    'So many elements from a place on; a negative place counts from the end.',
    calls('tg_slice'),
  ),
  spec(
    'trim_array',
    ['trim_array(array(E), bigint) array(E)'],
    'The array without so many elements at its end.',
    calls('tg_trim_array'),
  ),
  spec(
    'reverse',
    ['reverse(array(E)) array(E)'],
    'The elements from last to first.',
    calls('list_reverse'),
  ),
  spec(
    'concat',
    [
      'concat(array(E), array(E), ...) array(E)',
      'concat(array(E), E) array(E)',
      'concat(E, array(E)) array(E)',
    ],
    'The arrays one after the other.',
    printConcat,
  ),
  spec(
    'flatten',
    ['flatten(array(array(E))) array(E)'],
    'The elements of the arrays in an array.',
    calls('flatten'),
  ),
  spec('repeat', ['repeat(T, bigint) array(T)'], 'The value so many times.', (call) =>
    isNull(call, 1)
      ? sql`CAST(NULL AS ${duckdbType(call.type)})`
      : sql`list_transform([${arg(call, 0)}], lambda tg_v: tg_repeat(tg_v, ${arg(call, 1)}))[1]`,
  ),
  spec(
    'shuffle',
    ['shuffle(array(E)) array(E)'],
    'The elements in a random order.',
    calls('tg_shuffle'),
  ),
  ...named(
    ['ngrams'],
    spec(
      'ngrams',
      ['ngrams(array(T), bigint) array(array(T))'],
      'Every so many neighbours.',
      calls('tg_ngrams'),
    ),
  ),
];

const INDEX_FROM_ONE = invalid("'SQL array indices start at 1'");
const allThere = (names: readonly string[], body: string) =>
  `CASE WHEN ${names.map((name) => `${name} IS NULL`).join(' OR ')} THEN NULL ${body} END`;

export const MACROS: readonly Macro[] = [
  `tg_element_at(a, i) AS ${allThere(['a', 'i'], `WHEN i = 0 THEN ${INDEX_FROM_ONE} ELSE a[i]`)}`,
  `tg_slice(a, start, size) AS ${allThere(
    ['a', 'start', 'size'],
    `WHEN size < 0 THEN ${invalid("'length must be greater than or equal to 0'")}
      WHEN start = 0 THEN ${INDEX_FROM_ONE}
      WHEN size = 0 OR start > len(a) OR start < -len(a) THEN list_slice(a, 1, 0)
      WHEN start > 0 THEN list_slice(a, start, least(start + least(size, len(a)) - 1, len(a)))
      ELSE list_slice(a, len(a) + start + 1, least(len(a) + start + least(size, len(a)), len(a)))`,
  )}`,
  `tg_trim_array(a, n) AS ${allThere(
    ['a', 'n'],
    `WHEN n < 0 THEN ${invalid("'size must not be negative: ' || n")}
      WHEN n > len(a) THEN ${invalid("'size must not exceed array cardinality ' || len(a) || ': ' || n")}
      ELSE list_slice(a, 1, len(a) - n)`,
  )}`,
  `tg_repeat(v, n) AS ${allThere(
    ['n'],
    `WHEN n < 0 THEN ${invalid("'count argument of repeat function must be greater than or equal to 0'")}
      WHEN n > 10000 THEN ${invalid("'count argument of repeat function must be less than or equal to 10000'")}
      ELSE list_transform(range(n), lambda tg_i: v)`,
  )}`,
  `tg_shuffle(a) AS list_transform([a], lambda tg_a: list_transform(
    list_sort(list_transform(tg_a, lambda tg_x: {'r': random(), 'x': tg_x})), lambda tg_e: tg_e.x))[1]`,
  `tg_ngrams(a, n) AS list_transform([a], lambda tg_s: ${allThere(
    ['tg_s', 'n'],
    `WHEN n <= 0 THEN ${invalid("'N must be positive'")}
      WHEN n >= len(tg_s) THEN [tg_s]
      ELSE list_transform(range(1, len(tg_s) - n + 2), lambda tg_i: list_slice(tg_s, tg_i, tg_i + n - 1))`,
  )})[1]`,
];
