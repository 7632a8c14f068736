import type { Database } from '../database.ts';
import { clampMicros, integer, type Row, text } from '../row.ts';
import type { CountedRow, Keeping } from './model.ts';
import type { RuleTable } from './rule-table.ts';

// What was found again has the values that are asked for now; how long it is kept goes by when it was found first.
const PUT = `INSERT INTO counted VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET ts = excluded.ts, event = excluded.event`;
const DELETE = 'DELETE FROM counted WHERE rule = ? AND event_key = ?';
const PRUNE = 'DELETE FROM counted WHERE rule = ? AND ts < ? AND found_at < ?';
const KNOWN = `SELECT wanted.value AS event_key FROM json_each(?) AS wanted
  CROSS JOIN counted AS c ON c.rule = ? AND c.event_key = wanted.value`;
const BETWEEN =
  'SELECT * FROM counted WHERE rule = ? AND ts >= ? AND ts < ? ORDER BY ts, event_key';

type Named<Item> = Item & { readonly rule: string };

/** Matches that only correlations and rules of absence read: kept as long as a window may still need them. */
export class CountedTable {
  readonly #database: Database;
  readonly #rules: RuleTable;

  constructor(database: Database, rules: RuleTable) {
    this.#database = database;
    this.#rules = rules;
  }

  put(rows: readonly CountedRow[]): void {
    this.#ofRules(rows, (number, { eventKey, ts, event, foundAt }) => {
      this.#database.run(PUT, [number, eventKey, clampMicros(ts), JSON.stringify(event), foundAt]);
    });
  }

  remove(rows: readonly Pick<CountedRow, 'rule' | 'eventKey'>[]): void {
    this.#ofRules(rows, (number, { eventKey }) => this.#database.run(DELETE, [number, eventKey]));
  }

  /** Of every rule what is older, and was found longer ago. */
  prune({ fromTs, otherwise, foundBefore }: Keeping): void {
    for (const { rule } of this.#rules.list()) {
      const number = this.#rules.find(rule);
      const from = clampMicros(fromTs.get(rule) ?? otherwise);
      if (number !== undefined) this.#database.run(PRUNE, [number, from, foundBefore]);
    }
  }

  known(rule: string, keys: readonly string[]): readonly string[] {
    const number = this.#rules.find(rule);
    if (number === undefined) return [];
    const rows = this.#database.all(KNOWN, [JSON.stringify(keys), number]);
    return rows.map((row) => text(row, 'event_key'));
  }

  /** By time; half-open, microseconds. */
  between(rule: string, from: number, to: number): readonly CountedRow[] {
    const number = this.#rules.find(rule);
    if (number === undefined) return [];
    const rows = this.#database.all(BETWEEN, [number, clampMicros(from), clampMicros(to)]);
    return rows.map((row) => toCounted(rule, row));
  }

  #ofRules<Item>(rows: readonly Named<Item>[], act: (number: number, row: Named<Item>) => void) {
    for (const [rule, own] of Map.groupBy(rows, (row) => row.rule)) {
      const number = this.#rules.enter(rule);
      for (const row of own) act(number, row);
    }
  }
}

function toCounted(rule: string, row: Row): CountedRow {
  return {
    rule,
    eventKey: text(row, 'event_key'),
    ts: integer(row, 'ts'),
    event: JSON.parse(text(row, 'event')) as CountedRow['event'],
    foundAt: integer(row, 'found_at'),
  };
}
