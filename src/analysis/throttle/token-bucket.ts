/** How AWS allows calls: each takes a token, and no more than `size` tokens wait for one. */
export interface TokenBucket {
  readonly size: number;
  /** Tokens a second. */
  readonly refill: number;
}

/** Calls of one second. */
export interface Demand {
  /** Whole seconds since 1970. */
  readonly at: number;
  readonly calls: number;
}

/** Sums of refills such as 0.1 miss a whole token by less than this. */
const ROUNDING = 1e-9;

/**
 * Runs calls through a bucket that is full at first, and says how many of each second it refuses. `demands` in order of
 * time; a refused call takes no token, and is not made again.
 */
export function eachRefused(
  { size, refill }: TokenBucket,
  demands: readonly Demand[],
  hear: (refused: number, index: number) => void,
): void {
  let tokens = size;
  let last = demands[0]?.at ?? 0;
  demands.forEach(({ at, calls }, index) => {
    tokens = Math.min(size, tokens + (at - last) * refill);
    last = at;
    const passed = Math.min(calls, Math.floor(tokens + ROUNDING));
    tokens -= passed;
    hear(calls - passed, index);
  });
}

/** How many calls a bucket refuses in all. */
export function refusedBy(bucket: TokenBucket, demands: readonly Demand[]): number {
  let total = 0;
  eachRefused(bucket, demands, (refused) => {
    total += refused;
  });
  return total;
}
