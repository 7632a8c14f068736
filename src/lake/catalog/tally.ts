import type { Database } from './database.ts';
import type { LedgerRow } from './model.ts';

type Counted = Pick<
  LedgerRow,
  'kind' | 'status' | 'size' | 'rawBytes' | 'rows' | 'duplicates' | 'rejected'
>;

/** One row of `tallies`: objects, bytes, raw bytes, rows, duplicates, rejected. */
type Sums = [number, number, number, number, number, number];

interface Entry {
  readonly place: readonly [trailId: number, kind: string, status: string];
  readonly sums: Sums;
}

const ADD = `INSERT INTO tallies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  objects = objects + excluded.objects, bytes = bytes + excluded.bytes,
  raw_bytes = raw_bytes + excluded.raw_bytes, rows = rows + excluded.rows,
  duplicates = duplicates + excluded.duplicates, rejected = rejected + excluded.rejected`;

/** What a commit adds to the sums over the ledger. */
export class Tally {
  readonly #entries = new Map<string, Entry>();

  add(trailId: number, object: Counted): void {
    this.#count(trailId, object, 1);
  }

  subtract(trailId: number, object: Counted): void {
    this.#count(trailId, object, -1);
  }

  save(database: Database): void {
    for (const { place, sums } of this.#entries.values()) database.run(ADD, [...place, ...sums]);
  }

  #count(trailId: number, object: Counted, sign: 1 | -1): void {
    const { sums } = this.#entry(trailId, object);
    sums[0] += sign;
    sums[1] += sign * object.size;
    sums[2] += sign * object.rawBytes;
    sums[3] += sign * object.rows;
    sums[4] += sign * object.duplicates;
    sums[5] += sign * object.rejected;
  }

  #entry(trailId: number, { kind, status }: Counted): Entry {
    const key = `${trailId}/${kind}/${status}`;
    const known = this.#entries.get(key);
    if (known) return known;
    const entry: Entry = { place: [trailId, kind, status], sums: [0, 0, 0, 0, 0, 0] };
    this.#entries.set(key, entry);
    return entry;
  }
}
