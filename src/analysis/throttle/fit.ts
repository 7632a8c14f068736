import { demandsOf, passedOf, sum, type Tick, throttledOf } from './tick.ts';
import { type Demand, eachRefused, type TokenBucket } from './token-bucket.ts';

/** A token bucket held against what was seen. */
export interface Fit extends TokenBucket {
  /** Throttles that were seen in the seconds looked at. */
  readonly seen: number;
  /** Throttles that the bucket would have made of the same calls. */
  readonly simulated: number;
  /** Of these, in the very seconds in which they were seen. */
  readonly matched: number;
}

/** Seconds as a fit needs them. */
interface Observed {
  readonly demands: readonly Demand[];
  readonly seen: readonly number[];
  readonly throttled: number;
}

/** Below this, any bucket would do. */
const LEAST_THROTTLES = 5;
const LEAST_REFILL = 0.01;
/** What a service would be given: every size and refill known is such a number. */
const ROUND_SIZES = [1, 2, 3, 4, 5, 10, 20, 50, 100];
const ROUND_REFILLS = [0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 20];
/** So many sizes and refills are tried at first, then so many around the best, from a part less to a part more. */
const COARSE = 20;
const FINE = 13;
const AROUND = [0.4, 0.1];
/** The best of the first may stand in a lesser valley: so many of them are followed. */
const STARTS = 4;

/** How well a bucket tells what was seen. */
export function judge(bucket: TokenBucket, ticks: readonly Tick[]): Fit {
  return judged(bucket, observed(ticks));
}

/**
 * The bucket that tells the seen throttles best, by grid search; undefined where there are too few of them. A fit is a
 * guess: services also count calls that CloudTrail does not log.
 */
export function fitBucket(ticks: readonly Tick[]): Fit | undefined {
  const seconds = observed(ticks);
  if (seconds.throttled < LEAST_THROTTLES) return undefined;
  const mostInMinute = Math.max(1, busiestMinute(ticks));
  const sizes = [...ROUND_SIZES, ...spread(1, mostInMinute).map(Math.round)];
  const refills = [...ROUND_REFILLS, ...spread(LEAST_REFILL, Math.max(...ticks.map(passedOf), 1))];
  const starts = bestOf(sizes, refills, seconds).slice(0, STARTS);
  const fits = starts.map((start) => refined(start, seconds));
  return fits.sort((a, b) => errorOf(a) - errorOf(b))[0];
}

/** Throttles in the wrong second, and those too many or too few: 0 for a bucket that tells everything. */
export function errorOf({ seen, simulated, matched }: Fit): number {
  return seen + simulated - 2 * matched + Math.abs(seen - simulated);
}

/** Whether most of the throttles seen are told, and not many more: below that, what is replayed means little. */
export function isTelling({ seen, simulated, matched }: Fit): boolean {
  return matched >= Math.max(seen, simulated) / 2;
}

function observed(ticks: readonly Tick[]): Observed {
  const seen = ticks.map(throttledOf);
  return { demands: demandsOf(ticks), seen, throttled: sum(seen) };
}

function judged(bucket: TokenBucket, { demands, seen, throttled }: Observed): Fit {
  let simulated = 0;
  let matched = 0;
  eachRefused(bucket, demands, (refused, index) => {
    simulated += refused;
    matched += Math.min(refused, seen[index] ?? 0);
  });
  return { ...bucket, seen: throttled, simulated, matched };
}

/** The best bucket in smaller and smaller steps around one. */
function refined(start: Fit, seconds: Observed): Fit {
  return AROUND.reduce(({ size, refill }: Fit, part): Fit => {
    const sizes = around(size, part).map(Math.round);
    return bestOf(sizes, around(refill, part), seconds)[0] ?? start;
  }, start);
}

/** All buckets of such a size and refill, the best first. */
function bestOf(
  sizes: readonly number[],
  refills: readonly number[],
  seconds: Observed,
): readonly Fit[] {
  const buckets = [...new Set(sizes)].flatMap((size) =>
    [...new Set(refills)].map((refill) => ({ size: Math.max(1, size), refill })),
  );
  const fits = buckets.map((bucket) => judged(bucket, seconds));
  return fits.sort((a, b) => errorOf(a) - errorOf(b));
}

/** Numbers from least to most, each the same part larger than the one before. */
function spread(least: number, most: number): readonly number[] {
  const ratio = Math.max(1, most / least) ** (1 / (COARSE - 1));
  return Array.from({ length: COARSE }, (_, index) => twoDigits(least * ratio ** index));
}

function around(middle: number, part: number): readonly number[] {
  const step = (2 * part) / (FINE - 1);
  return Array.from({ length: FINE }, (_, index) => twoDigits(middle * (1 - part + step * index)));
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

function busiestMinute(ticks: readonly Tick[]): number {
  const minutes = Map.groupBy(ticks, ({ at }) => Math.floor(at / 60));
  return Math.max(...[...minutes.values()].map((some) => sum(some.map(passedOf))));
}
