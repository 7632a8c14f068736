import { readEventTime } from '../../../cloudtrail/records/index.ts';
import type { Catalog } from '../../../lake/catalog/index.ts';
import { namedRows } from '../../../query/engine/index.ts';
import type { OpenEngine } from './find.ts';

/** AWS delivers within minutes, and says no limit: microseconds after which all events are taken for arrived. */
export const LATENESS = 30 * 60e6;
/** When the newest event was, microseconds; 0 where there is none. */
export function newestEvent(catalog: Catalog): number {
  return catalog.days().reduce((most, { maxTs }) => Math.max(most, maxTs), 0);
}

/** AWS delivers again for up to 30 days: microseconds. */
export const REDELIVERY = 35 * 86_400e6;

/** Since when the matches are all there that only correlations read, microseconds. */
export function keptSince(complete: number): number {
  return complete - REDELIVERY;
}

/** When the first event of each account was, microseconds. */
export async function accountStarts(
  open: OpenEngine,
  signal?: AbortSignal,
): Promise<(account: string | null) => number | undefined> {
  const starts = new Map<string, number>();
  const engine = await open(undefined);
  try {
    for await (const { account, start } of namedRows(engine, STARTS, signal)) {
      const micros = readEventTime(String(start))?.micros;
      if (micros !== undefined) starts.set(String(account ?? ''), micros);
    }
  } finally {
    await engine.close();
  }
  return (account) => starts.get(account ?? '');
}

const STARTS =
  'SELECT recipientaccountid AS account, min(eventtime) AS start FROM cloudtrail_logs GROUP BY 1';
