import type { Database } from './database.ts';
import type { NewQuarantine, QuarantineResolution, QuarantineRow } from './model.ts';
import { integer, optionalBytes, optionalInteger, type Row, text } from './row.ts';

/** Which entries; `after` is the id of the last one already read. */
export interface QuarantineFilter {
  readonly trail?: string | undefined;
  readonly state?: QuarantineRow['state'] | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

const INSERT = `INSERT INTO quarantine
  (object_id, trail, key, etag, record_index, byte_start, byte_end, code, reason, raw, at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const RESOLVE = "UPDATE quarantine SET state = 'resolved', resolved_at = ? WHERE state = 'open'";

const LIST = `SELECT id, object_id, trail, key, etag, record_index, byte_start, byte_end, code,
    reason, at, state, resolved_at
  FROM quarantine
  WHERE id > ? AND (? IS NULL OR trail = ?) AND (? IS NULL OR state = ?) ORDER BY id LIMIT ?`;

/** What could not be read, where and why. */
export class Quarantine {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(entries: readonly NewQuarantine[]): void {
    for (const entry of entries) {
      const { objectId, trail, key, etag, recordIndex, byteStart, byteEnd } = entry;
      const { code, reason, raw, at } = entry;
      const place = [objectId, trail, key, etag, recordIndex, byteStart, byteEnd];
      this.#database.run(INSERT, [...place, code, reason, raw, at]);
    }
  }

  /** Returns how many entries this closed. */
  resolve(resolutions: readonly QuarantineResolution[], at: number): number {
    let closed = 0;
    for (const one of resolutions) {
      closed +=
        'id' in one
          ? this.#database.run(`${RESOLVE} AND id = ?`, [at, one.id])
          : this.#database.run(`${RESOLVE} AND trail = ? AND key = ?`, [at, one.trail, one.key]);
    }
    return closed;
  }

  /** Without the raw bytes: these come with `get`. */
  list(filter: QuarantineFilter = {}): readonly QuarantineRow[] {
    const { trail, state, after = 0, limit = -1 } = filter;
    return this.#database.all(LIST, [after, trail, trail, state, state, limit]).map(toEntry);
  }

  get(id: number): QuarantineRow | undefined {
    const row = this.#database.get('SELECT * FROM quarantine WHERE id = ?', [id]);
    return row && { ...toEntry(row), raw: optionalBytes(row, 'raw') };
  }

  open(): number {
    const row = this.#database.get("SELECT count(*) AS count FROM quarantine WHERE state = 'open'");
    return row ? integer(row, 'count') : 0;
  }
}

function toEntry(row: Row): QuarantineRow {
  return {
    id: integer(row, 'id'),
    objectId: integer(row, 'object_id'),
    trail: text(row, 'trail'),
    key: text(row, 'key'),
    etag: text(row, 'etag'),
    recordIndex: optionalInteger(row, 'record_index'),
    byteStart: optionalInteger(row, 'byte_start'),
    byteEnd: optionalInteger(row, 'byte_end'),
    code: text(row, 'code'),
    reason: text(row, 'reason'),
    at: integer(row, 'at'),
    state: text(row, 'state') as QuarantineRow['state'],
    resolvedAt: optionalInteger(row, 'resolved_at'),
  };
}
