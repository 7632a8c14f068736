import { expect, it } from 'vitest';
import { statisticsOf } from './tuning.ts';

const COUNTS = {
  rule: 'rule-1',
  matches: 100,
  suppressed: 0,
  alerts: 10,
  falsePositives: 0,
  acknowledgedAfter: [],
};

it('says nothing of a rule that does well', () => {
  expect(statisticsOf(COUNTS)).toEqual({
    ...{ rule: 'rule-1', matches: 100, suppressed: 0, alerts: 10, falsePositives: 0 },
    hints: [],
  });
});

it.each([
  [[5], 5],
  [[1, 2, 9], 2],
  [[1, 3, 5, 9], 4],
])('finds the middle of %j', (acknowledgedAfter, expected) => {
  expect(statisticsOf({ ...COUNTS, acknowledgedAfter }).acknowledgedMedian).toBe(expected);
});

it.each([
  [{ falsePositives: 5 }, '5 of 10 alerts were false positives'],
  [{ alerts: 50 }, '50 alerts: a longer window'],
  [{ suppressed: 100 }, 'Every match is suppressed'],
])('hints at what %o could need', (change, words) => {
  const { hints } = statisticsOf({ ...COUNTS, ...change });

  expect(hints).toEqual([expect.stringContaining(words)]);
});
