import { callsOf, sum, type Tick, ticksOf } from './tick.ts';
import type { Demand } from './token-bucket.ts';

/** A bucket's calls, were one caller held to a rate. */
export interface Paced {
  readonly demands: readonly Demand[];
  /** Seconds by which the caller's most delayed call comes later. */
  readonly delay: number;
}

/**
 * The calls that are left when a caller makes only every k-th of its own. Repeats cannot be told from first tries, as
 * what is throttled is logged without its parameters: both are thinned alike.
 */
export function thinned(ticks: readonly Tick[], caller: number, every: number): readonly Demand[] {
  let made = 0;
  return ticks.map(({ at, shares }) => {
    const calls = shares.map((share) => {
      if (share.caller !== caller) return callsOf(share);
      const before = made;
      made += callsOf(share);
      return Math.ceil(made / every) - Math.ceil(before / every);
    });
    return { at, calls: sum(calls) };
  });
}

/** The calls that are left without some callers. */
export function without(ticks: readonly Tick[], callers: readonly number[]): readonly Demand[] {
  return ticks.map(({ at, shares }) => {
    const others = shares.filter(({ caller }) => !callers.includes(caller));
    return { at, calls: sum(others.map(callsOf)) };
  });
}

/** How a caller is slowed down. */
export interface Pace {
  /** Most calls a second. */
  readonly rate: number;
  /** Most seconds that a call may come later. */
  readonly patience: number;
}

/** The calls when a caller keeps a pace and makes the rest later; undefined where one would wait too long. */
export function paced(ticks: readonly Tick[], caller: number, pace: Pace): Paced | undefined {
  const calls = new Map<number, number>();
  const add = (at: number, count: number) => calls.set(at, (calls.get(at) ?? 0) + count);
  const delay = queue(ticksOf(ticks, caller), pace, (at) => add(at, 1));
  if (delay > pace.patience) return undefined;
  for (const { at, calls: count } of without(ticks, [caller])) add(at, count);
  const demands = [...calls].map(([at, count]) => ({ at, calls: count }));
  return { demands: demands.sort((a, b) => a.at - b.at), delay };
}

/** One call leaves each 1/rate seconds as long as any waits. Returns the longest wait; ends at one that is too long. */
function queue(
  ticks: readonly Tick[],
  { rate, patience }: Pace,
  leave: (at: number) => void,
): number {
  let free = Number.NEGATIVE_INFINITY;
  let delay = 0;
  for (const { at, shares } of ticks) {
    for (let left = sum(shares.map(callsOf)); left > 0; left--) {
      free = Math.max(free, at);
      delay = Math.max(delay, free - at);
      if (delay > patience) return delay;
      leave(Math.floor(free));
      free += 1 / rate;
    }
  }
  return delay;
}
