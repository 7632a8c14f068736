import { DAY_MS } from '../../../base/time/index.ts';
import type { TermRow } from '../../../lake/catalog/index.ts';
import type { Rule } from '../sigma/model.ts';
import type { TermSeen } from './terms-found.ts';

export interface NewTerms {
  /** Ids of events: the first of each value that its key had not. */
  readonly news: readonly string[];
  /** What is known after them. */
  readonly terms: readonly TermRow[];
}

/** A key with more values than these is noisy: nothing of it is news. */
const MOST_VALUES = 1000;
/** While an account is younger than so many days, or than the rule's own, everything is new. */
const LEARNING_DAYS = 14;

type Known = Pick<TermRow, 'firstTs' | 'lastTs' | 'eventKey'>;

/**
 * Which events show a value that its key has not had for so many days.
 * @param startOf when the lake's first event of an account was, microseconds
 */
export function newTerms(
  rule: Rule,
  found: readonly TermSeen[],
  stored: readonly TermRow[],
  startOf: (account: string | null) => number | undefined,
): NewTerms {
  const days = rule.own.newTerms?.days ?? 30;
  const span = days * DAY_MS * 1000;
  const learning = Math.min(days, LEARNING_DAYS) * DAY_MS * 1000;
  const known = new Map<string, Map<string, Known>>();
  for (const { key, value, ...term } of stored) valuesOf(known, key).set(value, term);
  const touched = new Map<string, TermSeen>();
  const news: string[] = [];
  for (const seen of found.toSorted((one, other) => one.firstTs - other.firstTs)) {
    const terms = valuesOf(known, seen.key);
    const before = terms.get(seen.value);
    terms.set(seen.value, extended(before, seen));
    touched.set(JSON.stringify([seen.key, seen.value]), seen);
    const isNew = before === undefined || seen.firstTs - before.lastTs > span;
    const isYoung = seen.firstTs < (startOf(seen.account) ?? seen.firstTs) + learning;
    if (isNew && !isYoung && terms.size <= MOST_VALUES) news.push(seen.eventId);
  }
  const terms = [...touched.values()].flatMap(({ key, value }) => {
    const term = known.get(key)?.get(value);
    return term ? [{ rule: rule.id, key, value, ...term }] : [];
  });
  return { news, terms };
}

function valuesOf(known: Map<string, Map<string, Known>>, key: string): Map<string, Known> {
  const terms = known.get(key) ?? new Map<string, Known>();
  known.set(key, terms);
  return terms;
}

function extended(before: Known | undefined, { firstTs, lastTs, eventId }: TermSeen): Known {
  if (before === undefined) return { firstTs, lastTs, eventKey: eventId };
  const isFirst = firstTs < before.firstTs;
  return {
    firstTs: isFirst ? firstTs : before.firstTs,
    lastTs: Math.max(lastTs, before.lastTs),
    eventKey: isFirst ? eventId : before.eventKey,
  };
}
