import { PLACED, type UsedTable } from '../../sql/index.ts';

/** The table of the addresses, see `PlaceTable`. */
export const PLACES = 'tg_places';

/** Whether a query names a column that tells of the place of an address: only then are addresses looked up. */
export function asksPlaces({ columns }: UsedTable): boolean {
  return PLACED.some(({ name }) => columns.has(name));
}

/** Rows with the columns `$country` and `$asn` of `calls`. */
export function withPlaces(rows: string): string {
  return `(SELECT p.*, w.country AS "$country", w.asn AS "$asn" FROM ${rows} AS p
    LEFT JOIN ${PLACES} AS w ON w.address = p.sourceipaddress)`;
}
