import type { Correlation } from '../sigma/model.ts';
import { measureOf } from './measure.ts';
import type { Firing, Occurrence } from './occurrence.ts';
import { orderedWindowsOf, windowsOf } from './windows.ts';

/** Where a correlation's occurrences come from: those of a rule or of another correlation, in any order. */
export type OccurrencesOf = (id: string) => readonly Occurrence[];

/** What was found of a group before, where only what is new is looked for. Times in microseconds. */
export interface FoundBefore {
  /** Windows that end earlier have been looked at. */
  readonly from: number;
  /** Firings that stay: their events are spent, and no window reaches across them. */
  readonly fired: readonly Pick<Firing, 'first' | 'last'>[];
}

/** Of each group; undefined: it is not looked at. */
export type FoundOf = (group: Firing['group']) => FoundBefore | undefined;

const NOTHING: FoundBefore = { from: Number.NEGATIVE_INFINITY, fired: [] };

/** Every firing of a correlation. Sigma specification 2.1.0, "Correlation rules". */
export function correlate(
  correlation: Correlation,
  occurrencesOf: OccurrencesOf,
  foundOf: FoundOf = () => NOTHING,
): readonly Firing[] {
  return [...groupsOf(correlation, occurrencesOf)].flatMap(({ group, occurrences }) => {
    const found = foundOf(group);
    if (found === undefined) return [];
    return unspent(occurrences, found.fired).flatMap((sorted) =>
      windowsIn(sorted, correlation, found.from).map((window) => ({ group, ...window })),
    );
  });
}

function windowsIn(
  sorted: readonly Occurrence[],
  correlation: Correlation,
  from: number,
): readonly Omit<Firing, 'group'>[] {
  const { rules, timespan, type, condition } = correlation;
  const span = timespan * 1e6;
  return type === 'temporal_ordered' && condition.is === 'bounds'
    ? orderedWindowsOf(sorted, { span, rules, from })
    : windowsOf(sorted, { span, measure: measureOf(correlation), from });
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
  const valuesOf = groupValues(correlation);
  const groups = new Map<string, Group>();
  for (const occurrence of rules.flatMap(occurrencesOf).toSorted(inTime)) {
    const group = valuesOf(occurrence);
    const key = groupText(group);
    const known = groups.get(key);
    if (known) known.occurrences.push(occurrence);
    else groups.set(key, { group, occurrences: [occurrence] });
  }
  return groups.values();
}

/** The values of an occurrence by which it is grouped. */
export function groupValues(
  correlation: Correlation,
): (occurrence: Pick<Occurrence, 'rule' | 'values'>) => Firing['group'] {
  const fields = new Map(correlation.rules.map((rule) => [rule, groupFields(correlation, rule)]));
  return ({ rule, values }) => (fields.get(rule) ?? []).map((field) => values[field] ?? null);
}

/** Groups whose texts are the same are one. */
export function groupText(group: Firing['group']): string {
  return JSON.stringify(group).toLowerCase();
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
