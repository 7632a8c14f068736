import { giveBack } from '../../base/memory/index.ts';

/** Lanes of 32 bits in an id. */
export const LANES = 4;

/** Owner of an id that is committed. */
export const DURABLE = 0;

/** Rows of a batch, half-open. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

const SKETCH_BITS = 16;
const BYTES_A_SLOT = 4 * LANES + 4 + SKETCH_BITS / 8;
const SMALLEST = 1024;

/**
 * A set of 128-bit ids: open addressing over typed arrays, 30 to 59 bytes an id. Each slot knows which batch
 * brought its id. A sketch beside it, small enough for a cache, says of most ids that they are not there: the days
 * before and after are asked for every id, and hardly ever have it. The one id that is all zeros is never found again: zeros mark a free slot.
 */
export class IdSlots {
  // Int32Array took half the time of BigUint64Array: about 0.1 us an insert into tables of 70,000.
  #table: Table;
  #used = 0;

  constructor(expected = 0) {
    let slots = SMALLEST;
    while (slots * 3 < expected * 4) slots *= 2;
    this.#table = newTable(slots);
  }

  /** How many ids are in it. */
  get size(): number {
    return this.#used;
  }

  get bytes(): number {
    return this.#table.owners.length * BYTES_A_SLOT;
  }

  /** Frees its memory; it must not be asked for anything any more. */
  close(): void {
    dropTable(this.#table);
  }

  /**
   * Enters ids as long as each is new: of rows `from` to `to`, those before the first that is there already, or that
   * `marks` says is to be looked at. Returns that row. Nothing else is done in its loop: while one place in memory is
   * waited for, the processor goes on to the next.
   */
  addNew(ids: Int32Array, rows: Rows, owner: number, marks: Uint8Array): number {
    this.#reserve(rows.to - rows.from);
    let row = rows.from;
    for (; row < rows.to && marks[row] === 0; row++) {
      const at = row * LANES;
      const slot = this.#seek(ids, at);
      if (slot >= 0) break;
      this.#store(ids, at, { slot: ~slot, owner });
    }
    this.#used += row - rows.from;
    for (let one = rows.from; one < row; one++) this.#sketchIn(ids[one * LANES + 1] ?? 0);
    return row;
  }

  /** Marks the rows whose ids may be there. */
  mark(ids: Int32Array, rows: Rows, marks: Uint8Array): void {
    const sketch = this.#table.sketch;
    const last = sketch.length - 1;
    for (let row = rows.from; row < rows.to; row++) {
      const mark = ids[row * LANES + 1] ?? 0;
      const word = sketch[(mark >>> 5) & last] ?? 0;
      marks[row] = (marks[row] ?? 0) | ((word >>> (mark & 31)) & 1);
    }
  }

  /** Enters the id at `ids[at..at+4]`. Returns the batch that had brought it before, if it was there. */
  add(ids: Int32Array, at: number, owner: number): number | undefined {
    const slot = this.#seek(ids, at);
    if (slot >= 0) return this.#table.owners[slot];
    this.#put(ids, at, { slot: ~slot, owner });
    this.#reserve(0);
    return undefined;
  }

  /** The batch that brought the id at `ids[at..at+4]`, if it is there. */
  find(ids: Int32Array, at: number): number | undefined {
    const mark = ids[at + 1] ?? 0;
    const word = this.#table.sketch[(mark >>> 5) & (this.#table.sketch.length - 1)] ?? 0;
    if ((word & (1 << (mark & 31))) === 0) return undefined;
    const slot = this.#seek(ids, at);
    return slot >= 0 ? this.#table.owners[slot] : undefined;
  }

  /** The id's slot, or the complement of the free one where it belongs. */
  #seek(ids: Int32Array, at: number): number {
    const a = ids[at];
    const b = ids[at + 1];
    const c = ids[at + 2];
    const d = ids[at + 3];
    const table = this.#table.ids;
    const mask = this.#table.owners.length - 1;
    for (let slot = (a ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const place = slot * LANES;
      const x = table[place];
      const y = table[place + 1];
      const z = table[place + 2];
      const w = table[place + 3];
      if (x === 0 && y === 0 && z === 0 && w === 0) return ~slot;
      if (x === a && y === b && z === c && w === d) return slot;
    }
  }

  #put(ids: Int32Array, at: number, { slot, owner }: { slot: number; owner: number }): void {
    this.#store(ids, at, { slot, owner });
    this.#sketchIn(ids[at + 1] ?? 0);
    this.#used++;
  }

  #store(ids: Int32Array, at: number, { slot, owner }: { slot: number; owner: number }): void {
    const table = this.#table.ids;
    const place = slot * LANES;
    table[place] = ids[at] ?? 0;
    table[place + 1] = ids[at + 1] ?? 0;
    table[place + 2] = ids[at + 2] ?? 0;
    table[place + 3] = ids[at + 3] ?? 0;
    this.#table.owners[slot] = owner;
  }

  #sketchIn(mark: number): void {
    const word = (mark >>> 5) & (this.#table.sketch.length - 1);
    this.#table.sketch[word] = (this.#table.sketch[word] ?? 0) | (1 << (mark & 31));
  }

  /** Makes room for so many more. */
  #reserve(more: number): void {
    while ((this.#used + more) * 4 > this.#table.owners.length * 3) this.#grow();
  }

  #grow(): void {
    const old = this.#table;
    const { ids, owners } = old;
    this.#table = newTable(2 * owners.length);
    this.#used = 0;
    for (let slot = 0; slot < owners.length; slot++) {
      const at = slot * LANES;
      if (isSet(ids, at)) {
        this.#put(ids, at, { slot: ~this.#seek(ids, at), owner: owners[slot] ?? DURABLE });
      }
    }
    dropTable(old);
  }
}

interface Table {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
  /** A bit for each id, by its second lane. */
  readonly sketch: Int32Array;
}

/** The table that was dropped last. Clearing it takes a fifth of the time of new memory, whose pages come one by one. */
let spare: Table | undefined;
/** A larger one is not worth its memory. */
const MOST_SPARE_SLOTS = 262_144;

function newTable(slots: number): Table {
  const table = spare?.owners.length === slots ? spare : undefined;
  if (table) spare = undefined;
  const ids = table?.ids ?? new Int32Array(slots * LANES);
  const owners = table?.owners ?? new Int32Array(slots);
  const sketch = table?.sketch ?? new Int32Array((slots * SKETCH_BITS) / 32);
  // New memory too: pages that are read before they are written to are made twice.
  return { ids: ids.fill(0), owners: owners.fill(0), sketch: sketch.fill(0) };
}

function dropTable(table: Table): void {
  const isKept = table.owners.length <= MOST_SPARE_SLOTS;
  const gone = isKept ? spare : table;
  if (gone) giveBack([gone.ids, gone.owners, gone.sketch]);
  if (isKept) spare = table;
}

function isSet(ids: Int32Array, at: number): boolean {
  return ids[at] !== 0 || ids[at + 1] !== 0 || ids[at + 2] !== 0 || ids[at + 3] !== 0;
}
