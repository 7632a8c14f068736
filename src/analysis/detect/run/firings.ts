import { createHash } from 'node:crypto';
import { correlate, occurrenceOf } from '../correlate/correlate.ts';
import type { Firing, Occurrence } from '../correlate/occurrence.ts';
import type { Match, MatchedEvent } from '../match/match.ts';
import type { Correlation } from '../sigma/model.ts';

/** What is known of the matches of a rule or a correlation within a time. */
export type MatchesBetween = (rule: string, from: number, to: number) => readonly Match[];

/**
 * The firings of correlations that new matches bring about, as matches of the correlation: its groups around them are
 * looked at again, in the order of events' own times, so that late ones count; what fired before stays, and an event
 * that comes late into it makes no second firing. Those that others build upon come first.
 */
export function newFirings(
  correlations: readonly Correlation[],
  fresh: readonly Match[],
  stored: MatchesBetween,
): readonly Match[] {
  const found = new Map(Map.groupBy(fresh, ({ rule }) => rule));
  let fired: readonly Match[] = [];
  for (const correlation of innerFirst(correlations)) {
    const own = firingsOf(correlation, (rule) => found.get(rule) ?? [], stored);
    if (own.length > 0) found.set(correlation.id, [...own]);
    fired = fired.concat(own);
  }
  return fired;
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

function firingsOf(
  correlation: Correlation,
  freshOf: (rule: string) => readonly Match[],
  stored: MatchesBetween,
): readonly Match[] {
  const times = correlation.rules.flatMap(freshOf).flatMap(({ event: { ts } }) => ts ?? []);
  if (times.length === 0) return [];
  const span = correlation.timespan * 1e6;
  const [least, most] = times.reduce(
    ([low, high], ts) => [Math.min(low, ts), Math.max(high, ts)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const known = firingsKnown(stored(correlation.id, least - 2 * span, most + 2 * span));
  const events = new Map<string, MatchedEvent>();
  const occurrences = (rule: string) => {
    const before = stored(rule, least - span, most + span + 1);
    const all = new Map([...before, ...freshOf(rule)].map(({ event }) => [event.key, event]));
    return [...all.values()].flatMap((event) => {
      events.set(event.key, event);
      return occurrencesOf(rule, event);
    });
  };
  const firedOf = (group: Firing['group']) => known.get(groupText(group)) ?? [];
  return correlate(correlation, occurrences, { from: least, firedOf }).flatMap((firing) =>
    asMatch(correlation, firing, events),
  );
}

/** A firing of another correlation stands at its last event, with the values of its group. */
function occurrencesOf(rule: string, { key, ts, fields }: MatchedEvent): readonly Occurrence[] {
  return ts === undefined ? [] : [{ rule, ts, events: [key], values: fields }];
}

const [GROUP, FIRST, LAST, COUNT] = [
  'firing.group',
  'firing.first',
  'firing.last',
  'firing.events',
];

/** By the text of their group. */
function firingsKnown(
  matches: readonly Match[],
): ReadonlyMap<string, readonly Pick<Firing, 'first' | 'last'>[]> {
  const known = matches.map(({ event: { fields } }) => ({
    group: fields[GROUP] ?? '',
    first: Number(fields[FIRST]),
    last: Number(fields[LAST]),
  }));
  return Map.groupBy(known, ({ group }) => group);
}

function groupText(group: Firing['group']): string {
  return JSON.stringify(group).toLowerCase();
}

/** A firing as a match: at its last event, named after its first. */
function asMatch(
  correlation: Correlation,
  firing: Firing,
  events: ReadonlyMap<string, MatchedEvent>,
): readonly Match[] {
  const last = events.get(firing.events.at(-1) ?? '');
  if (!last) return [];
  const name = JSON.stringify([correlation.id, groupText(firing.group), firing.events[0]]);
  const key = `firing/${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  const fields = {
    ...last.fields,
    ...occurrenceOf(correlation, firing).values,
    [GROUP]: groupText(firing.group),
    [FIRST]: String(firing.first),
    [LAST]: String(firing.last),
    [COUNT]: String(firing.events.length),
  };
  return [{ rule: correlation.id, event: { ...last, key, ts: firing.last, fields } }];
}
