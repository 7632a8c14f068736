import type { DuckDBValue } from '@duckdb/node-api';
import type { PartStatistics } from '../../../lake/parquet/index.ts';
import { quoted, type UsedTable } from '../../sql/index.ts';
import type { LakePart, LakeSnapshot, RowOrigin } from '../engine.ts';
import { COLUMNS, ORIGINS, type OriginNeed } from './origin-columns.ts';
import { type ScannedTable, storedRows } from './scan.ts';

/** What a table's columns need of objects: nearly every part says itself which account received its events. */
export function originNeed(
  table: UsedTable,
  kept: readonly LakePart[],
  statistics: PartStatistics,
): { readonly origin?: OriginNeed } {
  const used = table.table.columns.filter(({ name }) => table.columns.has(name));
  if (used.some(({ origin }) => origin === 'file'))
    return { origin: { what: 'file', parts: kept } };
  if (!used.some(({ origin }) => origin === 'account')) return {};
  const parts = kept.filter(({ path }) => statistics.mayLack(path, RECIPIENT));
  return { origin: { what: 'account', parts } };
}

const RECIPIENT = 'recipientaccountid';
/** Asks a database something of the engine's own. */
export type Ask = (sql: string) => Promise<readonly (readonly DuckDBValue[])[]>;

/** A table of objects beside the parts, with those that rows of the queries so far came from. */
export class OriginTable {
  readonly #ask: Ask;
  readonly #snapshot: LakeSnapshot;
  #isThere = false;

  constructor(ask: Ask, snapshot: LakeSnapshot) {
    this.#ask = ask;
    this.#snapshot = snapshot;
  }

  async provide(scans: readonly ScannedTable[]): Promise<void> {
    for (const { table, strays, origin } of scans) {
      if (origin === undefined || origin.parts.length + strays.length === 0) continue;
      await this.#create();
      const ids = await this.#missing(storedRows({ table, kept: origin.parts, strays }), origin);
      await this.#add(this.#snapshot.origins?.(ids) ?? []);
    }
  }

  async #create(): Promise<void> {
    if (this.#isThere) return;
    const columns = COLUMNS.map(([, column, type]) => `${column} ${type}`).join(', ');
    await this.#ask(`CREATE TABLE ${ORIGINS} (id BIGINT, ${columns})`);
    this.#isThere = true;
  }

  async #missing(rows: string, { what }: OriginNeed): Promise<readonly number[]> {
    const where = what === 'account' ? `${RECIPIENT} IS NULL AND` : '';
    const known = `object_id NOT IN (SELECT id FROM ${ORIGINS})`;
    const sql = `SELECT DISTINCT object_id FROM ${rows} WHERE ${where} ${known}`;
    return (await this.#ask(sql)).map(([id]) => Number(id));
  }

  async #add(origins: readonly RowOrigin[]): Promise<void> {
    for (let start = 0; start < origins.length; start += ROWS_AT_ONCE) {
      const rows = origins.slice(start, start + ROWS_AT_ONCE).map(valuesOf);
      await this.#ask(`INSERT INTO ${ORIGINS} VALUES ${rows.join(', ')}`);
    }
  }
}

const ROWS_AT_ONCE = 1000;

function valuesOf({ id, path, size, modifiedAt, account }: RowOrigin): string {
  const modified =
    modifiedAt === undefined ? 'NULL' : `CAST(epoch_ms(${modifiedAt}) AS TIMESTAMPTZ)`;
  return `(${id}, ${quoted(path)}, ${size}, ${modified}, ${account === undefined ? 'NULL' : quoted(account)})`;
}
