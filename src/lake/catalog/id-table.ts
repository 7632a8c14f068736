import type { Day } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { Database } from './database.ts';
import type { IdLength } from './model.ts';
import { integer, text } from './row.ts';

const SAVE =
  'INSERT INTO id_index VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes';
const DROP = 'DELETE FROM id_index WHERE kind = ? AND day = ?';

/** How much of each id index file is valid. */
export class IdTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save(lengths: readonly IdLength[]): void {
    for (const { kind, day, bytes } of lengths) {
      if (bytes > 0) this.#database.run(SAVE, [kind, day, bytes]);
      else this.#database.run(DROP, [kind, day]);
    }
  }

  list(): readonly IdLength[] {
    return this.#database.all('SELECT * FROM id_index ORDER BY kind, day').map((row) => ({
      kind: text(row, 'kind') as TableKind,
      day: text(row, 'day') as Day,
      bytes: integer(row, 'bytes'),
    }));
  }
}
