import type { Party } from './verdict.ts';

/** Fewer calls may all have failed by chance. */
const LEAST_CALLS = 10;
const LEAST_MINUTES = 3;
/** Systems that read the same again and again, as `systems/` names them; two people with one tool are no such pair. */
const WATCHING: readonly string[] = ['Monitoring', 'Security scanner'];
/** Of the calls near throttles. */
const LEAST_SHARE = 0.1;

/** Places of callers that ask again and again, and take tokens for nothing: no call of theirs succeeds. */
export function alwaysFailing(parties: readonly Party[]): readonly number[] {
  return parties.flatMap(({ ok, calls, minutes }, place) =>
    ok === 0 && calls >= LEAST_CALLS && minutes >= LEAST_MINUTES ? [place] : [],
  );
}

/** Principals that run the same component side by side, each asking for the same. */
export interface Siblings {
  readonly system: string;
  readonly component: string;
  /** Their places among the callers, at least two, the busiest first. */
  readonly callers: readonly number[];
  /** Their share of the calls near throttles, from 0 to 1. */
  readonly shareOfCalls: number;
}

/**
 * Several of one kind among what watches, such as two exporters: one could ask for all. Those that hardly call are left
 * out.
 */
export function siblingsAmong(parties: readonly Party[]): readonly Siblings[] {
  const entries = [...parties.entries()].filter(
    ([, { system, component, near }]) =>
      WATCHING.includes(system) && component !== undefined && near > 0,
  );
  const kinds = Map.groupBy(entries, ([, { system, component }]) => `${system}\n${component}`);
  return [...kinds.values()].flatMap((some) => {
    const [first] = some;
    const shareOfCalls = some.reduce((total, [, party]) => total + party.shareOfCalls, 0);
    if (!first || some.length < 2 || shareOfCalls < LEAST_SHARE) return [];
    const { system, component = '' } = first[1];
    return [{ system, component, callers: some.map(([place]) => place), shareOfCalls }];
  });
}
