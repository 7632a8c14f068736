import { dayOfNumber } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { DayIds, IdFiles } from './id-files.ts';
import type { IdLog } from './id-log.ts';
import { DURABLE, IdSlots, LANES, type Rows, TableMemory } from './id-slots.ts';
import { KINDS } from './paths.ts';
import { type LogPlace, PendingIds } from './pending-ids.ts';

/** Ids of rows of one table: `days` since 1970, and four lanes of `hashes` a row. */
export interface IdBatch {
  /** Names what is committed or abandoned together; positive, and never used twice. */
  readonly batch: number;
  readonly kind: TableKind;
  readonly days: Int32Array;
  readonly hashes: Uint32Array;
  /** Out: 1 for a row whose id was there before, or earlier in the batch; else 0. */
  readonly out: Uint8Array;
}

interface DayTable {
  readonly slots: IdSlots;
  /** When it was last needed, counted in calls of `addBatch`. */
  usedAt: number;
}

/** Where the rows of one day go. */
interface Target {
  readonly day: number;
  readonly slots: IdSlots;
  /** The days before and after: copies of one event with corrected times lie within a day of each other. */
  readonly neighbours: IdSlots[];
  readonly log: IdLog;
}

const MEMORY = 9_000_000;
/** A day that was asked for so lately will be again, however large it is: reading a large one takes as long as hundreds of batches. */
const LATELY = 16;
/** Days on each side that tell how large a day will be: threads have several in hand at one time. */
const AROUND = 4;

/**
 * Finds duplicates by the ids of all rows in the lake and of those on their way into it. A day's table comes
 * from its id file when needed; the least recently used leave memory, and lose nothing by it: ids on their way
 * are kept apart until their batch is committed or abandoned. Beyond `memory` only the days in use stay, at some 30
 * bytes an id: those of the events that come in, and their neighbours.
 */
export class IdIndex {
  readonly #files: IdFiles;
  readonly #memory: number;
  readonly #tables = new Map<number, DayTable>();
  readonly #pending = new PendingIds();
  readonly #tableMemory = new TableMemory();
  #bytes = 0;
  #calls = 0;

  constructor(files: IdFiles, memory: number = MEMORY) {
    this.#files = files;
    this.#memory = memory;
  }

  /** Bytes of the day tables in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Marks duplicates in `out`, keeps the other ids as pending. Returns how many duplicates there are. */
  addBatch({ batch, kind, days, hashes, out }: IdBatch): number {
    const ids = new Int32Array(hashes.buffer, hashes.byteOffset, hashes.length);
    const targets = new Map<number, Target>();
    let duplicates = 0;
    this.#calls++;
    out.fill(0);
    for (let from = 0; from < days.length; ) {
      const day = days[from] ?? 0;
      const to = runEnd(days, from);
      const target = targets.get(day) ?? this.#target({ batch, kind, day }, targets);
      duplicates += this.#addRun(target, ids, { from, to }, { batch, out });
      from = to;
    }
    this.#evict();
    return duplicates;
  }

  /** Adds rows of one day, and says of each in `out` whether it is a duplicate. */
  #addRun(
    { slots, neighbours, log }: Target,
    ids: Int32Array,
    { from, to }: Rows,
    { batch, out }: Pick<IdBatch, 'batch' | 'out'>,
  ): number {
    for (const one of [slots, ...neighbours]) one.warm(to - from);
    for (const beside of neighbours) beside.mark(ids, { from, to }, out);
    let duplicates = 0;
    for (let row = from; row < to; ) {
      const known = slots.addNew(ids, { from: row, to }, batch, out);
      if (known === to) break;
      const owner = findIn(neighbours, ids, known * LANES) ?? slots.add(ids, known * LANES, batch);
      if (owner !== undefined && owner !== DURABLE) this.#pending.lean(batch, owner);
      out[known] = owner === undefined ? 0 : 1;
      duplicates += out[known] ?? 0;
      row = known + 1;
    }
    log.push(ids, { from, to }, out);
    return duplicates;
  }

  /**
   * Pending batches on which these rely for a duplicate, themselves left out. Were these committed first and
   * the process killed, such a row would be in the lake only once its other copy has been read again.
   */
  waitsFor(batches: readonly number[]): readonly number[] {
    return this.#pending.waitsFor(batches);
  }

  /** The ids that a commit of these batches makes durable, by table and day. */
  pendingOf(batches: readonly number[]): readonly DayIds[] {
    return this.#pending.daysOf(batches);
  }

  /** These batches are in the lake now. */
  confirm(batches: readonly number[]): void {
    for (const batch of batches) this.#pending.remove(batch);
  }

  /**
   * A batch will not be committed: its ids are unknown again. Returns the batches that leaned on it: these are
   * abandoned with it, and have to be read again.
   */
  abandon(batch: number): readonly number[] {
    const leaning = this.#pending.leaningOn(batch);
    for (const one of [batch, ...leaning]) {
      for (const { kind, day } of this.#pending.remove(one)) this.#drop(keyOf(kind, day));
    }
    return leaning;
  }

  /** Forgets a day whose parts have left the lake. */
  forget(kind: TableKind, day: number): void {
    this.#drop(keyOf(kind, day));
  }

  #target(place: LogPlace, targets: Map<number, Target>): Target {
    const { kind, day } = place;
    const slots = this.#slots(kind, day);
    const beside = [day - 1, day + 1].filter((one) => this.#isKnown(kind, one));
    const neighbours = beside.map((one) => this.#slots(kind, one));
    const target = { day, slots, neighbours, log: this.#pending.logOf(place) };
    for (const other of targets.values()) {
      if (Math.abs(other.day - day) === 1 && !other.neighbours.includes(slots)) {
        other.neighbours.push(slots);
      }
    }
    targets.set(day, target);
    return target;
  }

  /** Whether a day has any ids, in memory, on the disk or on their way. */
  #isKnown(kind: TableKind, day: number): boolean {
    return (
      this.#tables.has(keyOf(kind, day)) ||
      this.#files.has(kind, dayOfNumber(day)) ||
      this.#pending.logsOf(kind, day).size > 0
    );
  }

  #slots(kind: TableKind, day: number): IdSlots {
    const key = keyOf(kind, day);
    const table = this.#tables.get(key) ?? { slots: this.#load(kind, day), usedAt: 0 };
    table.usedAt = this.#calls;
    this.#tables.set(key, table);
    return table.slots;
  }

  #load(kind: TableKind, day: number): IdSlots {
    const durable = this.#files.read(kind, dayOfNumber(day));
    const expected = Math.max(durable.length / LANES, this.#usualSize(kind, day));
    const slots = new IdSlots(expected, this.#tableMemory);
    enter(slots, durable, DURABLE);
    for (const [batch, { log }] of this.#pending.logsOf(kind, day)) enter(slots, log.ids, batch);
    return slots;
  }

  /** The most ids of a day around this one: days are much alike, and growing a table costs as much as filling it. */
  #usualSize(kind: TableKind, day: number): number {
    let most = 0;
    for (let one = day - AROUND; one <= day + AROUND; one++) {
      most = Math.max(most, this.#tables.get(keyOf(kind, one))?.slots.size ?? 0);
    }
    return most;
  }

  #evict(): void {
    this.#bytes = 0;
    for (const { slots } of this.#tables.values()) this.#bytes += slots.bytes;
    if (this.#bytes <= this.#memory) return;
    const idleFirst = [...this.#tables].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, { usedAt }] of idleFirst) {
      if (this.#bytes <= this.#memory || usedAt > this.#calls - LATELY) return;
      this.#drop(key);
    }
  }

  #drop(key: number): void {
    const slots = this.#tables.get(key)?.slots;
    this.#bytes -= slots?.bytes ?? 0;
    slots?.close();
    this.#tables.delete(key);
  }
}

function keyOf(kind: TableKind, day: number): number {
  return day * KINDS.length + KINDS.indexOf(kind);
}

/** Where the rows of the day end that begin at `from`. */
function runEnd(days: Int32Array, from: number): number {
  let to = from + 1;
  while (to < days.length && days[to] === days[from]) to++;
  return to;
}

/** The owner of an id in one of some days. */
function findIn(days: readonly IdSlots[], ids: Int32Array, at: number): number | undefined {
  for (const slots of days) {
    const owner = slots.find(ids, at);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function enter(slots: IdSlots, ids: Int32Array, owner: number): void {
  for (let at = 0; at < ids.length; at += LANES) slots.add(ids, at, owner);
}
