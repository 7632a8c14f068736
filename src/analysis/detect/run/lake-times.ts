import { DAY_MS } from '../../../base/time/index.ts';
import type { Catalog } from '../../../lake/catalog/index.ts';

/** AWS delivers within minutes, and says no limit: microseconds after which all events are taken for arrived. */
export const LATENESS = 30 * 60e6;

/**
 * When the newest event was, microseconds; 0 where there is none. One that is dated more than a day ahead does not make
 * everything before it complete, unless the whole lake lies ahead.
 * @param now milliseconds
 */
export function newestEvent(catalog: Pick<Catalog, 'days'>, now: number): number {
  const times = catalog.days().map(({ maxTs }) => maxTs);
  const sound = times.filter((ts) => ts <= (now + DAY_MS) * 1000);
  return (sound.length > 0 ? sound : times).reduce((most, ts) => Math.max(most, ts), 0);
}

/** AWS delivers again for up to 30 days: microseconds. */
export const REDELIVERY = 35 * 86_400e6;

/** Since when the matches are all there that only correlations read, microseconds. */
export function keptSince(complete: number): number {
  return complete - REDELIVERY;
}
