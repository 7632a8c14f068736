import { AppError } from '../../base/errors/index.ts';
import type { Day } from '../../base/time/index.ts';
import type { ObjectKind } from '../../cloudtrail/objects/index.ts';
import { type Database, type Insertion, inGroups, type Value } from './database.ts';
import type { LedgerRow, ObjectName, ObjectStatus, Sighting } from './model.ts';
import { clampMicros, integer, optionalInteger, optionalText, type Row, text } from './row.ts';
import { Tally } from './tally.ts';
import { TrailTable } from './trail-table.ts';

/** An object, and the number of its trail. */
interface Entry {
  readonly object: LedgerRow;
  readonly trailId: number;
}

/** Which objects of the ledger; absent means all. */
export interface ObjectFilter {
  readonly trail?: string | undefined;
  readonly status?: ObjectStatus | undefined;
}

// json_each leads: the planner would otherwise walk the ledger once for each key.
const SEEN = `SELECT o.key AS key, o.etag AS etag
  FROM json_each(?) AS wanted CROSS JOIN objects AS o
  ON o.trail_id = ? AND o.key = wanted.value`;
const KEYS_AT_ONCE = 1000;

const INSERT: Insertion = {
  into: `INSERT INTO objects
    (id, trail_id, key, etag, size, kind, status, reason, rows, duplicates, rejected, raw_bytes,
     account, region, day, min_ts, max_ts, seen_at, modified_at)`,
  columns: 19,
};

const UPDATE = `UPDATE objects SET size = ?, kind = ?, status = ?, reason = ?, rows = ?,
  duplicates = ?, rejected = ?, raw_bytes = ?, account = ?, region = ?, day = ?, min_ts = ?,
  max_ts = ?, seen_at = ?, modified_at = ? WHERE id = ?`;

const SELECT =
  'SELECT o.*, t.name AS trail FROM objects AS o JOIN trails AS t ON t.id = o.trail_id';
const ONE = `${SELECT} WHERE t.name = ? AND o.key = ? AND o.etag = ?`;
const PAGE = `${SELECT} WHERE o.id > ? AND (? IS NULL OR t.name = ?) AND (? IS NULL OR o.status = ?)
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
      'SELECT DISTINCT account FROM objects WHERE account IS NOT NULL ORDER BY account',
    );
    return rows.map((row) => text(row, 'account'));
  }

  seen(trail: string, objects: readonly ObjectName[]): readonly Sighting[] {
    const trailId = this.#trails.find(trail);
    if (trailId === undefined) return objects.map(() => 'new');
    const sightings: Sighting[] = [];
    for (let start = 0; start < objects.length; start += KEYS_AT_ONCE) {
      const slice = objects.slice(start, start + KEYS_AT_ONCE);
      const known = this.#etags(trailId, slice);
      for (const { key, etag } of slice) sightings.push(sighting(known.get(stored(key)), etag));
    }
    return sightings;
  }

  /** Enters the objects, step by step; one that is known under the same id is replaced, its rows added up. */
  *take(objects: readonly LedgerRow[], at: number): Generator<void> {
    const tally = new Tally();
    const trails = new Map<string, number>();
    for (const group of inGroups(objects)) {
      const entries = group.map((object): Entry => {
        const trailId = trails.get(object.trail) ?? this.#trails.enter(object.trail, at);
        trails.set(object.trail, trailId);
        return { object, trailId };
      });
      if (!this.#insert(entries)) {
        for (const entry of entries) this.#takeOne(entry, tally);
      } else for (const { object, trailId } of entries) tally.add(trailId, object);
      yield;
    }
    tally.save(this.#database);
  }

  find(trail: string, { key, etag }: ObjectName): LedgerRow | undefined {
    const row = this.#database.get(ONE, [trail, key, etag]);
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
    const rows = entries.flatMap(({ object, trailId }) => {
      const name: readonly Value[] = [object.id, trailId, object.key, object.etag];
      return name.concat(values(object));
    });
    return this.#database.insert(INSERT, rows);
  }

  #takeOne(entry: Entry, tally: Tally): void {
    const { object, trailId } = entry;
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
    this.#database.run(UPDATE, [...values(merged), object.id]);
    tally.add(trailId, merged);
  }

  #etags(trailId: number, objects: readonly ObjectName[]): ReadonlyMap<string, readonly string[]> {
    const keys = objects.map((object) => stored(object.key));
    const etags = new Map<string, string[]>();
    for (const row of this.#database.all(SEEN, [JSON.stringify(keys), trailId])) {
      const key = text(row, 'key');
      const known = etags.get(key);
      if (known) known.push(text(row, 'etag'));
      else etags.set(key, [text(row, 'etag')]);
    }
    return etags;
  }
}

// A file name may hold half a surrogate pair; SQLite stores U+FFFD for it.
function stored(key: string): string {
  return key.toWellFormed();
}

function sighting(known: readonly string[] | undefined, etag: string): Sighting {
  if (!known) return 'new';
  return known.includes(etag) ? 'known' : 'changed';
}

function values(object: LedgerRow): readonly Value[] {
  const { size, kind, status, reason, rows, duplicates, rejected, rawBytes } = object;
  const { account, region, day, seenAt, modifiedAt } = object;
  const span = { least: clampMicros(object.minTs), greatest: clampMicros(object.maxTs) };
  // biome-ignore format: one line for each group of columns
  return [
    size, kind, status, reason, rows, duplicates, rejected, rawBytes,
    account, region, day, span.least, span.greatest, seenAt, modifiedAt,
  ];
}

function toObject(row: Row): LedgerRow {
  return {
    id: integer(row, 'id'),
    trail: text(row, 'trail'),
    key: text(row, 'key'),
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
