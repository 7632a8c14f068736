import { quoted } from '../../sql/index.ts';
import type { LakeSnapshot, PlaceOf } from '../engine.ts';
import type { Ask } from './origins.ts';
import { asksPlaces, PLACES } from './place-columns.ts';
import { type ScannedTable, storedRows } from './scan.ts';

/** What may be an address; the rest are names of services. */
const ADDRESS = '^[0-9A-Fa-f.:]+$';

/** A table of addresses beside the parts, with those that rows of the queries so far came from, each looked up once. */
export class PlaceTable {
  readonly #ask: Ask;
  readonly #snapshot: LakeSnapshot;
  #lookUp: Promise<PlaceOf | undefined> | undefined;

  constructor(ask: Ask, snapshot: LakeSnapshot) {
    this.#ask = ask;
    this.#snapshot = snapshot;
  }

  async provide(scans: readonly ScannedTable[]): Promise<void> {
    for (const scan of scans) {
      if (!asksPlaces(scan.table)) continue;
      this.#lookUp ??= this.#open();
      const placeOf = await this.#lookUp;
      if (placeOf) await this.#add(await this.#missing(scan), placeOf);
    }
  }

  async #open(): Promise<PlaceOf | undefined> {
    const placeOf = await this.#snapshot.places?.();
    await this.#ask(`CREATE TABLE ${PLACES} (address VARCHAR, country VARCHAR, asn BIGINT)`);
    return placeOf;
  }

  async #missing(scan: ScannedTable): Promise<readonly string[]> {
    const rows = await this.#ask(`SELECT DISTINCT sourceipaddress FROM ${storedRows(scan)}
      WHERE regexp_matches(sourceipaddress, ${quoted(ADDRESS)})
        AND sourceipaddress NOT IN (SELECT address FROM ${PLACES})`);
    return rows.map(([address]) => String(address));
  }

  async #add(addresses: readonly string[], placeOf: PlaceOf): Promise<void> {
    for (let start = 0; start < addresses.length; start += ROWS_AT_ONCE) {
      const rows = addresses.slice(start, start + ROWS_AT_ONCE).map((address) => {
        const { country, asn } = placeOf(address);
        const text = country === undefined ? 'NULL' : quoted(country);
        return `(${quoted(address)}, ${text}, ${asn ?? 'NULL'})`;
      });
      await this.#ask(`INSERT INTO ${PLACES} VALUES ${rows.join(', ')}`);
    }
  }
}

const ROWS_AT_ONCE = 1000;
