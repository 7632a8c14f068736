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

const SMALLEST = 1024;
/** Of 64 bytes. */
const SLOTS_A_LINE = 16;
/** Slots that are read in order in less time than one row of its own takes. */
const ROWS_WORTH = 64;

/**
 * A set of 128-bit ids, 21 to 43 bytes each: the ids in the order in which they came, and a table of their places by
 * open addressing. What is left of a place's 32 bits holds some of the id, so that a table that fits into a cache
 * says of nearly every id whether it is there.
 */
export class IdSlots {
  readonly #memory: TableMemory;
  #table: Table;
  #used = 0;
  // biome-ignore lint/correctness/noUnusedPrivateClassMembers: what is kept nowhere, V8 does not read.
  #warmth = 0;
  readonly #owners = new OwnerRuns();

  constructor(expected = 0, memory = new TableMemory()) {
    let slots = SMALLEST;
    while (slots * 3 < expected * 4) slots *= 2;
    this.#memory = memory;
    this.#table = memory.take(slots);
  }

  /** How many ids are in it. */
  get size(): number {
    return this.#used;
  }

  get bytes(): number {
    return this.#table.slots.byteLength + this.#table.ids.byteLength;
  }

  /** Frees its memory; it must not be asked for anything any more. */
  close(): void {
    this.#memory.drop(this.#table);
  }

  /**
   * Reads the table in order, which brings it into the cache, when so many rows will be looked for in it: the threads have
   * put it out since the last batch, and each row would wait for a place in memory of its own. A third of the time.
   */
  warm(rows: number): void {
    const { slots } = this.#table;
    if (rows * ROWS_WORTH < slots.length) return;
    let all = 0;
    for (let slot = 0; slot < slots.length; slot += SLOTS_A_LINE) all |= slots[slot] ?? 0;
    this.#warmth = all;
  }

  /**
   * Enters ids as long as each is new: of rows `from` to `to`, those before the first that is there already, or that
   * `marks` says is to be looked at. Returns that row. Nothing else is done in its loop: while one place in memory is
   * waited for, the processor goes on to the next.
   */
  addNew(ids: Int32Array, rows: Rows, owner: number, marks: Uint8Array): number {
    this.#reserve(rows.to - rows.from);
    const first = this.#used;
    let row = rows.from;
    for (; row < rows.to && marks[row] === 0; row++) {
      const at = row * LANES;
      const found = this.#seek(ids, at);
      if (found >= 0) break;
      this.#store(ids, at, ~found);
    }
    if (row > rows.from) this.#owners.begin(first, owner);
    return row;
  }

  /** Marks the rows whose ids are there. */
  mark(ids: Int32Array, rows: Rows, marks: Uint8Array): void {
    for (let row = rows.from; row < rows.to; row++) {
      if (this.#seek(ids, row * LANES) >= 0) marks[row] = 1;
    }
  }

  /** Enters the id at `ids[at..at+4]`. Returns the batch that had brought it before, if it was there. */
  add(ids: Int32Array, at: number, owner: number): number | undefined {
    this.#reserve(1);
    const found = this.#seek(ids, at);
    if (found >= 0) return this.#owners.of(found);
    this.#owners.begin(this.#used, owner);
    this.#store(ids, at, ~found);
    return undefined;
  }

  /** The batch that brought the id at `ids[at..at+4]`, if it is there. */
  find(ids: Int32Array, at: number): number | undefined {
    const found = this.#seek(ids, at);
    return found >= 0 ? this.#owners.of(found) : undefined;
  }

  /** The id's place among the ids, or the complement of the slot where it belongs. */
  #seek(ids: Int32Array, at: number): number {
    const { slots, ids: known } = this.#table;
    const places = slots.length - 1;
    const part = (ids[at + 1] ?? 0) & ~places;
    for (let slot = (ids[at] ?? 0) & places; ; slot = (slot + 1) & places) {
      const word = slots[slot] ?? 0;
      if (word === 0) return ~slot;
      if ((word & ~places) !== part) continue;
      const place = (word & places) - 1;
      if (isSame(known, place * LANES, ids, at)) return place;
    }
  }

  #store(ids: Int32Array, at: number, slot: number): void {
    const { slots, ids: known } = this.#table;
    const to = this.#used++ * LANES;
    known[to] = ids[at] ?? 0;
    known[to + 1] = ids[at + 1] ?? 0;
    known[to + 2] = ids[at + 2] ?? 0;
    known[to + 3] = ids[at + 3] ?? 0;
    slots[slot] = wordOf(ids[at + 1] ?? 0, this.#used, slots.length - 1);
  }

  /** Makes room for so many more. */
  #reserve(more: number): void {
    while ((this.#used + more) * 4 > this.#table.slots.length * 3) this.#grow();
  }

  #grow(): void {
    const old = this.#table;
    const { slots, ids } = this.#memory.take(2 * old.slots.length);
    const places = slots.length - 1;
    ids.set(old.ids.subarray(0, this.#used * LANES));
    for (let place = 0; place < this.#used; place++) {
      let slot = (ids[place * LANES] ?? 0) & places;
      while (slots[slot] !== 0) slot = (slot + 1) & places;
      slots[slot] = wordOf(ids[place * LANES + 1] ?? 0, place + 1, places);
    }
    this.#table = { slots, ids };
    this.#memory.drop(old);
  }
}

/** Which batch brought the ids of each place: runs of places, for batches come one after another. */
class OwnerRuns {
  readonly #from: number[] = [];
  readonly #owners: number[] = [];

  /** Ids from this place on are the owner's. */
  begin(place: number, owner: number): void {
    if (this.#owners.at(-1) === owner) return;
    this.#from.push(place);
    this.#owners.push(owner);
  }

  of(place: number): number {
    let low = 0;
    let high = this.#from.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#from[middle] ?? 0) <= place) low = middle;
      else high = middle;
    }
    return this.#owners[low] ?? DURABLE;
  }
}

interface Table {
  /** 0: free. Else one more than a place in the low bits, as many as the table's size has, and bits of the id above. */
  readonly slots: Int32Array;
  /** In the order in which they came. */
  readonly ids: Int32Array;
}

function wordOf(lane: number, place: number, places: number): number {
  return (lane & ~places) | place;
}

function isSame(one: Int32Array, at: number, other: Int32Array, from: number): boolean {
  for (let lane = 0; lane < LANES; lane++) {
    if (one[at + lane] !== other[from + lane]) return false;
  }
  return true;
}

/** A larger one is not worth its memory. */
const MOST_SPARE_SLOTS = 262_144;

/**
 * Memory for tables. Keeps the one that was dropped last: clearing it takes a fifth of the time of new memory, whose
 * pages come one by one.
 */
export class TableMemory {
  #spare: Table | undefined;

  take(size: number): Table {
    const table = this.#spare?.slots.length === size ? this.#spare : undefined;
    if (table) this.#spare = undefined;
    const slots = table?.slots ?? new Int32Array(size);
    const ids = table?.ids ?? new Int32Array((size / 4) * 3 * LANES);
    // New memory too: pages that are read before they are written to are made twice.
    return { slots: slots.fill(0), ids };
  }

  /** The table must not be used any more. */
  drop(table: Table): void {
    const isKept = table.slots.length <= MOST_SPARE_SLOTS;
    const gone = isKept ? this.#spare : table;
    if (gone) giveBack([gone.slots, gone.ids]);
    if (isKept) this.#spare = table;
  }
}
