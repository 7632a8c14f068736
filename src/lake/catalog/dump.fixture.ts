import type { Catalog } from './catalog.ts';
import type { CallerRow, LedgerRow, QuarantineRow, SessionRow } from './model.ts';
import type { DayTotals } from './part-table.ts';

/** What two lakes made from the same input have in common, whatever the order and the number of commits. */
export interface CatalogDump {
  readonly days: readonly Pick<DayTotals, 'kind' | 'day' | 'rows' | 'minTs' | 'maxTs'>[];
  readonly objects: readonly Omit<LedgerRow, 'id' | 'seenAt'>[];
  readonly quarantine: readonly Omit<QuarantineRow, 'id' | 'objectId' | 'at' | 'resolvedAt'>[];
  readonly callers: readonly CallerRow[];
  readonly sessions: readonly SessionRow[];
}

/** The content of a catalog without ids, times of work and part boundaries: the oracle of fault tests. */
export function dumpCatalog(catalog: Catalog): CatalogDump {
  return {
    days: catalog
      .days()
      .map(({ kind, day, rows, minTs, maxTs }) => ({ kind, day, rows, minTs, maxTs })),
    objects: Array.from(catalog.objects(), ({ id: _, seenAt: __, ...object }) => object).sort(
      (a, b) => compare(placeOf(a), placeOf(b)),
    ),
    quarantine: catalog
      .quarantine()
      .map(({ id: _, objectId: __, at: ___, resolvedAt: ____, ...entry }) => entry)
      .sort((a, b) => compare(placeOf(a), placeOf(b)) || order(a) - order(b)),
    callers: catalog.callers(),
    sessions: catalog.sessions(),
  };
}

function placeOf({ trail, key, etag }: Pick<LedgerRow, 'trail' | 'key' | 'etag'>): string {
  return `${trail}\n${key}\n${etag}`;
}

function order({ recordIndex = -1 }: Pick<QuarantineRow, 'recordIndex'>): number {
  return recordIndex;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
