import { AppError } from '../../base/errors/index.ts';
import type { Database } from './database.ts';
import { integer } from './row.ts';

const ENTER = 'INSERT INTO trails (name, first_seen) VALUES (?, ?) RETURNING id';

/** Trails by name: the ledger holds their numbers, for a name may be a long path. */
export class TrailTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(name: string): number | undefined {
    const row = this.#database.get('SELECT id FROM trails WHERE name = ?', [name]);
    return row && integer(row, 'id');
  }

  /** The number of a trail, which is entered when it is new. */
  enter(name: string, at: number): number {
    const known = this.find(name);
    if (known !== undefined) return known;
    const row = this.#database.get(ENTER, [name, at]);
    if (!row) throw new AppError('TG_INTERNAL', `Trail ${name} could not be entered.`);
    return integer(row, 'id');
  }

  markCollected(names: readonly string[], at: number): void {
    for (const name of names) {
      const values = [at, this.enter(name, at)];
      this.#database.run('UPDATE trails SET last_collected = ? WHERE id = ?', values);
    }
  }
}
