import type { Bucket } from './bucket.ts';
import type { CallerCounts } from './caller.ts';
import type { Tick } from './tick.ts';

/** A bucket that throttled somebody. */
export interface ThrottledBucket extends Bucket {
  readonly throttled: number;
  /** Minutes with a throttle. */
  readonly minutes: number;
  /** Seconds since 1970 of the first and the last throttle. */
  readonly first: number;
  readonly last: number;
}

/** What is known of a bucket, before anything is made of it. */
export interface Observations {
  readonly bucket: ThrottledBucket;
  /** Whoever calls most near the throttles first. */
  readonly callers: readonly CallerCounts[];
  /** Seconds in and around throttled minutes; callers are named by their place in `callers`. */
  readonly ticks: readonly Tick[];
  /** Calls that passed without a filter and without pages, by the caller's place. */
  readonly unfiltered: readonly number[];
}
