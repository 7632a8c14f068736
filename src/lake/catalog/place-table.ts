import { AppError } from '../../base/errors/index.ts';
import type { Database } from './database.ts';
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

/** The numbers of places, for one transaction: of a trail's objects, thousands follow each other in few places. */
export class Places {
  readonly #database: Database;
  readonly #ids = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The number of a place, which is entered when it is new. */
  enter(place: Place): number {
    const { trailId, folder, kind, account, region, day } = place;
    const key = `${trailId}/${kind}/${account}/${region}/${day}/${folder}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const values = [trailId, folder, kind, account, region, day];
    const row = this.#database.get(FIND, values) ?? this.#database.get(ENTER, values);
    if (!row) throw new AppError('TG_INTERNAL', `Folder ${folder} could not be entered.`);
    const id = integer(row, 'id');
    this.#ids.set(key, id);
    return id;
  }
}
