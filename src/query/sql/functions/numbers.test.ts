import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, openAsked } from './asked.fixture.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});
afterAll(() => asked.close());

describe('rounding', () => {
  it.each([
    ['round(2.5)', 'decimal(2, 0) 3'],
    ['round(-2.5e0)', 'double -3'],
    ['round(0.49999999999999994e0)', 'double 0'],
    ['round(2.675, 2)', 'decimal(5, 3) 2.680'],
    ['round(1234.5678, -2)', 'decimal(9, 4) 1200.0000'],
    ['round(99.95, 1)', 'decimal(5, 2) 100.00'],
    ['round(15, -1)', 'integer 20'],
    [
      "round(BIGINT '9223372036854775807', -1)",
      'NUMERIC_VALUE_OUT_OF_RANGE: numerical overflow: 9223372036854775807',
    ],
    ['round(1e308, 1)', 'double 1e+308'],
    ['ceil(-2.5)', 'decimal(2, 0) -2'],
    ["floor(REAL '2.5')", 'real 2'],
    ['truncate(-12.345)', 'decimal(2, 0) -12'],
    ['truncate(12.345, 1)', 'decimal(5, 3) 12.300'],
    ['truncate(1234.5, -2)', 'decimal(5, 1) 1200.0'],
    [
      "abs(SMALLINT '-32768')",
      'NUMERIC_VALUE_OUT_OF_RANGE: Value -32768 is out of range for abs(smallint)',
    ],
    ['abs(-2.5)', 'decimal(2, 1) 2.5'],
    ['sign(-2.5)', 'decimal(1, 0) -1'],
    ['sign(nan())', 'double NaN'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});

describe('elementary functions', () => {
  it.each([
    ['sqrt(-1)', 'double NaN'],
    ['ln(0)', 'double -Infinity'],
    ['log(2, 8)', 'double 3'],
    ['log10(-1)', 'double NaN'],
    ['asin(2)', 'double NaN'],
    ['sin(infinity())', 'double NaN'],
    ['mod(-7, 3)', 'integer -1'],
    ['mod(5e0, 0)', 'double NaN'],
    ['mod(5, 0)', 'DIVISION_BY_ZERO: Division by zero'],
    ['mod(10.5, 0.25)', 'decimal(2, 2) 0.00'],
    ['greatest(1, 2.5)', 'decimal(11, 1) 2.5'],
    ['greatest(1, NULL)', 'integer null'],
    ['greatest(1e0, nan())', 'double 1'],
    ['least(1e0, nan())', 'double 1'],
    ['width_bucket(2, 1, 10, 3)', 'bigint 1'],
    ['width_bucket(0, 1, 10, 3)', 'bigint 0'],
    ['width_bucket(2, 10, 1, 3)', 'bigint 3'],
    ['width_bucket(2, ARRAY[1.0, 2.0, 3.0])', 'bigint 2'],
    ['width_bucket(2, 1, 1, 3)', 'INVALID_FUNCTION_ARGUMENT: bounds cannot equal each other'],
    ['random(5) < 5', 'boolean true'],
    ['random(0)', 'INVALID_FUNCTION_ARGUMENT: bound must be positive'],
    ["from_base('-ff', 16)", 'bigint -255'],
    ["from_base('zz', 16)", 'INVALID_FUNCTION_ARGUMENT: Not a valid base-16 number: zz'],
    ['to_base(-255, 2)', 'varchar(64) -11111111'],
    ['to_base(5, 1)', 'INVALID_FUNCTION_ARGUMENT: Radix must be between 2 and 36'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});

describe('vectors and distributions', () => {
  it.each([
    ['dot_product(ARRAY[1, 2], ARRAY[3, 4])', 'double 11'],
    ['cosine_similarity(ARRAY[4, 5, 6], ARRAY[4, 5, 6])', 'double 1'],
    [
      'cosine_similarity(ARRAY[1], ARRAY[0])',
      'INVALID_FUNCTION_ARGUMENT: Vector magnitude cannot be zero',
    ],
    [
      'euclidean_distance(ARRAY[1], ARRAY[1, 2])',
      'INVALID_FUNCTION_ARGUMENT: The arguments must have the same length',
    ],
    [
      "cosine_similarity(MAP(ARRAY['a'], ARRAY[1.0]), MAP(ARRAY['a', 'b'], ARRAY[2.0, 0.0]))",
      'double 1',
    ],
    ['round(normal_cdf(0, 1, 1.96), 12)', 'double 0.975002104852'],
    ['round(inverse_normal_cdf(0, 1, 0.975), 9)', 'double 1.959963985'],
    ['round(beta_cdf(2, 2, 0.5), 12)', 'double 0.5'],
    ['round(t_cdf(2.228, 10), 4)', 'double 0.975'],
    ['normal_cdf(0, 0, 1)', 'INVALID_FUNCTION_ARGUMENT: standardDeviation must be > 0'],
    ['round(wilson_interval_lower(1250, 1310, 1.96), 6)', 'double 0.941488'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});
