import type { Database } from '../database.ts';
import { integer, optionalText, text } from '../row.ts';
import type { AlertChangeRow } from './model.ts';

const INSERT = 'INSERT OR IGNORE INTO alert_changes VALUES (?, ?, ?, ?, ?, ?, ?)';
const LIST = 'SELECT * FROM alert_changes WHERE alert_id = ? ORDER BY revision, what';

/** The history of alerts: who changed what, when and why. */
export class ChangeTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(changes: readonly AlertChangeRow[]): void {
    for (const { alertId, revision, what, who, at, reason, note } of changes) {
      this.#database.run(INSERT, [alertId, revision, what, who, at, reason, note]);
    }
  }

  ofAlert(alertId: string): readonly AlertChangeRow[] {
    return this.#database.all(LIST, [alertId]).map((row) => ({
      alertId: text(row, 'alert_id'),
      revision: integer(row, 'revision'),
      what: text(row, 'what'),
      who: text(row, 'who'),
      at: integer(row, 'at'),
      reason: optionalText(row, 'reason'),
      note: optionalText(row, 'note'),
    }));
  }
}
