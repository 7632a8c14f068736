import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBucket, anyTicks } from './seconds.fixture.ts';
import { demandsOf, sum } from './tick.ts';
import { eachRefused, refusedBy, type TokenBucket } from './token-bucket.ts';

function refusals(bucket: TokenBucket, ...calls: readonly number[]): readonly number[] {
  const refused: number[] = [];
  const demands = calls.map((count, at) => ({ at, calls: count }));
  eachRefused(bucket, demands, (count) => refused.push(count));
  return refused;
}

describe('a token bucket', () => {
  it('is full at first, then passes what comes in', () => {
    expect(refusals({ size: 20, refill: 3 }, 25, 10, 2, 0, 10)).toEqual([5, 7, 0, 0, 3]);
  });

  it('passes a call a second time only when a whole token is there', () => {
    expect(refusals({ size: 1, refill: 0.1 }, ...Array(12).fill(1))).toEqual([
      ...[0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1],
    ]);
  });

  it('never refuses more with more refill or more room', () => {
    fc.assert(
      fc.property(anyBucket, anyTicks, fc.nat({ max: 50 }), (bucket, ticks, more) => {
        const demands = demandsOf(ticks);
        const { size, refill } = bucket;
        const refused = refusedBy(bucket, demands);

        expect(refusedBy({ size, refill: refill + more / 10 }, demands)).toBeLessThanOrEqual(
          refused,
        );
        expect(refusedBy({ size: size + more, refill }, demands)).toBeLessThanOrEqual(refused);
      }),
    );
  });

  it('refuses no more than was asked', () => {
    fc.assert(
      fc.property(anyBucket, anyTicks, (bucket, ticks) => {
        const demands = demandsOf(ticks);

        expect(refusedBy(bucket, demands)).toBeLessThanOrEqual(
          sum(demands.map(({ calls }) => calls)),
        );
      }),
    );
  });
});
