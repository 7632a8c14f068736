import { type Engine, namedRows } from '../../../query/engine/index.ts';
import { type TimesWanted, timeConditions } from '../times.ts';
import type { Candidate, Pass } from './plan.ts';

/** How many events there are of each name, by source; all in lower case. */
export type PresentNames = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Reading two columns of few different texts is cheap; planning a statement for names that do not occur is not. */
export async function presentNames(
  engine: Engine,
  times: TimesWanted,
  signal?: AbortSignal,
): Promise<PresentNames> {
  const sql = `SELECT lower(e.eventname) AS name, lower(e.eventsource) AS source, count(*) AS events
FROM cloudtrail_logs e WHERE ${timeConditions(times)}TRUE GROUP BY 1, 2`;
  const present = new Map<string, Map<string, number>>();
  for await (const { name, source, events } of namedRows(engine, sql, signal)) {
    const sources = present.get(String(name)) ?? new Map();
    present.set(String(name), sources.set(String(source), Number(events)));
  }
  return present;
}

/** A pass with the candidates of names that occur; those of the class with the most events first. */
export function withNames(pass: Pass, present: PresentNames): Pass {
  const occurring = pass.candidates
    .map((candidate) => ({ candidate, events: eventsOf(candidate, present) }))
    .filter(({ events }) => events > 0);
  const weights = new Map<number, number>();
  for (const { candidate, events } of occurring) {
    weights.set(candidate.class, (weights.get(candidate.class) ?? 0) + events);
  }
  const weightOf = ({ candidate }: (typeof occurring)[number]) => weights.get(candidate.class) ?? 0;
  const sorted = occurring.toSorted((one, other) => weightOf(other) - weightOf(one));
  return { ...pass, candidates: sorted.map(({ candidate }) => candidate) };
}

function eventsOf({ name, source }: Candidate, present: PresentNames): number {
  const sources = present.get(name);
  if (source !== undefined) return sources?.get(source) ?? 0;
  return [...(sources?.values() ?? [])].reduce((sum, events) => sum + events, 0);
}
