import { correlate, groupText, groupValues } from '../correlate/correlate.ts';
import type { Occurrence } from '../correlate/occurrence.ts';
import { waitsForMore } from '../correlate/waits.ts';
import type { Match, MatchedEvent } from '../match/match.ts';
import type { Correlation } from '../sigma/model.ts';
import { firingMatch, groupOfFiring, isSameFiring, spanOf } from './firing-match.ts';
import type { MatchesNow } from './matches-now.ts';
import { paired } from './paired.ts';

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
    const { fired, amended, undone } = revised(correlation, now, judging);
    all = {
      fired: all.fired.concat(fired),
      amended: all.amended.concat(amended),
      undone: all.undone.concat(undone),
    };
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
  const looked = lookedAt(correlation, now, judging);
  if (looked.starts.size === 0) return NOTHING;
  const { starts, least, occurrences, events } = looked;
  const span = correlation.timespan * 1e6;
  const stored = now.between(correlation.id, least - span, Number.POSITIVE_INFINITY);
  const known = Map.groupBy(stored, groupOfFiring);
  const keptSince = judging.isAnew(correlation.id) ? Number.POSITIVE_INFINITY : judging.keptSince;
  const isSettled = (firing: Match, from: number) => {
    const { first, last } = spanOf(firing);
    return last < from || first < keptSince;
  };
  const firings = correlate(
    correlation,
    (rule) => occurrences.get(rule) ?? [],
    (group) => {
      const from = starts.get(groupText(group));
      if (from === undefined) return undefined;
      const own = known.get(groupText(group)) ?? [];
      return { from, fired: own.filter((one) => isSettled(one, from)).map(spanOf) };
    },
  );
  const found = Map.groupBy(firings, ({ group }) => groupText(group));
  const all = [...starts].flatMap(([group, from]) => {
    const open = (known.get(group) ?? []).filter((one) => !isSettled(one, from));
    return paired(open, found.get(group) ?? []);
  });
  return told(correlation, all, { now, events, isStored: judging.isStored });
}

interface Looked {
  /** By the text of a group: from when on its windows are looked at. */
  readonly starts: ReadonlyMap<string, number>;
  readonly least: number;
  readonly occurrences: ReadonlyMap<string, readonly Occurrence[]>;
  /** By key. */
  readonly events: ReadonlyMap<string, MatchedEvent>;
}

/** The groups in which something changed, or for which the time to decide has come. */
function lookedAt(correlation: Correlation, now: MatchesNow, judging: Judging): Looked {
  const rules = [...new Set(correlation.rules)];
  const waits = waitsForMore(correlation);
  const decided = judging.decidedUntil(correlation.id);
  const since = waits ? decided : Number.POSITIVE_INFINITY;
  const until = waits ? Math.max(judging.complete, decided) : Number.POSITIVE_INFINITY;
  const touched = rules.flatMap(now.touched).flatMap(occurrencesOf).filter(isBefore(until));
  const least = touched.reduce(
    (low, { ts }) => Math.min(low, ts),
    since < until ? since + 1 : Number.POSITIVE_INFINITY,
  );
  const starts = new Map<string, number>();
  const events = new Map<string, MatchedEvent>();
  if (least === Number.POSITIVE_INFINITY) {
    return { starts, least, occurrences: new Map(), events };
  }
  const from = least - correlation.timespan * 1e6;
  const occurrences = rules.flatMap((rule) => {
    const matches = now.between(rule, from, Number.POSITIVE_INFINITY);
    for (const { event } of matches) events.set(event.key, event);
    return matches.flatMap(occurrencesOf).filter(isBefore(until));
  });
  const groupOf = groupValues(correlation);
  for (const one of [...touched, ...occurrences.filter(({ ts }) => ts > since)]) {
    const group = groupText(groupOf(one));
    starts.set(group, Math.min(starts.get(group) ?? one.ts, one.ts));
  }
  return { starts, least, occurrences: Map.groupBy(occurrences, ({ rule }) => rule), events };
}

function isBefore(until: number): (occurrence: Occurrence) => boolean {
  return ({ ts }) => ts <= until;
}

/** A firing of another correlation stands at its last event, with the values of its group. */
function occurrencesOf({ rule, event: { key, ts, fields } }: Match): readonly Occurrence[] {
  return ts === undefined ? [] : [{ rule, ts, events: [key], values: fields }];
}

interface Telling {
  readonly now: MatchesNow;
  readonly events: ReadonlyMap<string, MatchedEvent>;
  readonly isStored: Judging['isStored'];
}

function told(
  correlation: Correlation,
  pairs: ReturnType<typeof paired>,
  { now, events, isStored }: Telling,
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
    const match = firingMatch(correlation, firing, { events, key: before?.event.key, isTaken });
    if (match === undefined || (before && isSameFiring(before, match))) continue;
    taken.add(match.event.key);
    (before ? amended : fired).push(match);
    now.put(match, before);
  }
  return { fired, amended, undone };
}
