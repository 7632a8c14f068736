import type { MatchRow } from '../../../lake/catalog/index.ts';
import type { Engine } from '../../../query/engine/index.ts';
import { correlate, fieldsRead, occurrenceOf } from '../correlate/correlate.ts';
import type { Firing, Occurrence } from '../correlate/occurrence.ts';
import { waitsForMore } from '../correlate/waits.ts';
import type { Collection, Correlation } from '../sigma/model.ts';
import { findMatches, type MatchOptions } from './matched.ts';
import { type RuleHits, SAMPLES } from './scan.ts';
import type { OwnHits } from './scan-own.ts';

type Correlating = Pick<Collection, 'rules' | 'correlations'>;

export interface CorrelationOptions extends MatchOptions {
  /** Matches that are known, by the id of the rule: it is not asked for. */
  readonly known?: ReadonlyMap<string, OwnHits>;
  /** Microseconds: up to when everything has come, for what waits for that; absent: no matter when. */
  readonly complete?: number;
}

/** Evaluates correlations over the lake and keeps nothing. In their order; `matches` are firings. */
export async function scanCorrelations(
  collection: Correlating,
  engine: Engine,
  options: CorrelationOptions = {},
): Promise<readonly RuleHits[]> {
  const firings = await findFirings(collection, engine, options);
  return collection.correlations.map(({ id }) => hitsOf(firings.get(id) ?? []));
}

/** The firings of correlations over what the engine has, by id. Their events are event ids. */
export async function findFirings(
  { rules, correlations }: Correlating,
  engine: Engine,
  { known = new Map(), complete, ...options }: CorrelationOptions = {},
): Promise<ReadonlyMap<string, readonly Firing[]>> {
  if (correlations.length === 0) return new Map();
  const wanted = rules.flatMap(({ id, condition }) => {
    const readers = correlations.filter((one) => one.rules.includes(id));
    const fields = readers.flatMap((one) => fieldsRead(one, id));
    return readers.length === 0 || known.has(id)
      ? []
      : [{ id, condition, fields: [...new Set(fields)] }];
  });
  const occurrences = Map.groupBy(await occurrencesOf(wanted, engine, options), ({ rule }) => rule);
  const occurrencesOfRule = (id: string) =>
    occurrences.get(id) ?? known.get(id)?.found.map(occurrenceIn) ?? [];
  return firingsOf(correlations, occurrencesOfRule, complete);
}

function occurrenceIn({ rule, ts, eventId, fields }: MatchRow): Occurrence {
  return { rule, ts, events: [eventId], values: fields };
}

async function occurrencesOf(
  wanted: Parameters<typeof findMatches>[0],
  engine: Engine,
  options: MatchOptions,
): Promise<readonly Occurrence[]> {
  const found: Occurrence[] = [];
  for await (const { rule, event } of findMatches(wanted, engine, options)) {
    const { ts, eventId, fields } = event;
    if (ts !== undefined) found.push({ rule, ts, events: [eventId], values: fields });
  }
  return found;
}

/** The firings of correlations by id, those that others build upon first. */
export function firingsOf(
  correlations: readonly Correlation[],
  occurrencesOfRule: (id: string) => readonly Occurrence[],
  complete: number = Number.POSITIVE_INFINITY,
): ReadonlyMap<string, readonly Firing[]> {
  const byId = new Map(correlations.map((one) => [one.id, one]));
  const known = new Map<string, readonly Firing[]>();
  const firings = (one: Correlation): readonly Firing[] => {
    const before = known.get(one.id);
    if (before) return before;
    const until = waitsForMore(one) ? complete : Number.POSITIVE_INFINITY;
    const found = correlate(one, (id) => {
      const inner = byId.get(id);
      const all = inner
        ? firings(inner).map((firing) => occurrenceOf(inner, firing))
        : occurrencesOfRule(id);
      return all.filter(({ ts }) => ts <= until);
    });
    known.set(one.id, found);
    return found;
  };
  for (const one of correlations) firings(one);
  return known;
}

function hitsOf(firings: readonly Firing[]): RuleHits {
  return {
    matches: firings.length,
    events: firings.flatMap(({ events }) => events).slice(0, SAMPLES),
  };
}
