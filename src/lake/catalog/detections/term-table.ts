import type { Database } from '../database.ts';
import { clampMicros, integer, type Row, text } from '../row.ts';
import type { TermRow } from './model.ts';
import type { RuleTable } from './rule-table.ts';

// An earlier event that comes late becomes the first.
const MERGE = `INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  event_key = CASE WHEN excluded.first_ts < first_ts THEN excluded.event_key ELSE event_key END,
  first_ts = min(first_ts, excluded.first_ts), last_ts = max(last_ts, excluded.last_ts)`;

/** Values by key, and when each was seen first and last: what rules of new terms compare with. */
export class TermTable {
  readonly #database: Database;
  readonly #rules: RuleTable;

  constructor(database: Database, rules: RuleTable) {
    this.#database = database;
    this.#rules = rules;
  }

  merge(terms: readonly TermRow[]): void {
    for (const { rule, key, value, firstTs, lastTs, eventKey } of terms) {
      const span = [clampMicros(firstTs), clampMicros(lastTs)];
      this.#database.run(MERGE, [this.#rules.enter(rule), key, value, ...span, eventKey]);
    }
  }

  /** All values of a key, or of every key. */
  list(rule: string, key?: string): readonly TermRow[] {
    const number = this.#rules.find(rule);
    if (number === undefined) return [];
    const ofKey = key === undefined ? '' : ' AND key = ?';
    const rows = this.#database.all(
      `SELECT * FROM terms WHERE rule = ?${ofKey} ORDER BY key, value`,
      [number, ...(key === undefined ? [] : [key])],
    );
    return rows.map((row) => toTerm(rule, row));
  }
}

function toTerm(rule: string, row: Row): TermRow {
  return {
    rule,
    key: text(row, 'key'),
    value: text(row, 'value'),
    firstTs: integer(row, 'first_ts'),
    lastTs: integer(row, 'last_ts'),
    eventKey: text(row, 'event_key'),
  };
}
