import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf, fitBucket, isTelling, judge } from './fit.ts';
import { anyTicks, secondsOf, seenThrough } from './seconds.fixture.ts';
import { sum, throttledOf } from './tick.ts';

const bursts = (calls: number) =>
  Array.from({ length: 120 }, (_, at) => ({ at, calls: at % 20 < 4 ? calls : 1 }));

describe('the fit', () => {
  it.each([
    [{ size: 20, refill: 1.7 }, 10],
    [{ size: 100, refill: 20 }, 90],
    [{ size: 5, refill: 2 }, 12],
    [{ size: 4, refill: 0.3 }, 3],
  ])('finds a bucket like %j again', (bucket, calls) => {
    const ticks = seenThrough(bucket, bursts(calls));

    const fit = fitBucket(ticks);

    expect(fit?.seen).toBeGreaterThan(10);
    expect(fit && errorOf(fit)).toBeLessThan((fit?.seen ?? 0) * 0.12);
    expect((fit?.refill ?? 0) / bucket.refill).toBeCloseTo(1, 0);
  });

  it('is no worse than what AWS says, and has no error where that has none', () => {
    const bucket = { size: 50, refill: 10 };
    const ticks = seenThrough(bucket, bursts(60));

    expect(errorOf(judge(bucket, ticks))).toBe(0);
  });

  it('is not made of a handful of throttles', () => {
    expect(fitBucket(secondsOf(0, [1, 9, 2], [2, 0, 2]))).toBeUndefined();
    expect(fitBucket([])).toBeUndefined();
  });

  it('is made of seconds in which nothing passed, and means little then', () => {
    const fit = fitBucket(secondsOf(0, [1, 0, 9], [40, 0, 9], [90, 0, 9]));

    expect(fit).toMatchObject({ seen: 27 });
    expect(fit?.size).toBeGreaterThanOrEqual(1);
  });

  it('counts what was seen', () => {
    fc.assert(
      fc.property(anyTicks, (ticks) => {
        const fit = fitBucket(ticks);
        const seen = sum(ticks.map(throttledOf));

        if (seen < 5) expect(fit).toBeUndefined();
        else expect(fit?.seen).toBe(seen);
        if (fit) expect(fit.matched).toBeLessThanOrEqual(Math.min(fit.seen, fit.simulated));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a bucket that tells', () => {
  const model = { size: 1, refill: 1 };

  it.each([
    [{ seen: 100, simulated: 100, matched: 60 }, true],
    [{ seen: 100, simulated: 0, matched: 0 }, false],
    [{ seen: 100, simulated: 300, matched: 100 }, false],
  ])('%j: %s', (counts, expected) => {
    expect(isTelling({ ...model, ...counts })).toBe(expected);
  });
});
