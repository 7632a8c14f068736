import type { Catalog } from '../../../lake/catalog/index.ts';

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
