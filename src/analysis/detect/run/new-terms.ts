import { DAY_MS } from '../../../base/time/index.ts';
import type { TermRow } from '../../../lake/catalog/index.ts';
import type { Match, MatchedEvent } from '../match/match.ts';
import type { Rule } from '../sigma/model.ts';

export interface NewTerms {
  /** The first of each value that its key had not. */
  readonly matches: readonly Match[];
  /** What is known after them. */
  readonly terms: readonly TermRow[];
}

/** A key with more values than these is noisy: nothing of it is news. */
const MOST_VALUES = 1000;
/** While an account is younger than so many days, or than the rule's own, everything is new. */
const LEARNING_DAYS = 14;

interface Known {
  readonly firstTs: number;
  readonly lastTs: number;
  readonly eventKey: string;
}

/**
 * Which matches of a rule show a value that its key has not had for so many days.
 * @param startOf when the lake's first event of an account was, microseconds
 */
export function newTerms(
  rule: Rule,
  matches: readonly Match[],
  stored: readonly TermRow[],
  startOf: (account: string | null) => number | undefined,
): NewTerms {
  const { key: keys = [], value: values = [], days = 30 } = rule.own.newTerms ?? {};
  const known = new Map<string, Map<string, Known>>();
  for (const { key, value, ...term } of stored) valuesOf(known, key).set(value, term);
  const touched = new Set<string>();
  const span = days * DAY_MS * 1000;
  const learning = Math.min(days, LEARNING_DAYS) * DAY_MS * 1000;
  const news = matches.toSorted(byTime).filter(({ event }) => {
    const [key, value] = [tuple(event, keys), tuple(event, values)];
    const { ts } = event;
    if (key === undefined || value === undefined || ts === undefined) return false;
    const terms = valuesOf(known, key);
    const before = terms.get(value);
    terms.set(value, extended(before, event, ts));
    touched.add(JSON.stringify([key, value]));
    const isNew = before === undefined || ts - before.lastTs > span;
    const isYoung = ts < (startOf(event.account) ?? ts) + learning;
    return isNew && !isYoung && terms.size <= MOST_VALUES;
  });
  return { matches: news, terms: rowsOf(rule.id, known, touched) };
}

function byTime(one: Match, other: Match): number {
  return (one.event.ts ?? 0) - (other.event.ts ?? 0);
}

function valuesOf(known: Map<string, Map<string, Known>>, key: string): Map<string, Known> {
  const terms = known.get(key) ?? new Map<string, Known>();
  known.set(key, terms);
  return terms;
}

/** Undefined where a part is missing: that is no value. */
function tuple({ fields, ...event }: MatchedEvent, names: readonly string[]): string | undefined {
  const own: Readonly<Record<string, unknown>> = event;
  const parts = names.map((name) => fields[name] ?? own[name] ?? null);
  return parts.includes(null) ? undefined : JSON.stringify(parts).toLowerCase();
}

function extended(before: Known | undefined, { key }: MatchedEvent, ts: number): Known {
  if (before === undefined) return { firstTs: ts, lastTs: ts, eventKey: key };
  const isFirst = ts < before.firstTs;
  return {
    firstTs: isFirst ? ts : before.firstTs,
    lastTs: Math.max(ts, before.lastTs),
    eventKey: isFirst ? key : before.eventKey,
  };
}

function rowsOf(
  rule: string,
  known: ReadonlyMap<string, ReadonlyMap<string, Known>>,
  touched: ReadonlySet<string>,
): readonly TermRow[] {
  return [...known].flatMap(([key, terms]) =>
    [...terms].flatMap(([value, term]) =>
      touched.has(JSON.stringify([key, value])) ? [{ rule, key, value, ...term }] : [],
    ),
  );
}
