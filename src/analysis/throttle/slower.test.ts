import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBucket, anyTicks, secondsOf } from './seconds.fixture.ts';
import { paced, thinned } from './slower.ts';
import { demandsOf, sum, type Tick } from './tick.ts';
import { refusedBy } from './token-bucket.ts';

const callers = fc.nat({ max: 2 });
const callsIn = (demands: ReturnType<typeof demandsOf>) => sum(demands.map(({ calls }) => calls));

describe('thinning', () => {
  it('by 1 changes nothing', () => {
    fc.assert(
      fc.property(anyTicks, callers, (ticks, caller) => {
        expect(thinned(ticks, caller, 1)).toEqual(demandsOf(ticks));
      }),
    );
  });

  it('keeps every k-th call of the caller, over all seconds, and all of the others', () => {
    const ticks = [
      {
        at: 1,
        shares: [
          { caller: 0, passed: 2, throttled: 1 },
          { caller: 1, passed: 5, throttled: 0 },
        ],
      },
      { at: 2, shares: [{ caller: 0, passed: 0, throttled: 2 }] },
    ];

    expect(thinned(ticks, 0, 2)).toEqual([
      { at: 1, calls: 2 + 5 },
      { at: 2, calls: 1 },
    ]);
  });

  it('never adds throttles', () => {
    fc.assert(
      fc.property(anyTicks, anyBucket, fc.integer({ min: 2, max: 9 }), (ticks, bucket, every) => {
        const before = refusedBy(bucket, demandsOf(ticks));

        expect(refusedBy(bucket, thinned(ticks, 0, every))).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('pacing', () => {
  const slowed = (ticks: readonly Tick[], caller: number, rate: number) =>
    paced(ticks, caller, { rate, patience: Number.POSITIVE_INFINITY }) ?? {
      demands: [],
      delay: -1,
    };

  it('is none when a call would wait too long', () => {
    const ticks = secondsOf(0, [10, 5, 0]);

    expect(paced(ticks, 0, { rate: 2, patience: 2 })).toMatchObject({ delay: 2 });
    expect(paced(ticks, 0, { rate: 2, patience: 1.5 })).toBeUndefined();
  });

  it('spreads a burst, and says how long its last call waits', () => {
    const { demands, delay } = slowed(secondsOf(0, [10, 4, 2]), 0, 2);

    expect(demands).toEqual([
      { at: 10, calls: 2 },
      { at: 11, calls: 2 },
      { at: 12, calls: 2 },
    ]);
    expect(delay).toBe(2.5);
  });

  it('leaves other callers alone', () => {
    const { demands, delay } = slowed(secondsOf(1, [10, 9, 0]), 0, 1);

    expect([demands, delay]).toEqual([[{ at: 10, calls: 9 }], 0]);
  });

  it('loses no call', () => {
    fc.assert(
      fc.property(anyTicks, callers, fc.integer({ min: 1, max: 40 }), (ticks, caller, rate) => {
        const { demands } = slowed(ticks, caller, rate);

        expect(callsIn(demands)).toBe(callsIn(demandsOf(ticks)));
        expect(demands.map(({ at }) => at)).toEqual(
          demands.map(({ at }) => at).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
