import { isAbsolute } from 'node:path';
import type { Database } from './database.ts';
import { integer, optionalInteger, optionalText, type Row, text } from './row.ts';

/** An object as the rows that came from it tell of it. */
export interface Origin {
  /** What `object_id` of a row says. */
  readonly id: number;
  /** `s3://bucket/key`, or the whole path of a file. */
  readonly path: string;
  /** Bytes as stored. */
  readonly size: number;
  /** When it was written, in milliseconds; absent of what was collected before this was kept. */
  readonly modifiedAt?: number | undefined;
  /** The account of its key. */
  readonly account?: string | undefined;
}

const SELECT = `SELECT o.id, t.name AS trail, p.folder, o.name, o.size, o.modified_at, p.account
  FROM json_each(?) AS wanted CROSS JOIN objects AS o ON o.id = wanted.value
  CROSS JOIN places AS p ON p.id = o.place_id CROSS JOIN trails AS t ON t.id = p.trail_id`;
const IDS_AT_ONCE = 10_000;

/** The objects of some ids; one that the ledger does not have yet is left out. */
export function* readOrigins(database: Database, ids: readonly number[]): Generator<Origin> {
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const slice = ids.slice(start, start + IDS_AT_ONCE);
    for (const row of database.all(SELECT, [JSON.stringify(slice)])) yield toOrigin(row);
  }
}

function toOrigin(row: Row): Origin {
  const key = text(row, 'folder') + text(row, 'name');
  return {
    id: integer(row, 'id'),
    path: isAbsolute(key) ? key : `${text(row, 'trail')}/${key}`,
    size: integer(row, 'size'),
    modifiedAt: optionalInteger(row, 'modified_at'),
    account: optionalText(row, 'account'),
  };
}
