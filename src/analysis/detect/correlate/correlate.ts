import type { Correlation } from '../sigma/model.ts';
import { measureOf } from './measure.ts';
import type { Firing, Occurrence } from './occurrence.ts';
import { orderedWindowsOf, windowsOf } from './windows.ts';

/** Where a correlation's occurrences come from: those of a rule or of another correlation, in any order. */
export type OccurrencesOf = (id: string) => readonly Occurrence[];

/** What was found before, where only what is new is looked for. Times in microseconds. */
export interface FoundBefore {
  /** Windows that end earlier have been looked at. */
  readonly from: number;
  /** The firings of a group that are known: their events are spent, and no window reaches across them. */
  firedOf(group: Firing['group']): readonly Pick<Firing, 'first' | 'last'>[];
}

const NOTHING: FoundBefore = { from: Number.NEGATIVE_INFINITY, firedOf: () => [] };

/** Every firing of a correlation. Sigma specification 2.1.0, "Correlation rules". */
export function correlate(
  correlation: Correlation,
  occurrencesOf: OccurrencesOf,
  { from, firedOf }: FoundBefore = NOTHING,
): readonly Firing[] {
  const { rules, timespan, type, condition } = correlation;
  const span = timespan * 1e6;
  const isOrdered = type === 'temporal_ordered' && condition.is === 'bounds';
  return [...groupsOf(correlation, occurrencesOf)].flatMap(({ group, occurrences }) =>
    unspent(occurrences, firedOf(group)).flatMap((sorted) => {
      const windows = isOrdered
        ? orderedWindowsOf(sorted, { span, rules, from })
        : windowsOf(sorted, { span, measure: measureOf(correlation), from });
      return windows.map((window) => ({ group, ...window }));
    }),
  );
}

/** The occurrences before, between and behind firings. */
function unspent(
  sorted: readonly Occurrence[],
  fired: readonly Pick<Firing, 'first' | 'last'>[],
): readonly (readonly Occurrence[])[] {
  if (fired.length === 0) return [sorted];
  const open = sorted.filter(
    ({ ts }) => !fired.some(({ first, last }) => first <= ts && ts <= last),
  );
  return [...Map.groupBy(open, ({ ts }) => fired.filter(({ last }) => last < ts).length).values()];
}

interface Group {
  readonly group: readonly (string | null)[];
  readonly occurrences: Occurrence[];
}

/** By the values of the group-by fields, compared without case; a missing value is one of its own. Sorted by time. */
function groupsOf(correlation: Correlation, occurrencesOf: OccurrencesOf): Iterable<Group> {
  const rules = [...new Set(correlation.rules)];
  const fields = new Map(rules.map((rule) => [rule, groupFields(correlation, rule)]));
  const groups = new Map<string, Group>();
  for (const occurrence of rules.flatMap(occurrencesOf).toSorted(inTime)) {
    const named = fields.get(occurrence.rule) ?? [];
    const group = named.map((field) => occurrence.values[field] ?? null);
    const key = JSON.stringify(group).toLowerCase();
    const known = groups.get(key);
    if (known) known.occurrences.push(occurrence);
    else groups.set(key, { group, occurrences: [occurrence] });
  }
  return groups.values();
}

/** Those of one moment by their events: the order in which they arrived makes no difference. */
function inTime(one: Occurrence, other: Occurrence): number {
  if (one.ts !== other.ts) return one.ts - other.ts;
  const [left, right] = [one, other].map(({ events, rule }) => `${events[0] ?? ''}\n${rule}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

/** The fields of a rule that the group-by means, by way of the aliases. */
export function groupFields({ groupBy, aliases }: Correlation, rule: string): readonly string[] {
  return groupBy.map((name) => aliases[name]?.[rule] ?? name);
}

/** The fields of a rule that a correlation reads. */
export function fieldsRead(correlation: Correlation, rule: string): readonly string[] {
  const { condition } = correlation;
  const measured = condition.is === 'bounds' ? condition.fields : [];
  return [...new Set([...groupFields(correlation, rule), ...measured])];
}

/** A firing as an occurrence for correlations above: its group by name. */
export function occurrenceOf({ id, groupBy }: Correlation, firing: Firing): Occurrence {
  const { group, last, events } = firing;
  const values = Object.fromEntries(groupBy.map((name, place) => [name, group[place] ?? null]));
  return { rule: id, ts: last, events, values };
}
