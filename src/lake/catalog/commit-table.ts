import { AppError } from '../../base/errors/index.ts';
import type { Database } from './database.ts';
import type { CatalogChange, CommitRow } from './model.ts';
import { integer, type Row } from './row.ts';

const INSERT =
  'INSERT INTO commits (at, rows, duplicates, objects) VALUES (?, ?, ?, ?) RETURNING number';
const FIND = 'SELECT * FROM commits WHERE number = ?';
const LAST = 'SELECT * FROM commits ORDER BY number DESC LIMIT 1';

/** The commits, numbered from 1 without gaps. */
export class CommitTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  enter({ at, objects = [] }: CatalogChange): number {
    const rows = objects.reduce((sum, object) => sum + object.rows, 0);
    const duplicates = objects.reduce((sum, object) => sum + object.duplicates, 0);
    const row = this.#database.get(INSERT, [at, rows, duplicates, objects.length]);
    if (!row) throw new AppError('TG_INTERNAL', 'The commit could not be numbered.');
    return integer(row, 'number');
  }

  last(): CommitRow | undefined {
    const row = this.#database.get(LAST);
    return row && toCommit(row);
  }

  find(number: number): CommitRow | undefined {
    const row = this.#database.get(FIND, [number]);
    return row && toCommit(row);
  }
}

function toCommit(row: Row): CommitRow {
  return {
    number: integer(row, 'number'),
    at: integer(row, 'at'),
    rows: integer(row, 'rows'),
    duplicates: integer(row, 'duplicates'),
    objects: integer(row, 'objects'),
  };
}
