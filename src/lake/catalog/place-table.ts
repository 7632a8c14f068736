import { AppError } from '../../base/errors/index.ts';
import type { Database, Value } from './database.ts';
import type { LedgerRow } from './model.ts';
import { integer } from './row.ts';

/** What an object shares with its neighbours: its folder, and what its key says. */
export interface Place extends Pick<LedgerRow, 'kind' | 'account' | 'region' | 'day'> {
  readonly trailId: number;
  /** Up to the last `/` of the key, which belongs to it. */
  readonly folder: string;
}

const FIND = `SELECT id FROM places WHERE trail_id = ? AND folder = ? AND kind = ?
  AND account IS ? AND region IS ? AND day IS ?`;
const ENTER = `INSERT INTO places (trail_id, folder, kind, account, region, day)
  VALUES (?, ?, ?, ?, ?, ?) RETURNING id`;

/** A key as the ledger keeps it: folder and name. A file name may hold half a surrogate pair; SQLite stores U+FFFD for it. */
export function splitKey(key: string): { readonly folder: string; readonly name: string } {
  const stored = key.toWellFormed();
  const end = stored.lastIndexOf('/') + 1;
  return { folder: stored.slice(0, end), name: stored.slice(end) };
}

/** The numbers of places, for one transaction: of a trail's objects, hundreds follow each other in one place. */
export class Places {
  readonly #database: Database;
  readonly #ids = new Map<string, number>();
  #last: { readonly place: Place; readonly id: number } | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The number of a place, which is entered when it is new. */
  enter(place: Place): number {
    if (this.#last && isSame(this.#last.place, place)) return this.#last.id;
    const { trailId, folder, kind, account, region, day } = place;
    const key = JSON.stringify([trailId, folder, kind, account, region, day]);
    const id = this.#ids.get(key) ?? this.#enter([trailId, folder, kind, account, region, day]);
    this.#ids.set(key, id);
    this.#last = { place, id };
    return id;
  }

  #enter(values: readonly Value[]): number {
    const row = this.#database.get(FIND, values) ?? this.#database.get(ENTER, values);
    if (!row) throw new AppError('TG_INTERNAL', 'The folder of an object could not be entered.');
    return integer(row, 'id');
  }
}

function isSame(a: Place, b: Place): boolean {
  return (
    a.folder === b.folder &&
    a.trailId === b.trailId &&
    a.kind === b.kind &&
    a.account === b.account &&
    a.region === b.region &&
    a.day === b.day
  );
}
