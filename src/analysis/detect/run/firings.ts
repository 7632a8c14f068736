import { waitsForMore } from '../correlate/waits.ts';
import type { Match } from '../match/match.ts';
import type { Correlation } from '../sigma/model.ts';
import { firingMatch, isFiringOf } from './firing-match.ts';
import { type Looked, lookAgain, type Period } from './look-again.ts';
import type { MatchesNow } from './matches-now.ts';

/** What new matches do to the firings of correlations, which are matches of these. */
export interface Firings {
  readonly fired: readonly Match[];
  /** Stored ones as they are once an event has come late. */
  readonly amended: readonly Match[];
  /** Stored ones that an event has undone that came late. */
  readonly undone: readonly Match[];
}

/** What firings are judged by; times in microseconds. */
export interface Judging {
  /** Up to when everything is taken for arrived. */
  readonly complete: number;
  /** Up to when a correlation has decided that waits for that. */
  readonly decidedUntil: (rule: string) => number;
  /** Since when all matches are there that correlations read: what fired before is not looked at again. */
  readonly keptSince: number;
  /** Whether a rule or a correlation looks at everything anew: what it told stays as it was told. */
  readonly isAnew: (rule: string) => boolean;
  readonly isStored: (rule: string, key: string) => boolean;
}

const NOTHING: Firings = { fired: [], amended: [], undone: [] };

/**
 * Looks again at the groups that new matches touch, in the order of events' own times: a firing that is stored becomes
 * what it would have been had all come at once, and keeps its key. What one correlation changes, those see that are
 * built upon it.
 */
export function newFirings(
  correlations: readonly Correlation[],
  now: MatchesNow,
  judging: Judging,
): Firings {
  let all = NOTHING;
  for (const correlation of innerFirst(correlations)) {
    all = joined(all, revised(correlation, now, judging));
  }
  return all;
}

function innerFirst(correlations: readonly Correlation[]): readonly Correlation[] {
  const byId = new Map(correlations.map((one) => [one.id, one]));
  const ordered = new Set<Correlation>();
  const visit = (one: Correlation) => {
    for (const id of one.rules) {
      const inner = byId.get(id);
      if (inner) visit(inner);
    }
    ordered.add(one);
  };
  for (const one of correlations) visit(one);
  return [...ordered];
}

/** Also tells `now` of what it finds. */
function revised(correlation: Correlation, now: MatchesNow, judging: Judging): Firings {
  const { complete, keptSince, isAnew, isStored } = judging;
  const fixedBefore = isAnew(correlation.id) ? Number.POSITIVE_INFINITY : keptSince;
  let all = NOTHING;
  for (const period of periodsOf(correlation, judging)) {
    const looked = lookAgain(correlation, period, { now, fixedBefore, newest: complete });
    all = joined(all, told(correlation, looked, { now, isStored }));
  }
  return all;
}

/** What waits is looked at again where it has decided, and decided since then. */
function periodsOf(correlation: Correlation, judging: Judging): readonly Period[] {
  const [never, ever] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (!waitsForMore(correlation)) return [{ after: never, until: ever, isWhole: false }];
  const decided = judging.decidedUntil(correlation.id);
  const until = Math.max(judging.complete, decided);
  return [
    { after: never, until: decided, isWhole: false },
    { after: decided, until, isWhole: true },
  ];
}

function joined(one: Firings, other: Firings): Firings {
  return {
    fired: one.fired.concat(other.fired),
    amended: one.amended.concat(other.amended),
    undone: one.undone.concat(other.undone),
  };
}

interface Telling {
  readonly now: MatchesNow;
  readonly isStored: Judging['isStored'];
}

function told(
  correlation: Correlation,
  { pairs, events }: Looked,
  { now, isStored }: Telling,
): Firings {
  const [fired, amended, undone]: [Match[], Match[], Match[]] = [[], [], []];
  const taken = new Set<string>();
  const isTaken = (key: string) => taken.has(key) || isStored(correlation.id, key);
  for (const { before, firing } of pairs) {
    if (firing === undefined) {
      if (before === undefined) continue;
      undone.push(before);
      now.takeBack(before);
      continue;
    }
    if (before && isFiringOf(before, firing)) continue;
    const match = firingMatch(correlation, firing, { events, key: before?.event.key, isTaken });
    if (match === undefined) continue;
    taken.add(match.event.key);
    (before ? amended : fired).push(match);
    now.put(match, before);
  }
  return { fired, amended, undone };
}
