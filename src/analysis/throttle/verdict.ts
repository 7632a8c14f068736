import type { CallerCounts } from './caller.ts';
import { sum } from './tick.ts';

/**
 * Who throttles whom, by the one who calls most. `self`: it makes half of the calls and takes nearly all throttles.
 * `self-and-others`: it is throttled most, and others with it. `others`: somebody else is throttled more. `shared`: it
 * makes less than a third of the calls.
 */
export type Verdict = 'self' | 'self-and-others' | 'others' | 'shared';

/** A caller with its part in the throttling of a bucket; shares are from 0 to 1. */
export interface Party extends CallerCounts {
  /** Of the calls in throttled minutes and the ones before, passed or not: whoever takes most, causes it. */
  readonly shareOfCalls: number;
  /** Of the throttles: whoever takes most, suffers it. */
  readonly shareOfThrottles: number;
}

const HALF = 1 / 2;
const NEARLY_ALL = 0.9;
const CROWD = 1 / 3;

/** The callers of a bucket with their shares. */
export function partiesOf(callers: readonly CallerCounts[]): readonly Party[] {
  const near = sum(callers.map((caller) => caller.near));
  const throttled = sum(callers.map((caller) => caller.throttled));
  return callers.map((caller) => ({
    ...caller,
    shareOfCalls: partOf(caller.near, near),
    shareOfThrottles: partOf(caller.throttled, throttled),
  }));
}

function partOf(count: number, total: number): number {
  return total === 0 ? 0 : count / total;
}

/** `parties` with whoever calls most near the throttles first. */
export function verdictOn(parties: readonly Party[]): Verdict {
  const [culprit] = parties;
  if (!culprit || culprit.shareOfCalls < CROWD) return 'shared';
  const { shareOfCalls, shareOfThrottles } = culprit;
  if (shareOfCalls >= HALF && shareOfThrottles >= NEARLY_ALL) return 'self';
  const most = Math.max(...parties.map((party) => party.throttled));
  return culprit.throttled === most ? 'self-and-others' : 'others';
}
