import { AppError } from '../../base/errors/index.ts';
import type { Day } from '../../base/time/index.ts';
import type { ObjectKind } from '../../cloudtrail/objects/index.ts';
import { type Database, type Insertion, inGroups, type Value } from './database.ts';
import type { LedgerRow, ObjectName, ObjectStatus, Sighting } from './model.ts';
import { Places, splitKey } from './place-table.ts';
import { clampMicros, integer, optionalInteger, optionalText, type Row, text } from './row.ts';
import { Tally } from './tally.ts';
import { TrailTable } from './trail-table.ts';

/** An object, and the numbers of its trail and of its place. */
interface Entry {
  readonly object: LedgerRow;
  readonly name: string;
  readonly trailId: number;
  readonly placeId: number;
}

/** Which objects of the ledger; absent means all. */
export interface ObjectFilter {
  readonly trail?: string | undefined;
  readonly status?: ObjectStatus | undefined;
}

// The joins are crossed to keep their order: the planner would otherwise walk the ledger once for each name.
const SEEN = `SELECT o.name, o.etag FROM places AS p
  CROSS JOIN json_each(?) AS wanted CROSS JOIN objects AS o
  ON o.place_id = p.id AND o.name = wanted.value
  WHERE p.trail_id = ? AND p.folder = ?`;

const INSERT: Insertion = {
  into: `INSERT INTO objects
    (id, place_id, name, etag, size, status, reason, rows, duplicates, rejected, raw_bytes,
     min_ts, max_ts, seen_at, modified_at)`,
  columns: 15,
};

const UPDATE = `UPDATE objects SET place_id = ?, size = ?, status = ?, reason = ?, rows = ?,
  duplicates = ?, rejected = ?, raw_bytes = ?, min_ts = ?, max_ts = ?, seen_at = ?,
  modified_at = ? WHERE id = ?`;

const COLUMNS = 'o.*, p.folder, p.kind, p.account, p.region, p.day, t.name AS trail';
const ONE = `SELECT ${COLUMNS} FROM trails AS t
  CROSS JOIN places AS p ON p.trail_id = t.id CROSS JOIN objects AS o ON o.place_id = p.id
  WHERE t.name = ? AND p.folder = ? AND o.name = ? AND o.etag = ?`;
const PAGE = `SELECT ${COLUMNS} FROM objects AS o
  CROSS JOIN places AS p ON p.id = o.place_id CROSS JOIN trails AS t ON t.id = p.trail_id
  WHERE o.id > ? AND (? IS NULL OR t.name = ?) AND (? IS NULL OR o.status = ?)
  ORDER BY o.id LIMIT 1000`;

/** The ledger: every object that was ever taken in or turned away. */
export class Ledger {
  readonly #database: Database;
  readonly #trails: TrailTable;

  constructor(database: Database) {
    this.#database = database;
    this.#trails = new TrailTable(database);
  }

  /** The accounts that logs came from, as far as keys tell. */
  accounts(): readonly string[] {
    const rows = this.#database.all(
      'SELECT DISTINCT account FROM places WHERE account IS NOT NULL ORDER BY account',
    );
    return rows.map((row) => text(row, 'account'));
  }

  seen(trail: string, objects: readonly ObjectName[]): readonly Sighting[] {
    const trailId = this.#trails.find(trail);
    if (trailId === undefined) return objects.map(() => 'new');
    const keys = objects.map(({ key }) => splitKey(key));
    const folders = Map.groupBy(keys, ({ folder }) => folder);
    const known = new Map<string, ReadonlyMap<string, readonly string[]>>();
    for (const [folder, names] of folders) {
      known.set(folder, this.#etags(trailId, folder, names));
    }
    return objects.map(({ etag }, at) => {
      const { folder = '', name = '' } = keys[at] ?? {};
      return sighting(known.get(folder)?.get(name), etag);
    });
  }

  /** Enters the objects, step by step; one that is known under the same id is replaced, its rows added up. */
  *take(objects: readonly LedgerRow[], at: number): Generator<void> {
    const tally = new Tally();
    const trails = new Map<string, number>();
    const places = new Places(this.#database);
    for (const group of inGroups(objects)) {
      const entries = group.map((object): Entry => {
        const { kind, account, region, day } = object;
        const trailId = trails.get(object.trail) ?? this.#trails.enter(object.trail, at);
        trails.set(object.trail, trailId);
        const { folder, name } = splitKey(object.key);
        const placeId = places.enter({ trailId, folder, kind, account, region, day });
        return { object, name, trailId, placeId };
      });
      if (!this.#insert(entries)) {
        for (const entry of entries) this.#takeOne(entry, tally);
      } else for (const { object, trailId } of entries) tally.add(trailId, object);
      yield;
    }
    tally.save(this.#database);
  }

  find(trail: string, { key, etag }: ObjectName): LedgerRow | undefined {
    const { folder, name } = splitKey(key);
    const row = this.#database.get(ONE, [trail, folder, name, etag]);
    return row && toObject(row);
  }

  /** Reads page by page, so that a slow consumer holds nothing open. */
  *list({ trail, status }: ObjectFilter = {}): Generator<LedgerRow, void, undefined> {
    let last = -1;
    for (;;) {
      const page = this.#database.all(PAGE, [last, trail, trail, status, status]);
      for (const row of page) yield toObject(row);
      const end = page.at(-1);
      if (!end) return;
      last = integer(end, 'id');
    }
  }

  /** Inserts the objects, or none when one of them is there already. */
  #insert(entries: readonly Entry[]): boolean {
    const rows = entries.flatMap(({ object, name, placeId }) => {
      const named: readonly Value[] = [object.id, placeId, name, object.etag];
      return named.concat(values(object));
    });
    return this.#database.insert(INSERT, rows);
  }

  #takeOne(entry: Entry, tally: Tally): void {
    const { object, trailId, placeId } = entry;
    if (this.#insert([entry])) {
      tally.add(trailId, object);
      return;
    }
    const previous = this.find(object.trail, object);
    if (previous?.id !== object.id) {
      const message = `Object ${object.key} and id ${object.id} are in the ledger already, but not together.`;
      throw new AppError('TG_LAKE_CONFLICT', message);
    }
    // What was committed of it before is in the lake still.
    const merged = { ...object, rows: previous.rows + object.rows };
    tally.subtract(trailId, previous);
    this.#database.run(UPDATE, [placeId, ...values(merged), object.id]);
    tally.add(trailId, merged);
  }

  /** The ETags under which names of a folder are known. */
  #etags(
    trailId: number,
    folder: string,
    names: readonly { readonly name: string }[],
  ): ReadonlyMap<string, readonly string[]> {
    const wanted = JSON.stringify(names.map(({ name }) => name));
    const etags = new Map<string, string[]>();
    for (const row of this.#database.all(SEEN, [wanted, trailId, folder])) {
      const name = text(row, 'name');
      const known = etags.get(name);
      if (known) known.push(text(row, 'etag'));
      else etags.set(name, [text(row, 'etag')]);
    }
    return etags;
  }
}

function sighting(known: readonly string[] | undefined, etag: string): Sighting {
  if (!known) return 'new';
  return known.includes(etag) ? 'known' : 'changed';
}

function values(object: LedgerRow): readonly Value[] {
  const { size, status, reason, rows, duplicates, rejected, rawBytes } = object;
  const { seenAt, modifiedAt } = object;
  const span = { least: clampMicros(object.minTs), greatest: clampMicros(object.maxTs) };
  // biome-ignore format: one line for each group of columns
  return [
    size, status, reason, rows, duplicates, rejected, rawBytes,
    span.least, span.greatest, seenAt, modifiedAt,
  ];
}

function toObject(row: Row): LedgerRow {
  return {
    id: integer(row, 'id'),
    trail: text(row, 'trail'),
    key: text(row, 'folder') + text(row, 'name'),
    etag: text(row, 'etag'),
    size: integer(row, 'size'),
    kind: text(row, 'kind') as ObjectKind,
    status: text(row, 'status') as ObjectStatus,
    reason: optionalText(row, 'reason'),
    rows: integer(row, 'rows'),
    duplicates: integer(row, 'duplicates'),
    rejected: integer(row, 'rejected'),
    rawBytes: integer(row, 'raw_bytes'),
    account: optionalText(row, 'account'),
    region: optionalText(row, 'region'),
    day: optionalText(row, 'day') as Day | undefined,
    minTs: optionalInteger(row, 'min_ts'),
    maxTs: optionalInteger(row, 'max_ts'),
    seenAt: integer(row, 'seen_at'),
    modifiedAt: optionalInteger(row, 'modified_at'),
  };
}
