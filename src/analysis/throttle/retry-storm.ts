import { passedOf, type Tick, throttledOf, ticksByCaller } from './tick.ts';

/** A caller that is throttled more often than it passes: it repeats without waiting. */
export interface RetryStorm {
  /** Its place among the callers of the bucket. */
  readonly caller: number;
  /** Times of ten seconds, none within another. */
  readonly count: number;
  /** The one with the most throttles; `at` is its first second. */
  readonly worst: { readonly at: number; readonly passed: number; readonly throttled: number };
}

const LENGTH = 10;
/** Fewer throttles in ten seconds are a client's usual three attempts at a call or two. */
const LEAST_THROTTLES = 5;

/** The storms of all callers. */
export function retryStormsOf(ticks: readonly Tick[]): readonly RetryStorm[] {
  const callers = [...ticksByCaller(ticks)].sort(([a], [b]) => a - b);
  return callers.flatMap(([caller, own]) => stormOf(caller, own) ?? []);
}

function stormOf(caller: number, own: readonly Tick[]): RetryStorm | undefined {
  const storms: RetryStorm['worst'][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const [index, tick] of own.entries()) {
    if (tick.at < end || throttledOf(tick) === 0) continue;
    const storm = windowFrom(own, index);
    if (storm.throttled < LEAST_THROTTLES || storm.throttled <= storm.passed) continue;
    storms.push(storm);
    end = tick.at + LENGTH;
  }
  if (storms.length === 0) return undefined;
  const worst = storms.reduce((most, one) => (one.throttled > most.throttled ? one : most));
  return { caller, count: storms.length, worst };
}

function windowFrom(own: readonly Tick[], index: number): RetryStorm['worst'] {
  const at = own[index]?.at ?? 0;
  let [passed, throttled] = [0, 0];
  for (let i = index; i < own.length; i++) {
    const tick = own[i];
    if (!tick || tick.at >= at + LENGTH) break;
    passed += passedOf(tick);
    throttled += throttledOf(tick);
  }
  return { at, passed, throttled };
}
