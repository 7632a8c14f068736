import type { Demand } from './token-bucket.ts';

/** One caller's calls of a second. */
export interface Share {
  /** Its place among the callers of the bucket. */
  readonly caller: number;
  readonly passed: number;
  readonly throttled: number;
}

/** A second in which a bucket was asked for something. */
export interface Tick {
  /** Whole seconds since 1970: CloudTrail knows no finer time. */
  readonly at: number;
  readonly shares: readonly Share[];
}

export function callsOf({ passed, throttled }: Share): number {
  return passed + throttled;
}

export function passedOf({ shares }: Tick): number {
  return sum(shares.map(({ passed }) => passed));
}

export function throttledOf({ shares }: Tick): number {
  return sum(shares.map(({ throttled }) => throttled));
}

export function demandsOf(ticks: readonly Tick[]): readonly Demand[] {
  return ticks.map((tick) => ({ at: tick.at, calls: passedOf(tick) + throttledOf(tick) }));
}

/** The seconds with the calls of one caller alone. */
export function ticksOf(ticks: readonly Tick[], caller: number): readonly Tick[] {
  return ticks.flatMap(({ at, shares }) => {
    const own = shares.filter((share) => share.caller === caller);
    return own.length > 0 ? [{ at, shares: own }] : [];
  });
}

/** The same for each caller, in one pass. */
export function ticksByCaller(ticks: readonly Tick[]): ReadonlyMap<number, readonly Tick[]> {
  const all = ticks.flatMap(({ at, shares }) => shares.map((share) => ({ at, shares: [share] })));
  return Map.groupBy(all, ({ shares: [share] }) => share?.caller ?? -1);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
