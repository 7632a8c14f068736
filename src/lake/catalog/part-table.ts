import { AppError } from '../../base/errors/index.ts';
import { plural } from '../../base/text/index.ts';
import type { Day } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { Database } from './database.ts';
import type { MicrosRange, NewPart, PartId, PartRow } from './model.ts';
import { clampMicros, integer, MAX_MICROS, optionalInteger, type Row, text } from './row.ts';

/** Live parts of one table and one day, summed. */
export interface DayTotals {
  readonly kind: TableKind;
  readonly day: Day;
  readonly parts: number;
  readonly rows: number;
  readonly bytes: number;
  readonly rawBytes: number;
  readonly minTs: number;
  readonly maxTs: number;
}

/** The commit in which parts come or go. */
export interface Occasion {
  readonly number: number;
  readonly at: number;
}

const INSERT = `INSERT INTO parts
  (id, kind, day, rows, bytes, raw_bytes, min_ts, max_ts, added_at, added_by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const REMOVE = `UPDATE parts SET removed_at = ?, removed_by = ?
  WHERE id = ? AND removed_by IS NULL`;

const LIVE = `SELECT * FROM parts
  WHERE removed_by IS NULL AND kind = ? AND max_ts >= ? AND min_ts < ?
  ORDER BY day, min_ts, id`;

/** What a compaction put together holds nothing new where all of it was known: the last commit that was not. */
const NEWEST = `SELECT p.id AS id, coalesce(
    (SELECT max(o.added_by) FROM parts AS o WHERE o.removed_by = p.added_by AND o.kind = p.kind AND o.day = p.day),
    p.added_by) AS newest
  FROM parts AS p WHERE p.removed_by IS NULL AND p.kind = ? AND p.added_by > ?`;

const BY_DAY = `SELECT kind, day, count(*) AS parts, sum(rows) AS rows, sum(bytes) AS bytes,
    sum(raw_bytes) AS raw_bytes, min(min_ts) AS min_ts, max(max_ts) AS max_ts
  FROM parts WHERE removed_by IS NULL GROUP BY kind, day ORDER BY kind, day`;

/** The parts: which files the lake consists of. */
export class PartTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(parts: readonly NewPart[], { number, at }: Occasion): void {
    for (const part of parts) {
      const { id, kind, day, rows, bytes, rawBytes } = part;
      const span = [clampMicros(part.minTs), clampMicros(part.maxTs)];
      this.#database.run(INSERT, [id, kind, day, rows, bytes, rawBytes, ...span, at, number]);
    }
  }

  /** @throws AppError TG_LAKE_CONFLICT when one is not live: it was replaced or retired meanwhile. */
  remove(ids: readonly PartId[], { number, at }: Occasion): void {
    const gone = ids.filter((id) => this.#database.run(REMOVE, [at, number, id]) === 0);
    if (gone.length === 0) return;
    const message = `${plural(gone.length, 'part')} to be removed, ${gone[0]} first, had been removed already.`;
    throw new AppError('TG_LAKE_CONFLICT', message, { details: { parts: gone } });
  }

  live(kind: TableKind, { from = -MAX_MICROS, to = Infinity }: MicrosRange): readonly PartRow[] {
    // Beyond what can be stored there is no bound: times up there were clamped to the last one.
    const end = to > MAX_MICROS ? Infinity : to;
    return this.#database.all(LIVE, [kind, clampMicros(from), end]).map(toPart);
  }

  /** Of the live parts those that hold rows which came after a commit, as far as that is known. */
  newerThan(kind: TableKind, commit: number): ReadonlySet<PartId> {
    const rows = this.#database.all(NEWEST, [kind, commit]);
    const newer = rows.filter((row) => integer(row, 'newest') > commit);
    return new Set(newer.map((row) => text(row, 'id') as PartId));
  }

  /** Removed parts too, as long as their files may exist. */
  all(): readonly PartRow[] {
    return this.#database.all('SELECT * FROM parts ORDER BY kind, day, id').map(toPart);
  }

  removedBefore(at: number): readonly PartRow[] {
    return this.#database.all('SELECT * FROM parts WHERE removed_at < ?', [at]).map(toPart);
  }

  /** Drops the rows of removed parts whose files are gone. */
  forget(ids: readonly PartId[]): void {
    for (const id of ids) {
      this.#database.run('DELETE FROM parts WHERE id = ? AND removed_by IS NOT NULL', [id]);
    }
  }

  byDay(): readonly DayTotals[] {
    return this.#database.all(BY_DAY).map((row) => ({
      kind: text(row, 'kind') as TableKind,
      day: text(row, 'day') as Day,
      parts: integer(row, 'parts'),
      ...toCounts(row),
    }));
  }
}

function toPart(row: Row): PartRow {
  return {
    id: text(row, 'id') as PartId,
    kind: text(row, 'kind') as TableKind,
    day: text(row, 'day') as Day,
    ...toCounts(row),
    addedAt: integer(row, 'added_at'),
    addedBy: integer(row, 'added_by'),
    removedAt: optionalInteger(row, 'removed_at'),
    removedBy: optionalInteger(row, 'removed_by'),
  };
}

function toCounts(row: Row): Pick<PartRow, 'rows' | 'bytes' | 'rawBytes' | 'minTs' | 'maxTs'> {
  return {
    rows: integer(row, 'rows'),
    bytes: integer(row, 'bytes'),
    rawBytes: integer(row, 'raw_bytes'),
    minTs: integer(row, 'min_ts'),
    maxTs: integer(row, 'max_ts'),
  };
}
