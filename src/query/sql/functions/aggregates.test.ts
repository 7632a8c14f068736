import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, openAsked } from './asked.fixture.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});
afterAll(() => asked.close());

/** Of each row: an id, a group, a number, a double and a condition. */
const ROWS = `(VALUES (1, 'a', 10, 1.5e0, true), (2, 'a', 20, 2.5e0, false), (3, 'b', NULL, NULL, true),
  (4, 'b', 5, nan(), NULL), (5, NULL, 7, 1.5e0, false)) t(id, g, v, d, f)`;

const of = (expression: string) => asked.rows(`SELECT ${expression} FROM ${ROWS}`);
const ofNothing = (expression: string) =>
  asked.rows(`SELECT ${expression} FROM ${ROWS} WHERE false`);

describe('aggregates', () => {
  it.each([
    ['count(*), count(v), count(DISTINCT g), count()', [5, 4, 2, 5]],
    ['count_if(f), bool_and(f), every(f), bool_or(f)', [2, false, false, true]],
    ["sum(v) FILTER (WHERE g = 'a'), sum(DISTINCT v), avg(v)", [30, 42, 10.5]],
    ['sum(v * 1.5), avg(v * 1.25), avg(CAST(-0.05 AS decimal(3, 2)))', ['63.0', '13.13', '-0.05']],
    ["sum(INTERVAL '90' MINUTE), avg(INTERVAL '1' MONTH)", ['0 07:30:00.000', '0-1']],
    ['max(d), min(d), max(v, 2), min(g, 5)', [2.5, 1.5, [20, 10], ['a', 'a', 'b', 'b']]],
    ['max_by(g, v), min_by(v, id), max_by(id, v, 2)', ['a', 10, [2, 1]]],
    ['max_by(g, -id) FILTER (WHERE id > 4)', [null]],
    [
      'array_agg(v ORDER BY id DESC), array_agg(DISTINCT f ORDER BY f)',
      [
        [7, 5, null, 20, 10],
        [false, true, null],
      ],
    ],
    [
      'array_agg(DISTINCT g), array_agg(DISTINCT f)',
      [
        [null, 'a', 'b'],
        [null, false, true],
      ],
    ],
    [
      'array_agg(DISTINCT ARRAY[v, NULL]) FILTER (WHERE id < 3), array_agg(DISTINCT MAP(ARRAY[1], ARRAY[id % 2]))',
      [
        [
          [10, null],
          [20, null],
        ],
        [{ 1: 0 }, { 1: 1 }],
      ],
    ],
    [
      "listagg(g, '-') WITHIN GROUP (ORDER BY id DESC), listagg(DISTINCT g) WITHIN GROUP (ORDER BY g)",
      ['b-b-a-a', 'ab'],
    ],
    [
      'histogram(g), multimap_agg(g, id)',
      [
        { a: 2, b: 2 },
        { a: [1, 2], b: [3, 4] },
      ],
    ],
    [
      'map_agg(g, id), map_union(MAP(ARRAY[id % 2], ARRAY[v]))',
      [
        { a: 1, b: 3 },
        { 1: 10, 0: 20 },
      ],
    ],
    ['bitwise_and_agg(v), bitwise_or_agg(v), bitwise_xor_agg(v)', [0, 31, 28]],
    ['reduce_agg(v, 0, (a, b) -> a + b, (a, b) -> a + b)', [42]],
    ['approx_distinct(g), approx_most_frequent(1, g, 10)', [2, { a: 2 }]],
    [
      'approx_percentile(v, 0.5), approx_percentile(v, ARRAY[0, 1]), approx_percentile(v, id, 0.5)',
      [10, [5, 20], 7],
    ],
    ['corr(v, v), regr_slope(v, v), covar_pop(v, v), corr(v, 1)', [1, 1, 33.25, null]],
    [
      'var_pop(v), variance(v), round(stddev(v), 6), round(geometric_mean(v), 6)',
      [33.25, 44.333333333333336, 6.658328, 9.146912],
    ],
    ['round(skewness(v), 6), round(kurtosis(v), 6)', [0.844943, 2.120301]],
  ])('%s', async (expression, expected) => {
    expect(await of(expression)).toEqual([expected]);
  });

  it('gives NULL of no rows, and counts 0', async () => {
    const row = await ofNothing(
      'count(*), count_if(f), sum(v), avg(v * 1.5), array_agg(v), map_agg(g, v), max(v, 2), histogram(g), max_by(id, v, 2), approx_percentile(v, 0.5)',
    );

    expect(row).toEqual([[0, 0, ...Array.from({ length: 8 }, () => null)]]);
  });

  it.each([
    ['sum(9223372036854775807)', /^NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow/],
    ['approx_percentile(v, 2)', /^INVALID_FUNCTION_ARGUMENT: Percentile must be between 0 and 1/],
    ['max(ARRAY[v])', /^NOT_SUPPORTED: ARRAY comparison/],
    ['min_by(g, (v, id))', /^NOT_SUPPORTED: ROW comparison/],
    ["listagg(v, ',') WITHIN GROUP (ORDER BY id)", /^TYPE_MISMATCH: line 1:8/],
    ['checksum(v)', /^FUNCTION_NOT_FOUND: line 1:8/],
  ])('refuses %s', async (expression, expected) => {
    expect(await of(expression)).toMatch(expected);
  });

  it('works over windows', async () => {
    const over = 'OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)';
    const items = ['sum(v)', 'count_if(f)', 'array_agg(id)', 'max_by(g, id)', 'max(d)'];
    const query = `SELECT ${items.map((item) => `${item} ${over}`).join(', ')} FROM ${ROWS} ORDER BY id`;

    expect(await asked.rows(query)).toEqual([
      [10, 1, [1], 'a', 1.5],
      [30, 1, [1, 2], 'a', 2.5],
      [20, 1, [2, 3], 'b', 2.5],
      [5, 1, [3, 4], 'b', 'NaN'],
      [12, 0, [4, 5], null, 1.5],
    ]);
  });
});
