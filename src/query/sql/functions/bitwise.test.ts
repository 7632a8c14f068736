import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, openAsked } from './asked.fixture.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});
afterAll(() => asked.close());

describe('functions of bits', () => {
  it.each([
    ['bitwise_and(12, 10)', 'bigint 8'],
    ['bitwise_not(12)', 'bigint -13'],
    ["bitwise_left_shift(TINYINT '7', 5)", 'tinyint -32'],
    ['bitwise_left_shift(1, 40)', 'integer 0'],
    ['bitwise_right_shift(-8, 1)', 'integer 2147483644'],
    ['bitwise_right_shift_arithmetic(-8, 1)', 'integer -4'],
    ['bitwise_right_shift_arithmetic(-8, 64)', 'integer -1'],
    ["bitwise_left_shift(BIGINT '-1', 63)", 'bigint -9223372036854775808'],
    ['bit_count(-7, 8)', 'bigint 6'],
    ['bit_count(9, 64)', 'bigint 2'],
    [
      'bit_count(200, 8)',
      'INVALID_FUNCTION_ARGUMENT: Number must be representable with the bits specified. 200 cannot be represented with 8 bits',
    ],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});
