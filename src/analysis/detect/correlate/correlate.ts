import type { Correlation } from '../sigma/model.ts';
import { measureOf } from './measure.ts';
import type { Firing, Occurrence } from './occurrence.ts';
import { orderedWindowsOf, windowsOf } from './windows.ts';

/** Where a correlation's occurrences come from: those of a rule or of another correlation, in any order. */
export type OccurrencesOf = (id: string) => readonly Occurrence[];

/** Every firing of a correlation. Sigma specification 2.1.0, "Correlation rules". */
export function correlate(
  correlation: Correlation,
  occurrencesOf: OccurrencesOf,
): readonly Firing[] {
  const { rules, timespan, type, condition } = correlation;
  const span = timespan * 1e6;
  const isOrdered = type === 'temporal_ordered' && condition.is === 'bounds';
  return [...groupsOf(correlation, occurrencesOf)].flatMap(({ group, occurrences }) => {
    const sorted = occurrences.toSorted((one, other) => one.ts - other.ts);
    const windows = isOrdered
      ? orderedWindowsOf(sorted, { span, rules })
      : windowsOf(sorted, { span, measure: measureOf(correlation) });
    return windows.map((window) => ({ group, ...window }));
  });
}

interface Group {
  readonly group: readonly (string | null)[];
  readonly occurrences: Occurrence[];
}

/** By the values of the group-by fields, compared without case; a missing value is one of its own. */
function groupsOf(correlation: Correlation, occurrencesOf: OccurrencesOf): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const rule of new Set(correlation.rules)) {
    const fields = groupFields(correlation, rule);
    for (const occurrence of occurrencesOf(rule)) {
      const group = fields.map((field) => occurrence.values[field] ?? null);
      const key = JSON.stringify(group).toLowerCase();
      const known = groups.get(key);
      if (known) known.occurrences.push(occurrence);
      else groups.set(key, { group, occurrences: [occurrence] });
    }
  }
  return groups.values();
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
