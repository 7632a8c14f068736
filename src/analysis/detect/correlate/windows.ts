import type { Measure } from './measure.ts';
import type { Firing, Occurrence } from './occurrence.ts';

interface WindowOptions {
  /** Microseconds. */
  readonly span: number;
  /** Only windows that end then or later, microseconds. */
  readonly from: number;
}

/**
 * The windows of one group in which a measure holds. A window ends at an occurrence and reaches back by the span, both
 * ends inside; what shares its end's moment is in it too. What fired is spent.
 * @param sorted by time
 */
export function windowsOf(
  sorted: readonly Occurrence[],
  { span, measure, from }: WindowOptions & { readonly measure: Measure },
): readonly Omit<Firing, 'group'>[] {
  const firings: Omit<Firing, 'group'>[] = [];
  let start = 0;
  let end = 0;
  while (end < sorted.length) {
    const last = sorted[end]?.ts ?? 0;
    for (; sorted[end]?.ts === last; end++) measure.add(at(sorted, end));
    for (; at(sorted, start).ts < last - span; start++) measure.remove(at(sorted, start));
    if (last < from || !measure.holds()) continue;
    firings.push(firingOf(sorted.slice(start, end)));
    for (; start < end; start++) measure.remove(at(sorted, start));
  }
  return firings;
}

/**
 * The windows in which occurrences of the rules come in their order; those of one moment count as ordered, since
 * CloudTrail knows seconds only.
 */
export function orderedWindowsOf(
  sorted: readonly Occurrence[],
  { span, rules, from }: WindowOptions & { readonly rules: readonly string[] },
): readonly Omit<Firing, 'group'>[] {
  const firings: Omit<Firing, 'group'>[] = [];
  let starts: readonly number[] = rules.map(() => Number.NEGATIVE_INFINITY);
  let end = 0;
  while (end < sorted.length) {
    const last = at(sorted, end).ts;
    const start = end;
    while (sorted[end]?.ts === last) end++;
    const present = new Set(sorted.slice(start, end).map(({ rule }) => rule));
    starts = advanced(starts, { rules, present, last });
    const first = starts.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (last < from || first < last - span) continue;
    firings.push(firingOf(sorted.slice(0, end).filter(({ ts }) => ts >= first)));
    starts = rules.map(() => Number.NEGATIVE_INFINITY);
  }
  return firings;
}

interface Moment {
  readonly rules: readonly string[];
  readonly present: ReadonlySet<string>;
  readonly last: number;
}

/** For each rule the latest start of a chain that ends with it. */
function advanced(starts: readonly number[], { rules, present, last }: Moment): readonly number[] {
  const next = [...starts];
  for (const [place, rule] of rules.entries()) {
    if (!present.has(rule)) continue;
    const before = place === 0 ? last : (next[place - 1] ?? Number.NEGATIVE_INFINITY);
    next[place] = Math.max(next[place] ?? before, before);
  }
  return next;
}

function firingOf(window: readonly Occurrence[]): Omit<Firing, 'group'> {
  return {
    first: at(window, 0).ts,
    last: at(window, window.length - 1).ts,
    events: [...new Set(window.flatMap(({ events }) => events))],
  };
}

function at(sorted: readonly Occurrence[], place: number): Occurrence {
  const found = sorted[place];
  if (found === undefined) throw new RangeError(`There is no occurrence ${place}.`);
  return found;
}
