import { type Engine, namedRows } from '../../../query/engine/index.ts';
import type { TimesWanted } from '../../callers/index.ts';
import type { Known } from '../compile/known.ts';
import { timeConditions } from '../times.ts';

/** How many events there are of each name, by source; all in lower case. */
export type PresentNames = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** In place of the source of events that have none. */
export const NO_SOURCE = '';

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
    const key = source === null ? NO_SOURCE : String(source);
    present.set(String(name), sources.set(key, Number(events)));
  }
  return present;
}

/** How many events there are of a name, and of a source where that is fixed. */
export function eventsOf({ name, source }: Known, present: PresentNames): number {
  const sources = present.get(name);
  if (source !== undefined) return sources?.get(source) ?? 0;
  return [...(sources?.values() ?? [])].reduce((sum, events) => sum + events, 0);
}
