import type { Database } from '../database.ts';
import { integer, optionalInteger, optionalText, type Row, text } from '../row.ts';
import type { SuppressionRow } from './model.ts';

/** With the number of matches that it hid. */
export interface CountedSuppression extends SuppressionRow {
  readonly hits: number;
}

// Only its end may change: the matches that it hid point to what it said.
const SAVE = `INSERT INTO suppressions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
  expires_at = excluded.expires_at, removed_at = excluded.removed_at, removed_by = excluded.removed_by`;
const LIST = `SELECT s.*, (SELECT count(*) FROM matches m WHERE m.suppression_id = s.id) AS hits
  FROM suppressions s ORDER BY s.made_at, s.id`;

const IN_FORCE = `SELECT * FROM suppressions
  WHERE removed_at IS NULL AND (expires_at IS NULL OR expires_at > ?) ORDER BY made_at, id`;

/** The suppressions, ended and removed ones too. */
export class SuppressionTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save(suppressions: readonly SuppressionRow[]): void {
    for (const one of suppressions) {
      this.#database.run(SAVE, [
        ...[one.id, one.rules, one.condition, one.reason, one.owner],
        ...[one.madeAt, one.expiresAt, one.removedAt, one.removedBy, one.sql],
      ]);
    }
  }

  inForce(now: number): readonly SuppressionRow[] {
    return this.#database.all(IN_FORCE, [now]).map(toSuppression);
  }

  list(): readonly CountedSuppression[] {
    return this.#database
      .all(LIST)
      .map((row) => ({ ...toSuppression(row), hits: integer(row, 'hits') }));
  }
}

function toSuppression(row: Row): SuppressionRow {
  return {
    id: text(row, 'id'),
    rules: text(row, 'rules'),
    condition: text(row, 'condition'),
    reason: text(row, 'reason'),
    owner: text(row, 'owner'),
    madeAt: integer(row, 'made_at'),
    expiresAt: optionalInteger(row, 'expires_at'),
    removedAt: optionalInteger(row, 'removed_at'),
    removedBy: optionalText(row, 'removed_by'),
    sql: optionalText(row, 'sql'),
  };
}
