import type { FakeRequest } from './fake-s3.fixture.ts';

/** What the fake may do to a request instead of answering it. */
export type FakeFault =
  | 'slow-down'
  | 'internal-error'
  | 'denied'
  | 'expired'
  | 'error-body'
  | 'reset'
  | 'cut-body'
  | 'short-body'
  | 'silent'
  | 'silent-body';

/** Faults by chance, the same ones for the same seed. A rate is a share of all requests. */
export function randomFaults(
  seed: number,
  rates: Partial<Record<FakeFault, number>>,
): (request: FakeRequest) => FakeFault | undefined {
  const random = seededRandom(seed);
  return () => {
    let dice = random();
    for (const [fault, rate] of Object.entries(rates)) {
      dice -= rate;
      if (dice < 0) return fault as FakeFault;
    }
    return undefined;
  };
}

/** The mulberry32 generator: from 0 up to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
