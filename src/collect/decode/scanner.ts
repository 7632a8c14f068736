import type { Table } from '../../cloudtrail/columns/index.ts';
import { BuilderReader } from '../../lake/parquet/index.ts';
import { DayTables } from './day-tables.ts';
import { applyLayout } from './layout.ts';
import { newScanModule, type ScanModule } from './wasm-module.ts';

const ROOM_BYTES = 256 * 1024;
/** Batches that can be in hand at one time, as in wasm/batches.as.ts. */
export const BATCHES = 3;
const NO_TIME = -(2n ** 63n);

/**
 * How far an object was read in one go. `unread`: it is no sound gzip file of one member that claims no more than is
 * usual. `placed`: its text is in the batch, and no plain log of ASCII. `stopped`: before a record, or what should be
 * one, that it is not sure of. `listed`: behind the list of records, where something unusual follows.
 */
const READ = ['unread', 'placed', 'stopped', 'listed', 'whole'] as const;
export type Read = (typeof READ)[number];

/** Where a scan ended: behind the closing bracket (`end`), or at the record that it is unsure of. */
export interface Scanned {
  readonly end: boolean;
  readonly at: number;
}

/** Where a text lies in a scanner's memory. */
export interface PlacedText {
  readonly scanner: Scanner;
  readonly at: number;
  readonly length: number;
}

/** The slow path's findings about one record. */
export interface CheckedRecord {
  /** Microseconds since 1970; absent when the record has no usable time. */
  readonly ts?: number;
  /** Days since 1970. */
  readonly day: number;
  readonly flags: string;
}

/** Rows of a batch as the dedup index sees them: views that the next call may move. */
export interface BatchRows {
  readonly count: number;
  readonly days: Int32Array;
  readonly hashes: Uint32Array;
}

/** One table's scanner: texts in, rows of some batches, and of days once it is known which are new. */
export class Scanner {
  readonly table: Table;
  /** The rows in hand. */
  readonly days: DayTables;
  readonly #x: ScanModule;
  readonly #builders: BuilderReader;
  #room = new Uint8Array(0);
  #roomAt = 0;
  #objectFrom = 0;

  constructor(module: WebAssembly.Module, table: Table) {
    this.table = table;
    this.#x = newScanModule(module);
    this.#builders = new BuilderReader(this.#x);
    this.days = new DayTables(table, this.#x, this.#builders);
    applyLayout(this.#x, table);
  }

  get memoryBytes(): number {
    return this.#x.memory.buffer.byteLength;
  }

  begin(which: number): void {
    this.#objectFrom = 0;
    this.#x.beginBatch(which);
  }

  /** `isNamed`: the object's key names this table, so that each of its records is one of it. */
  setObject(id: number, isNamed: boolean): void {
    this.#x.setObject(id, isNamed ? 1 : 0);
  }

  /** Room for a text in the batch, which stays as long as the batch: its position. */
  reserve(length: number): number {
    return this.#x.reserveText(length);
  }

  /** Copies a text into the batch; returns its position. */
  place(text: Uint8Array): number {
    const at = this.reserve(text.length);
    this.#builders.bytes().set(text, at);
    return at;
  }

  /** Room for the bytes of an object, which need not be copied then: a view that the next call may move. */
  room(): Uint8Array {
    const { buffer } = this.#x.memory;
    if (this.#room.buffer === buffer) return this.#room;
    if (this.#roomAt === 0) this.#roomAt = this.#x.alloc(ROOM_BYTES);
    this.#room = new Uint8Array(this.#x.memory.buffer, this.#roomAt, ROOM_BYTES);
    return this.#room;
  }

  /** Whether these bytes lie in the room. */
  hasInRoom(bytes: Uint8Array): boolean {
    return bytes.buffer === this.#x.memory.buffer;
  }

  /** Reads an object into the batch as far as it goes in one go; `isNamed` as in `setObject`. */
  takeObject(bytes: Uint8Array, id: number, isNamed: boolean): Read {
    const { length } = bytes;
    const isLarge = length > ROOM_BYTES;
    const from = isLarge ? this.#x.alloc(length) : this.room().byteOffset;
    if (!this.hasInRoom(bytes)) this.#builders.bytes().set(bytes, from);
    const read = READ[this.#x.takeObject(from, length, id, isNamed ? 1 : 0)] ?? 'unread';
    if (isLarge) this.#x.free(from);
    return read;
  }

  /** The text of the object just taken, unless it is `unread`. */
  get objectText(): PlacedText {
    const { objectText, objectTextLength } = this.#x;
    return { scanner: this, at: objectText.value, length: objectTextLength.value };
  }

  /** A text in the batch: a view that the next call may move. */
  textAt(at: number, length: number): Uint8Array {
    return this.#builders.bytes().subarray(at, at + length);
  }

  scan(at: number, isFirst: boolean): Scanned {
    const end = this.#x.scanRecords(at, isFirst ? 1 : 0) === 1;
    return { end, at: this.stoppedAt };
  }

  /** Where the last scan, or the object taken last, came to its end. */
  get stoppedAt(): number {
    return this.#x.stopped.value;
  }

  /** Takes in one record whose JSON was checked. */
  take(at: number, record: CheckedRecord): boolean {
    const flags = record.flags ? this.place(Buffer.from(record.flags)) : 0;
    const time = record.ts === undefined ? NO_TIME : BigInt(record.ts);
    return this.#x.takeRecord(at, time, record.day, flags, Buffer.byteLength(record.flags)) === 1;
  }

  beginObject(): void {
    this.#objectFrom = this.#x.batchRows();
  }

  /** Rows of the batch since `beginObject`, half-open. */
  get objectRows(): { readonly from: number; readonly to: number } {
    return { from: this.#objectFrom, to: this.#x.batchRows() };
  }

  get batchCount(): number {
    return this.#x.batchRows();
  }

  rows(): BatchRows {
    const { buffer } = this.#x.memory;
    const count = this.#x.batchRows();
    return {
      count,
      days: new Int32Array(buffer, this.#x.batchDays(), count),
      hashes: new Uint32Array(buffer, this.#x.batchHashes(), 4 * count),
    };
  }

  /** Adds the rows of a batch that are not duplicates to their days. */
  append(which: number, isDuplicate: Uint8Array): void {
    this.#x.selectBatch(which);
    const days = this.rows().days.slice();
    for (let from = 0; from < days.length; ) {
      const to = runEnd(from, days, isDuplicate);
      if (!isDuplicate[from]) this.days.append(days[from] ?? 0, { from, to });
      from = to;
    }
    this.#x.endBatch(which);
  }
}

/** Where the rows of one day end that begin at `from`, all or none of them duplicates. */
function runEnd(from: number, days: Int32Array, isDuplicate: Uint8Array): number {
  let to = from + 1;
  while (to < days.length && days[to] === days[from] && isDuplicate[to] === isDuplicate[from]) to++;
  return to;
}
