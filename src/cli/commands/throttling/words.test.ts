import { expect, it } from 'vitest';
import { percent, rateText } from './words.ts';

it.each([
  [0, '0 %'],
  [0.004, '<1 %'],
  [0.325, '33 %'],
  [0.996, '>99 %'],
  [1, '100 %'],
])('a share of %d is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

it.each([
  [236.4, '236'],
  [9.96, '10'],
  [3.62, '3.6'],
  [0.05, '0.05'],
  [2, '2'],
])('a rate of %d is %s', (rate, text) => {
  expect(rateText(rate)).toBe(text);
});
