import type { Firing } from '../correlate/occurrence.ts';
import type { Match } from '../match/match.ts';
import { spanOf } from './firing-match.ts';

/** A firing that is stored and what it is now: absent where it is new, or is none any more. */
export interface Pair {
  readonly before?: Match;
  readonly firing?: Firing;
}

/**
 * Which of the firings of one group each stored one has become. More events never make a window fire later: what a stored
 * firing has become ends within it. Only where something was taken back it may end elsewhere.
 */
export function paired(stored: readonly Match[], found: readonly Firing[]): readonly Pair[] {
  const left = [...found];
  const take = (isIt: (firing: Firing, span: ReturnType<typeof spanOf>) => boolean) => {
    return (before: Match): Pair => {
      const span = spanOf(before);
      const at = left.findIndex((firing) => isIt(firing, span));
      const [firing] = at < 0 ? [] : left.splice(at, 1);
      return firing === undefined ? { before } : { before, firing };
    };
  };
  const sorted = stored.toSorted((one, other) => spanOf(one).last - spanOf(other).last);
  const ending = sorted.map(take(({ last }, span) => span.first <= last && last <= span.last));
  const pairs = ending.map((pair) => {
    if (pair.firing !== undefined || pair.before === undefined) return pair;
    return take((firing, span) => firing.first <= span.last && span.first <= firing.last)(
      pair.before,
    );
  });
  return [...pairs, ...left.map((firing) => ({ firing }))];
}
