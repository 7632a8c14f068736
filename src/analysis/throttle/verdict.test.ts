import { describe, expect, it } from 'vitest';
import { aCaller } from './parties.fixture.ts';
import { partiesOf, verdictOn } from './verdict.ts';

const callers = (...counts: readonly (readonly [near: number, throttled: number])[]) =>
  partiesOf(counts.map(([near, throttled]) => aCaller({ near, throttled })));

describe('shares', () => {
  it('are of the calls near throttles, and of the throttles', () => {
    expect(callers([75, 10], [25, 30])).toMatchObject([
      { shareOfCalls: 0.75, shareOfThrottles: 0.25 },
      { shareOfCalls: 0.25, shareOfThrottles: 0.75 },
    ]);
  });

  it('are none of nothing', () => {
    expect(callers([0, 0])).toMatchObject([{ shareOfCalls: 0, shareOfThrottles: 0 }]);
  });
});

describe('the verdict', () => {
  it.each([
    ['self', callers([100, 40])],
    ['self', callers([60, 38], [40, 1])],
    ['self-and-others', callers([70, 30], [30, 20])],
    ['others', callers([70, 5], [30, 20])],
    ['shared', callers([30, 20], [28, 1], [28, 1], [14, 1])],
    ['shared', []],
  ])('%s', (verdict, parties) => {
    expect(verdictOn(parties)).toBe(verdict);
  });
});
