import fc from 'fast-check';
import type { Tick } from './tick.ts';
import { type Demand, eachRefused, type TokenBucket } from './token-bucket.ts';

/** Seconds of one caller: `[second, passed, throttled]` each. */
export function secondsOf(
  caller: number,
  ...seconds: readonly (readonly [at: number, passed: number, throttled: number])[]
): readonly Tick[] {
  return seconds.map(([at, passed, throttled]) => ({
    at,
    shares: [{ caller, passed, throttled }],
  }));
}

/** What a log would show of one caller's calls through a bucket. */
export function seenThrough(bucket: TokenBucket, demands: readonly Demand[]): readonly Tick[] {
  const ticks: Tick[] = [];
  eachRefused(bucket, demands, (throttled, index) => {
    const { at, calls } = demands[index] ?? { at: 0, calls: 0 };
    ticks.push({ at, shares: [{ caller: 0, passed: calls - throttled, throttled }] });
  });
  return ticks;
}

const some = fc.nat({ max: 30 });

/** Any seconds of up to three callers, in order of time. */
export const anyTicks: fc.Arbitrary<readonly Tick[]> = fc
  .uniqueArray(
    fc.record({
      at: fc.nat({ max: 300 }),
      calls: fc.array(fc.tuple(some, some), { maxLength: 3 }),
    }),
    { selector: ({ at }) => at, maxLength: 40 },
  )
  .map((seconds) =>
    seconds
      .sort((a, b) => a.at - b.at)
      .map(({ at, calls }) => ({
        at,
        shares: calls.map(([passed, throttled], caller) => ({ caller, passed, throttled })),
      })),
  );

export const anyBucket: fc.Arbitrary<TokenBucket> = fc.record({
  size: fc.integer({ min: 1, max: 200 }),
  refill: fc.integer({ min: 1, max: 500 }).map((tenths) => tenths / 10),
});
