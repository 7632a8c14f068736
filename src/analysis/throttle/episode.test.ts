import { describe, expect, it } from 'vitest';
import { episodesOf, startRate } from './episode.ts';
import { secondsOf } from './seconds.fixture.ts';

describe('episodes', () => {
  it('end after a minute without a throttle', () => {
    const ticks = secondsOf(0, [100, 9, 1], [160, 0, 2], [221, 5, 3], [300, 5, 0]);

    expect(episodesOf(ticks)).toEqual([
      { from: 100, to: 160, throttled: 3, startRate: 0.9 },
      { from: 221, to: 221, throttled: 3, startRate: 0.5 },
    ]);
  });

  it('begin at the rate of the ten seconds to the first throttle', () => {
    const ticks = secondsOf(0, [90, 100, 0], [91, 10, 0], [99, 10, 0], [100, 1, 7]);

    expect(episodesOf(ticks)).toMatchObject([{ startRate: 2.1 }]);
  });

  it('have a middle rate', () => {
    const rates = [5, 1, 2].map((rate) => ({ from: 0, to: 0, throttled: 1, startRate: rate }));

    expect([startRate(rates), startRate([])]).toEqual([2, undefined]);
  });
});
