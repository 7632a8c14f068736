import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, openAsked } from './asked.fixture.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});
afterAll(() => asked.close());

describe('sets of elements', () => {
  it.each([
    ['array_distinct(ARRAY[3, 1, NULL, 3, NULL, 1])', 'array(integer) [3,1,null]'],
    ['array_union(ARRAY[2, 1], ARRAY[3, 1])', 'array(integer) [2,1,3]'],
    ['array_intersect(ARRAY[1, 5], ARRAY[5, 1, 7])', 'array(integer) [5,1]'],
    ['array_except(ARRAY[3, NULL, 1, 3], ARRAY[1])', 'array(integer) [3,null]'],
    ['array_union(ARRAY[1], CAST(NULL AS array(integer)))', 'array(integer) null'],
    ['arrays_overlap(ARRAY[1, NULL], ARRAY[2])', 'boolean null'],
    ['arrays_overlap(ARRAY[1, NULL], ARRAY[1])', 'boolean true'],
    ['contains(ARRAY[1, NULL], 2)', 'boolean null'],
    ['contains(ARRAY[nan()], nan())', 'boolean false'],
    ['contains(ARRAY[ARRAY[1, NULL]], ARRAY[1, 2])', 'boolean null'],
    ["array_position(ARRAY['a', NULL, 'b'], 'b')", 'bigint 3'],
    ["array_position(ARRAY['a'], 'z')", 'bigint 0'],
    ['array_remove(ARRAY[1, NULL, 1, 2], 1)', 'array(integer) [null,2]'],
    ["array_histogram(ARRAY['a', NULL, 'a'])", 'map(varchar(1), bigint) {"a":2}'],
    ['contains_sequence(ARRAY[1, 2, 3], ARRAY[2, 3])', 'boolean true'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});

describe('places of elements', () => {
  it.each([
    ['element_at(ARRAY[1, 2, 3], -1)', 'integer 3'],
    ['element_at(ARRAY[1], 9)', 'integer null'],
    ['element_at(ARRAY[1], 0)', 'INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1'],
    ['slice(ARRAY[1, 2, 3], -2, 5)', 'array(integer) [2,3]'],
    ["slice(ARRAY[1, 2, 3], 2, BIGINT '9223372036854775807')", 'array(integer) [2,3]'],
    [
      'slice(ARRAY[1], 1, -1)',
      'INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0',
    ],
    [
      'trim_array(ARRAY[1, 2], 3)',
      'INVALID_FUNCTION_ARGUMENT: size must not exceed array cardinality 2: 3',
    ],
    ["repeat('x', 3)", 'array(varchar(1)) ["x","x","x"]'],
    ['concat(ARRAY[1], ARRAY[2], ARRAY[3])', 'array(integer) [1,2,3]'],
    ['0 || ARRAY[1] || 2', 'array(integer) [0,1,2]'],
    ['flatten(ARRAY[ARRAY[1], NULL, ARRAY[2]])', 'array(integer) [1,2]'],
    ['ngrams(ARRAY[1, 2, 3], 2)', 'array(array(integer)) [[1,2],[2,3]]'],
    ['ngrams(ARRAY[1], 5)', 'array(array(integer)) [[1]]'],
    ['combinations(ARRAY[1, 2, 3], 2)', 'array(array(integer)) [[1,2],[1,3],[2,3]]'],
    [
      'combinations(ARRAY[1], 6)',
      'INVALID_FUNCTION_ARGUMENT: combination size must not exceed 5: 6',
    ],
    ['cardinality(shuffle(ARRAY[1, 2, 3]))', 'bigint 3'],
    ["array_join(ARRAY[1.5, NULL, 2.0], '-')", 'varchar 1.5-2.0'],
    ["array_join(ARRAY['a', NULL], ',', 'N')", 'varchar a,N'],
    [
      "array_join(ARRAY[ARRAY[1]], ',')",
      'OPERATOR_NOT_FOUND: line 1:8: Cannot cast array(integer) to varchar',
    ],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});

describe('order of elements', () => {
  it.each([
    ["array_sort(ARRAY['b', NULL, 'a'])", 'array(varchar(1)) ["a","b",null]'],
    [
      'array_sort(ARRAY[3, 1, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))',
      'array(integer) [3,2,1]',
    ],
    [
      'array_sort(ARRAY[1, NULL, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))',
      'array(integer) [2,null,1]',
    ],
    [
      'array_sort(ARRAY[1, 2], (x, y) -> 7)',
      'INVALID_FUNCTION_ARGUMENT: Lambda comparator must return either -1, 0, or 1',
    ],
    ['array_max(ARRAY[nan(), 2e0])', 'double 2'],
    ['array_min(ARRAY[1, NULL])', 'integer null'],
    [
      'array_max(ARRAY[ARRAY[1], ARRAY[NULL]])',
      'NOT_SUPPORTED: ARRAY comparison not supported for arrays with null elements',
    ],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});

describe('lambdas', () => {
  it.each([
    ['transform(ARRAY[1, NULL], x -> coalesce(x, 0) + 1)', 'array(integer) [2,1]'],
    ['filter(ARRAY[1, NULL, 3], x -> x > 1)', 'array(integer) [3]'],
    ['reduce(ARRAY[5, 20], 0, (s, x) -> s + x, s -> s * 2)', 'integer 50'],
    [
      "reduce(ARRAY[5, 20], CAST('' AS varchar), (s, x) -> s || CAST(x AS varchar), s -> s)",
      'varchar 520',
    ],
    [
      'reduce(CAST(NULL AS array(integer)), 0, (s, x) -> s + x, s -> coalesce(s, 1))',
      'integer null',
    ],
    ['any_match(ARRAY[1, NULL], x -> x = 2)', 'boolean null'],
    ['all_match(ARRAY[], x -> true)', 'boolean true'],
    ['none_match(ARRAY[1], x -> x = 2)', 'boolean true'],
    ["zip(ARRAY[1, 2], ARRAY['a'])", 'array(row(integer, varchar(1))) [[1,"a"],[2,null]]'],
    ['zip_with(ARRAY[1, 2], ARRAY[10], (x, y) -> coalesce(y, 0) + x)', 'array(integer) [11,2]'],
    [
      'transform(ARRAY[ARRAY[1, 2]], a -> reduce(a, 0, (s, x) -> s + x, s -> cardinality(a) * s))',
      'array(bigint) [6]',
    ],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});

describe('sequences', () => {
  it.each([
    ['sequence(5, 1, -2)', 'array(bigint) [5,3,1]'],
    [
      'sequence(1, 5, -1)',
      expect.stringMatching(/^INVALID_FUNCTION_ARGUMENT: sequence stop value/),
    ],
    [
      "sequence(DATE '2026-01-31', DATE '2026-03-31', INTERVAL '1' MONTH)",
      'array(date) ["2026-01-31","2026-02-28","2026-03-31"]',
    ],
    ["sequence(DATE '2026-02-01', DATE '2026-01-31')", 'array(date) ["2026-02-01","2026-01-31"]'],
    [
      "sequence(TIMESTAMP '2026-01-31 10:00:00', TIMESTAMP '2026-01-31 09:00:00', INTERVAL '-40' MINUTE)",
      'array(timestamp(0)) ["2026-01-31 10:00:00","2026-01-31 09:20:00"]',
    ],
    ['sequence(1, 10001)', expect.stringMatching(/more than 10000 entries$/)],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});
