import { expect, it } from 'vitest';
import type { TimePart } from '../sigma/model.ts';
import { timePart } from './time-part.ts';

it.each<[string, TimePart, number]>([
  ['2026-01-31T12:34:56Z', 'minute', 34],
  ['2026-01-31T23:30:00-02:00', 'hour', 1],
  ['2026-01-31T23:30:00-02:00', 'day', 1],
  ['2026-01-31T23:30:00-02:00', 'month', 2],
  ['2025-12-31T23:30:00-02:00', 'year', 2026],
  ['2021-01-03T00:00:00Z', 'week', 53],
  ['2021-01-04T00:00:00Z', 'week', 1],
  ['2024-12-30T00:00:00Z', 'week', 1],
  ['2026-06-30T23:59:59Z', 'week', 27],
])('of %s the %s is %i', (text, part, expected) => {
  expect(timePart(text, part)).toBe(expected);
});

it('finds no part in what is no time', () => {
  expect(timePart('yesterday', 'hour')).toBeNaN();
});
