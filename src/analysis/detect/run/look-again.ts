import { correlate, groupText, groupValues } from '../correlate/correlate.ts';
import type { Firing, Occurrence } from '../correlate/occurrence.ts';
import type { Match, MatchedEvent } from '../match/match.ts';
import type { Correlation } from '../sigma/model.ts';
import { groupOfFiring, isFiringOf, spanOf } from './firing-match.ts';
import type { MatchesNow } from './matches-now.ts';
import { type Pair, paired } from './paired.ts';

/** Windows that end in (after, until], microseconds. */
export interface Period {
  readonly after: number;
  readonly until: number;
  /** Whether all of them are looked at, and not only those that something touches which changed. */
  readonly isWhole: boolean;
}

export interface LookOptions {
  readonly now: MatchesNow;
  /** Firings that began earlier stay as they are. */
  readonly fixedBefore: number;
  /** Behind it there is little to read: it is read at once. */
  readonly newest: number;
}

/** What became of firings, and the events that they are made of by key. */
export interface Looked {
  readonly pairs: readonly Pair[];
  readonly events: ReadonlyMap<string, MatchedEvent>;
}

const NOTHING: Looked = { pairs: [], events: new Map() };

/** Factor by which more is read where what changed still makes a difference at the end of what was. */
const FURTHER = 4;

/**
 * Looks at the windows of groups in which something changed, from there on until it makes no difference any more: nothing
 * is spent otherwise than it was.
 */
export function lookAgain(
  correlation: Correlation,
  period: Period,
  { now, fixedBefore, newest }: LookOptions,
): Looked {
  const { after, until, isWhole } = period;
  const isInside = ({ ts }: Occurrence) => ts > after && ts <= until;
  const touched = rulesOf(correlation).flatMap(now.touched).flatMap(occurrencesOf);
  const changed = touched.filter(isInside);
  if (after >= until || (changed.length === 0 && !isWhole)) return NOTHING;
  const span = correlation.timespan * 1e6;
  const first = isWhole ? after : changed.reduce((low, { ts }) => Math.min(low, ts), until);
  const last = isWhole ? until : changed.reduce((high, { ts }) => Math.max(high, ts), after);
  const look = { correlation, period, changed, from: first - span, now, fixedBefore };
  for (let reach = 2 * span; ; reach *= FURTHER) {
    const isAll = last + reach >= Math.min(newest, until);
    const end = isAll ? until : last + reach;
    const groups = lookedUntil(end, look);
    if (isAll || groups.every((group) => isSettledAt(group, end - span))) {
      const events = new Map(groups.flatMap((group) => group.events));
      return { pairs: groups.flatMap(({ pairs }) => pairs), events };
    }
  }
}

interface Look {
  readonly correlation: Correlation;
  readonly period: Period;
  readonly changed: readonly Occurrence[];
  /** Since when occurrences matter. */
  readonly from: number;
  readonly now: MatchesNow;
  readonly fixedBefore: number;
}

interface GroupLooked {
  /** When something changed last. */
  readonly lastChange: number;
  /** Firings that are stored and those that stay, of before that time too. */
  readonly known: readonly Match[];
  readonly pairs: readonly Pair[];
  readonly events: readonly (readonly [key: string, event: MatchedEvent])[];
}

function lookedUntil(end: number, look: Look): readonly GroupLooked[] {
  const { correlation, from, now, fixedBefore } = look;
  const upTo = end + 1;
  const matches = rulesOf(correlation).map(
    (rule) => [rule, now.between(rule, from, upTo)] as const,
  );
  const occurrences = new Map(matches.map(([rule, own]) => [rule, own.flatMap(occurrencesOf)]));
  const changes = changesIn(look, [...occurrences.values()].flat());
  const known = Map.groupBy(now.between(correlation.id, from, upTo), groupOfFiring);
  const isFixed = (firing: Match, start: number) => {
    const { first, last } = spanOf(firing);
    return last < start || first < fixedBefore;
  };
  const firings = correlate(
    correlation,
    (rule) => occurrences.get(rule) ?? [],
    (group) => {
      const change = changes.get(groupText(group));
      if (change === undefined) return undefined;
      const own = known.get(groupText(group)) ?? [];
      const fired = own.filter((one) => isFixed(one, change.first)).map(spanOf);
      return { from: change.first, fired };
    },
  );
  const found = Map.groupBy(firings, ({ group }) => groupText(group));
  const byKey = new Map(
    matches.flatMap(([, own]) => own.map(({ event }) => [event.key, event] as const)),
  );
  return [...changes].map(([group, { first, last }]): GroupLooked => {
    const stored = known.get(group) ?? [];
    const own = found.get(group) ?? [];
    const open = stored.filter((one) => !isFixed(one, first));
    return {
      ...{ lastChange: last, known: stored, pairs: paired(open, own) },
      events: own.flatMap((firing) => lastOf(firing, byKey)),
    };
  });
}

function lastOf(
  { events }: Firing,
  byKey: ReadonlyMap<string, MatchedEvent>,
): readonly (readonly [string, MatchedEvent])[] {
  const key = events.at(-1) ?? '';
  const event = byKey.get(key);
  return event ? [[key, event]] : [];
}

interface Change {
  readonly first: number;
  readonly last: number;
}

/** The groups that are looked at, by their text: from when on, and until when something changed. */
function changesIn(
  { correlation, period, changed }: Look,
  occurrences: readonly Occurrence[],
): ReadonlyMap<string, Change> {
  const groupOf = groupValues(correlation);
  const changes = new Map<string, Change>();
  const own = period.isWhole ? occurrences.filter(({ ts }) => ts > period.after) : [];
  for (const one of [...changed, ...own]) {
    const group = groupText(groupOf(one));
    const { first, last } = changes.get(group) ?? { first: one.ts, last: one.ts };
    changes.set(group, { first: Math.min(first, one.ts), last: Math.max(last, one.ts) });
  }
  return changes;
}

/**
 * Whether what changed makes no difference behind the end of what was read: a firing behind it is what it was, or the last
 * window before that end holds no event that is spent, neither now nor as it was.
 */
function isSettledAt({ lastChange, known, pairs }: GroupLooked, windowStart: number): boolean {
  const isSame = pairs.some(
    ({ before, firing }) =>
      before !== undefined &&
      firing !== undefined &&
      firing.first > lastChange &&
      isFiringOf(before, firing),
  );
  if (isSame) return true;
  const lasts = [
    ...known.map((one) => spanOf(one).last),
    ...pairs.flatMap(({ firing }) => (firing === undefined ? [] : [firing.last])),
  ];
  return lasts.every((last) => last < windowStart) && lastChange < windowStart;
}

function rulesOf({ rules }: Correlation): readonly string[] {
  return [...new Set(rules)];
}

/** A firing of another correlation stands at its last event, with the values of its group. */
function occurrencesOf({ rule, event: { key, ts, fields } }: Match): readonly Occurrence[] {
  return ts === undefined ? [] : [{ rule, ts, events: [key], values: fields }];
}
