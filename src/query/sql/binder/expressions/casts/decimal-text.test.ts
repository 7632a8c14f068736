import { expect, it } from 'vitest';
import { decimalFrom } from './decimal-text.ts';

it.each([
  ['12.345', '12.35'],
  ['-12.345', '-12.35'],
  ['-0.004', '0.00'],
  ['.5', '0.50'],
  ['5.', '5.00'],
  ['+1e2', '100.00'],
  ['12345e-3', '12.35'],
  ['1e-99999', '0.00'],
  ['0e99999', '0.00'],
  ['٣', '3.00'],
  ['999.99', '999.99'],
  ['999.995', undefined],
  ['1e3', undefined],
  ['1e99999', undefined],
  [' 1', undefined],
  ['', undefined],
  ['.', undefined],
  ['1_0', undefined],
  ['NaN', undefined],
])('reads %j as decimal(5, 2)', (text, expected) => {
  expect(decimalFrom(text, 5, 2)).toBe(expected);
});
