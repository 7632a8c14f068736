import { describe, expect, it } from 'vitest';
import type { Comparison, Volume } from '../../../analysis/throttle/index.ts';
import { screen } from '../../terminal/output.fixture.ts';
import { comparisonTable, daysLine } from './comparison-table.ts';

const bucket = {
  account: '111122223333',
  region: 'eu-west-1',
  service: 'kms.amazonaws.com',
  api: '*',
};
const compared = (before: Volume, after: Volume): Comparison => ({
  ...{ weekdays: [1, 2], haveCommonDays: true },
  buckets: [{ ...bucket, before, after }],
  total: { before, after },
});
const volume = (throttled: number, calls: number) => ({ throttled, calls });

describe('a comparison', () => {
  it.each([
    [volume(50, 1000), volume(10, 2000), '50.0 50 of 1,000 5.0 10 of 2,000 -90 %'],
    [volume(0, 10), volume(1, 10), '0.0 0 of 10 100.0 1 of 10 new'],
    [volume(1, 10), volume(0, 0), '100.0 1 of 10 - 0 of 0'],
    [volume(10, 1000), volume(15, 1000), '10.0 10 of 1,000 15.0 15 of 1,000 +50 %'],
  ])('of %j with %j is told as %s', (before, after, cells) => {
    const lines = comparisonTable(compared(before, after), screen().out).split('\n');

    const [first, all] = lines.slice(2).map((line) => line.trim().replace(/ +/g, ' '));
    expect(first).toBe(`kms all APIs ${cells} 111122223333 eu-west-1`);
    expect(all).toBe(`all of them ${cells}`);
  });

  it.each([
    [{}, 'on Mondays, Tuesdays.'],
    [{ weekdays: [0, 1, 2, 3, 4, 5, 6] }, 'on all weekdays.'],
    [{ haveCommonDays: false }, 'the times share no weekday.'],
  ])('with %j says: %s', (days, words) => {
    expect(daysLine({ ...compared(volume(1, 1), volume(1, 1)), ...days })).toContain(words);
  });
});
