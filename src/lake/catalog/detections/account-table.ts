import type { Database } from '../database.ts';
import { clampMicros, integer, text } from '../row.ts';
import type { AccountStarts } from './model.ts';

const MERGE = `INSERT INTO account_starts VALUES (?, ?)
  ON CONFLICT DO UPDATE SET start_ts = min(start_ts, excluded.start_ts)`;
const MARK = `INSERT INTO counters VALUES ('account_starts', ?)
  ON CONFLICT DO UPDATE SET value = max(value, excluded.value)`;

/** When the first event of each account was, as far as parts were looked at. */
export class AccountTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** An earlier start that comes late becomes the start. */
  merge({ through, starts }: AccountStarts): void {
    for (const [account, ts] of starts) this.#database.run(MERGE, [account, clampMicros(ts)]);
    if (through !== undefined) this.#database.run(MARK, [through]);
  }

  get(): AccountStarts {
    const mark = this.#database.get("SELECT value FROM counters WHERE name = 'account_starts'");
    const rows = this.#database.all('SELECT * FROM account_starts');
    return {
      through: mark && integer(mark, 'value'),
      starts: new Map(rows.map((row) => [text(row, 'account'), integer(row, 'start_ts')])),
    };
  }
}
