import type { Database } from './database.ts';
import { integer } from './row.ts';

const MARK = "SELECT value FROM counters WHERE name = 'object_id'";
const RAISE = "UPDATE counters SET value = max(value, ?) WHERE name = 'object_id'";

/** Hands out object ids. The mark goes with every commit: a committed row may carry the id of an object not yet entered. */
export class ObjectIds {
  readonly #database: Database;
  #next: number | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  next(): number {
    const id = this.#next ?? this.#mark();
    this.#next = id + 1;
    return id;
  }

  save(): void {
    if (this.#next !== undefined) this.#database.run(RAISE, [this.#next]);
  }

  #mark(): number {
    const row = this.#database.get(MARK);
    return row ? integer(row, 'value') : 1;
  }
}
