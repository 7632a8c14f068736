import { type CountedRow, clampMicros, type Keeping } from '../../../lake/catalog/index.ts';
import { fieldsRead } from '../correlate/correlate.ts';
import type { Match, MatchedEvent } from '../match/match.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import type { Correlation } from '../sigma/model.ts';
import { withinOf } from './absence.ts';
import { keptSince, REDELIVERY } from './lake-times.ts';
import { halvesOf } from './wanted.ts';

/** What is kept of a match that raises no alerts; nothing of an event without a time, which lies in no window. */
export type ToCounted = (match: Match) => readonly CountedRow[];

/**
 * A firing shows its last event, and an absence the event that nothing followed. Of their fields those are kept that
 * somebody reads; of an answer, that it came.
 * @param now milliseconds
 */
export function countedBy(active: readonly ListedRule[], now: number): ToCounted {
  const correlations = correlationsOf(active);
  const wanted = new Map<string, ReadonlySet<string>>();
  const answers = new Set<string>();
  for (const { rule } of active) {
    if (rule.kind === 'rule' && rule.own.absence) answers.add(halvesOf(rule).without);
    const readers = correlations.filter(({ rules }) => rules.includes(rule.id));
    if (readers.length === 0) continue;
    wanted.set(rule.id, new Set(readers.flatMap((one) => readOf(one, rule.id))));
  }
  return ({ rule, event }) => {
    const { key, ts, fields, ...rest } = event;
    if (ts === undefined) return [];
    const names = wanted.get(rule);
    const isKept = (name: string) => names === undefined || isFiring(name) || names.has(name);
    const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => isKept(name)));
    const shown = answers.has(rule) ? { eventId: rest.eventId } : withoutNothing(rest);
    const row = { rule, eventKey: key, ts: clampMicros(ts), foundAt: now };
    return [{ ...row, event: { ...shown, fields: kept } }];
  };
}

function readOf(correlation: Correlation, rule: string): readonly string[] {
  const { own, fields } = correlation;
  return [...fieldsRead(correlation, rule), ...(own.group ?? []), ...fields];
}

/** Where and of how many events a firing is, which is a match among others. */
function isFiring(name: string): boolean {
  return name.startsWith('firing.');
}

function withoutNothing<Item extends object>(item: Item): Partial<Item> {
  const kept = Object.entries(item).filter(([, value]) => value !== null);
  return Object.fromEntries(kept) as Partial<Item>;
}

/** As it was found, as far as it was kept. */
export function ofCounted({ rule, eventKey, ts, event }: CountedRow): Match {
  return { rule, event: { ...NOTHING, ...event, key: eventKey, ts } };
}

const NOTHING: Omit<MatchedEvent, 'key' | 'ts' | 'fields'> = {
  ...{ eventId: '', account: null, region: null, eventSource: null, eventName: null },
  ...{ errorCode: null, sourceAddress: null, userAgent: null },
  ...{ principal: null, actor: null, system: null },
};

/**
 * How long counted matches are kept: until no window can reach back to them, and as much longer as AWS may deliver
 * again. What was found lately in an old archive stays as long, since the rest of it may follow.
 */
export function keepingOf(active: readonly ListedRule[], complete: number, now: number): Keeping {
  const since = keptSince(complete);
  const spans = new Map<string, number>();
  const reach = (rule: string, span: number) =>
    spans.set(rule, Math.max(spans.get(rule) ?? 0, span));
  for (const { rule } of active) {
    if (rule.kind === 'correlation') {
      for (const id of rule.rules) reach(id, rule.timespan * 1e6);
    } else if (rule.own.absence) {
      for (const half of Object.values(halvesOf(rule))) reach(half, withinOf(rule));
    }
  }
  const longest = [...spans.values()].reduce((most, span) => Math.max(most, span), 0);
  return {
    fromTs: new Map([...spans].map(([rule, span]) => [rule, since - span])),
    otherwise: since - longest,
    foundBefore: now - REDELIVERY / 1000,
  };
}

function correlationsOf(active: readonly ListedRule[]): readonly Correlation[] {
  return active.flatMap(({ rule }) => (rule.kind === 'correlation' ? [rule] : []));
}
