import type { Siblings } from './findings.ts';
import { paced, thinned, without } from './slower.ts';
import { callsOf, demandsOf, sum, type Tick, ticksOf } from './tick.ts';
import { refusedBy, type TokenBucket } from './token-bucket.ts';

/** What a change of callers does, by replaying the seconds through a bucket. */
export type Remedy = Thinning | Pacing | Merging;

interface Replayed {
  /** The caller's place among those of the bucket. */
  readonly caller: number;
  /** Throttles of the replay, of everybody: without and with the change. */
  readonly before: number;
  readonly after: number;
}

/** Calls are left out. */
interface Thinning extends Replayed {
  readonly kind: 'thin';
  /** 2: every second call is made. */
  readonly every: number;
}

/** Calls are spread out. */
interface Pacing extends Replayed {
  readonly kind: 'pace';
  /** Most calls a second. */
  readonly rate: number;
  /** Seconds by which the most delayed call comes later. */
  readonly delay: number;
}

/** One of several of a kind asks for all. */
interface Merging extends Replayed {
  readonly kind: 'merge';
  /** The others, whose calls are left out. */
  readonly dropped: readonly number[];
}

const THINNINGS = [2, 3, 4];
/** Calls a second that a person would set. */
const RATES = [1000, 500, 200, 100, 50, 20, 15, 10, 8, 6, 5, 4, 3, 2, 1.5, 1, 0.5, 0.2, 0.1];
/** What is worth its price: a tenth of the throttles stays. */
const ENOUGH = 0.1;
/** Seconds that a call may come later; whoever polls would rather call less. */
const PATIENCE = 120;

/**
 * What would help: half of a caller's calls, the least thinning and the highest rate that take nearly all throttles
 * away. None that makes nothing better. Who is no longer throttled repeats less: what is left is at most this.
 */
export function remediesFor(
  ticks: readonly Tick[],
  caller: number,
  bucket: TokenBucket,
): readonly Remedy[] {
  const before = refusedBy(bucket, demandsOf(ticks));
  const thin = (every: number): Remedy => {
    const after = refusedBy(bucket, thinned(ticks, caller, every));
    return { kind: 'thin', caller, every, before, after };
  };
  const isEnough = ({ after }: { readonly after: number }) => after <= before * ENOUGH;
  const thinnings = THINNINGS.map(thin);
  const found = [
    thinnings[0],
    thinnings.find(isEnough) ?? thinnings.at(-1),
    ratesFor(ticks, caller)
      .map((rate) => pacing(ticks, { caller, rate, before }, bucket))
      .find((remedy) => remedy !== undefined && isEnough(remedy)),
  ];
  const unique = new Set(found.filter((remedy) => remedy !== undefined));
  return [...unique].filter((remedy) => remedy.after < remedy.before);
}

/** What it does that only the busiest of several of a kind stays. */
export function mergingsOf(
  ticks: readonly Tick[],
  siblings: readonly Siblings[],
  bucket: TokenBucket,
): readonly Remedy[] {
  const before = refusedBy(bucket, demandsOf(ticks));
  const merged = siblings.map(({ callers }): Remedy => {
    const [caller = 0, ...dropped] = callers;
    const after = refusedBy(bucket, without(ticks, dropped));
    return { kind: 'merge', caller, dropped, before, after };
  });
  return merged.filter(({ after }) => after < before);
}

/** Rates that would slow a caller down, the highest first. */
function ratesFor(ticks: readonly Tick[], caller: number): readonly number[] {
  const seconds = ticksOf(ticks, caller).map(({ shares }) => sum(shares.map(callsOf)));
  const most = Math.max(0, ...seconds);
  return RATES.filter((rate) => rate < most);
}

/** undefined: calls would wait too long. */
function pacing(
  ticks: readonly Tick[],
  change: Pick<Pacing, 'caller' | 'rate' | 'before'>,
  bucket: TokenBucket,
): Pacing | undefined {
  const { caller, rate } = change;
  const slowed = paced(ticks, caller, { rate, patience: PATIENCE });
  if (!slowed) return undefined;
  const after = refusedBy(bucket, slowed.demands);
  return { kind: 'pace', ...change, delay: slowed.delay, after };
}
