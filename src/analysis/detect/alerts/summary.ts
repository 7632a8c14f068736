import type { MatchRow } from '../../../lake/catalog/index.ts';
import { type Alert, type AlertRule, isoOf, type TopValues } from './alert.ts';
import { fieldOf } from './match-field.ts';
import type { Sample } from './message.ts';

/** What an alert says of its matches. */
export type Summary = Pick<
  Alert,
  'firstTs' | 'lastTs' | 'count' | 'account' | 'actor' | 'system' | 'samples' | 'top'
>;

const SAMPLES = 5;
/** Values of a field that are counted; the ones shown are the first of them. */
const VALUES = 20;

/** The matches of an alert, none of them counted in `before`. */
export function summaryOf(
  matches: readonly MatchRow[],
  rule: AlertRule,
  before?: Summary,
): Summary {
  const times = matches.map(({ ts }) => ts);
  const first = matches[0];
  const common = (name: 'account' | 'actor' | 'system') => {
    const values = new Set([
      ...(before ? [before[name]] : []),
      ...matches.map((match) => match[name]),
    ]);
    return values.size === 1 ? ((before ?? first)?.[name] ?? null) : null;
  };
  return {
    firstTs: times.reduce((least, ts) => Math.min(least, ts), before?.firstTs ?? Infinity),
    lastTs: times.reduce((most, ts) => Math.max(most, ts), before?.lastTs ?? -Infinity),
    count: matches.length + (before?.count ?? 0),
    account: common('account'),
    actor: common('actor'),
    system: common('system'),
    samples: firstSamples([...(before?.samples ?? []), ...firstOf(matches).map(sampleOf)]),
    top: rule.fields.map((field) => topOf(field, matches, before)),
  };
}

/** Others cannot become samples. */
function firstOf(matches: readonly MatchRow[]): readonly MatchRow[] {
  return matches.toSorted((a, b) => a.ts - b.ts || compare(a.eventId, b.eventId)).slice(0, SAMPLES);
}

/** The oldest, whatever order they came in. */
function firstSamples(samples: readonly Sample[]): readonly Sample[] {
  return samples
    .toSorted((a, b) => compare(a.time, b.time) || compare(a.eventId, b.eventId))
    .slice(0, SAMPLES);
}

function topOf(
  field: string,
  matches: readonly MatchRow[],
  before: Summary | undefined,
): TopValues {
  const known = before?.top.find((one) => one.field === field)?.values ?? [];
  const counts = new Map(known.map(({ value, count }) => [value, count]));
  for (const match of matches) {
    const value = fieldOf(match, field);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count || compare(a.value, b.value));
  return { field, values: values.slice(0, VALUES) };
}

function sampleOf(match: MatchRow): Sample {
  const { eventId, ts, eventSource, eventName, account, region } = match;
  const { sourceAddress, userAgent, errorCode } = match;
  const place = { eventSource, eventName, account, region };
  return { eventId, time: isoOf(ts), ...place, sourceAddress, userAgent, errorCode };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
