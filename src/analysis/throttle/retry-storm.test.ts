import { describe, expect, it } from 'vitest';
import { retryStormsOf } from './retry-storm.ts';
import { secondsOf } from './seconds.fixture.ts';

describe('a retry storm', () => {
  it('is more throttled than passed in ten seconds, the worst one told', () => {
    const ticks = secondsOf(0, [1, 20, 0], [2, 0, 4], [5, 1, 2], [30, 2, 9], [41, 0, 1]);

    expect(retryStormsOf(ticks)).toEqual([
      { caller: 0, count: 2, worst: { at: 30, passed: 2, throttled: 9 } },
    ]);
  });

  it('is none when as much passes, or hardly anything is throttled', () => {
    expect(retryStormsOf(secondsOf(0, [1, 6, 6]))).toEqual([]);
    expect(retryStormsOf(secondsOf(0, [1, 0, 4], [11, 0, 4]))).toEqual([]);
  });

  it('is each caller of its own', () => {
    const shares = [1, 0].map((caller) => ({ caller, passed: 3, throttled: caller * 9 }));

    expect(retryStormsOf([{ at: 7, shares }])).toEqual([
      { caller: 1, count: 1, worst: { at: 7, passed: 3, throttled: 9 } },
    ]);
  });
});
