import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, openAsked } from './asked.fixture.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});
afterAll(() => asked.close());

const column = async (expression: string) => {
  const rows = await asked.rows(
    `SELECT ${expression} FROM (VALUES (1, 10), (2, NULL), (3, 10), (4, 5)) t(id, v) ORDER BY id`,
  );
  return typeof rows === 'string' ? rows : rows.map(([value]) => value);
};

describe('window functions', () => {
  it.each([
    ['row_number() OVER (ORDER BY v, id)', [2, 4, 3, 1]],
    ['rank() OVER (ORDER BY v)', [2, 4, 2, 1]],
    ['dense_rank() OVER (ORDER BY v)', [2, 3, 2, 1]],
    ['rank() OVER ()', [1, 1, 1, 1]],
    ['percent_rank() OVER (ORDER BY id)', [0, 1 / 3, 2 / 3, 1]],
    ['cume_dist() OVER (ORDER BY v)', [0.75, 1, 0.75, 0.25]],
    ['ntile(3) OVER (ORDER BY id)', [1, 1, 2, 3]],
    ['lag(v) OVER (ORDER BY id)', [null, 10, null, 10]],
    ['lag(v) IGNORE NULLS OVER (ORDER BY id)', [null, 10, 10, 10]],
    ['lead(v, 2, -1) OVER (ORDER BY id)', [10, 5, -1, -1]],
    ['first_value(v) OVER (ORDER BY id DESC)', [5, 5, 5, 5]],
    ['last_value(v) IGNORE NULLS OVER (ORDER BY id)', [10, 10, 10, 5]],
    [
      'nth_value(v, 2) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)',
      [null, null, null, null],
    ],
  ])('%s', async (expression, expected) => {
    expect(await column(expression)).toEqual(expected);
  });

  it('stands among the arguments of long expressions', async () => {
    const long = 'round(round(abs(sum(v) OVER (ORDER BY id)) * 1.5e0, 2), 1)';

    expect(await column(`greatest(${long}, sum(v) OVER (), 1)`)).toEqual([25, 25, 30, 37.5]);
  });

  it.each([
    ['ntile(0) OVER (ORDER BY id)', 'INVALID_FUNCTION_ARGUMENT: Buckets must be greater than 0'],
    ['lag(v, -1) OVER (ORDER BY id)', 'INVALID_FUNCTION_ARGUMENT: Offset must be at least 0'],
    ['nth_value(v, 0) OVER (ORDER BY id)', 'INVALID_FUNCTION_ARGUMENT: Offset must be at least 1'],
    [
      'rank()',
      'MISSING_OVER: line 1:8: Window function system.builtin.rank requires an OVER clause',
    ],
  ])('refuses %s', async (expression, expected) => {
    expect(await column(expression)).toBe(expected);
  });
});
