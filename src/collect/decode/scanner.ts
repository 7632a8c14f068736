import type { Table, TableKind } from '../../cloudtrail/columns/index.ts';
import {
  BuilderReader,
  type Leaf,
  ParquetWriter,
  type Schema,
  schemaOf,
} from '../../lake/parquet/index.ts';
import { applyLayout, buildersOf } from './layout.ts';
import type { PackedCallers } from './packed.ts';
import { newScanModule, type ScanModule } from './wasm-module.ts';

const ROOM_BYTES = 256 * 1024;
/** Batches that can be in hand at one time, as in wasm/batches.as.ts. */
export const BATCHES = 3;
const NO_TIME = -(2n ** 63n);
const OPENING = 0x5b;
const CLOSING = 0x5d;

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

/** A finished part: its bytes, and what the catalog must know of it. Times in microseconds. */
export interface EncodedPart {
  readonly kind: TableKind;
  readonly day: number;
  readonly rows: number;
  readonly rawBytes: number;
  readonly minTs?: number;
  readonly maxTs?: number;
  readonly buffers: readonly Uint8Array[];
  /** See `unpackCallers`. */
  readonly callers: PackedCallers;
  /** A JSON array of what records tell of sessions: see `SessionTelling`. */
  readonly sessions: Uint8Array | undefined;
}

/** Rows of a batch as the dedup index sees them: views that the next call may move. */
export interface BatchRows {
  readonly count: number;
  readonly days: Int32Array;
  readonly hashes: Uint32Array;
}

/** One table's scanner: texts in, rows of some batches in hand, column builders by day, parts out. */
export class Scanner {
  readonly table: Table;
  readonly #x: ScanModule;
  readonly #schema: Schema;
  readonly #builders: BuilderReader;
  readonly #leaves: readonly LeafPlace[];
  readonly #tables = new Map<number, number>();
  #room = new Uint8Array(0);
  #roomAt = 0;
  #idle: { readonly table: number; readonly rows: number } | undefined;
  #objectFrom = 0;

  constructor(module: WebAssembly.Module, table: Table) {
    this.table = table;
    this.#x = newScanModule(module);
    this.#builders = new BuilderReader(this.#x);
    this.#schema = schemaOf(table);
    applyLayout(this.#x, table);
    this.#leaves = placesOf(this.#schema);
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
      if (!isDuplicate[from]) this.#x.appendRows(from, to, this.#tableOf(days[from] ?? 0));
      from = to;
    }
    this.#x.endBatch(which);
  }

  /** Rows and raw bytes in hand, over all days. */
  inHand(): { readonly rows: number; readonly rawBytes: number; readonly days: number } {
    let rows = 0;
    let rawBytes = 0;
    for (const table of this.#tables.values()) {
      rows += this.#x.tableRows(table);
      rawBytes += this.#x.tableRaw(table);
    }
    return { rows, rawBytes, days: this.#tables.size };
  }

  /** Closes every day in hand, in day order; a part's buffers must be used before the next is asked for. */
  *close(): Generator<EncodedPart> {
    for (const [day, table] of [...this.#tables].sort(([a], [b]) => a - b)) {
      yield this.#encode(day, table);
      this.#tables.delete(day);
      this.#retire(table);
    }
  }

  #tableOf(day: number): number {
    const known = this.#tables.get(day);
    if (known !== undefined) return known;
    const table = this.#idle?.table ?? this.#x.newTable();
    this.#idle = undefined;
    this.#tables.set(day, table);
    return table;
  }

  /** Keeps the largest table that was closed for the next day, so that its builders need not grow again. */
  #retire(table: number): void {
    const rows = this.#x.tableRows(table);
    const isLarger = rows > (this.#idle?.rows ?? 0);
    const dropped = isLarger ? this.#idle?.table : table;
    if (dropped !== undefined) this.#x.freeTable(dropped);
    if (!isLarger) return;
    this.#x.resetTable(table);
    this.#idle = { table, rows };
  }

  #encode(day: number, table: number): EncodedPart {
    this.#x.finishRows(table);
    const writer = new ParquetWriter(this.#schema);
    const columns = this.#x.tableColumns(table);
    for (const { leaf, builder, isTwin } of this.#leaves) {
      writer.add(this.#builders.chunk(leaf, columns, builder, isTwin));
    }
    const rows = this.#x.tableRows(table);
    const minTs = Number(this.#x.tableLeast(table));
    const maxTs = Number(this.#x.tableGreatest(table));
    return {
      kind: this.table.kind,
      day,
      rows,
      rawBytes: this.#x.tableRaw(table),
      ...(minTs <= maxTs ? { minTs, maxTs } : {}),
      buffers: writer.finish(rows),
      callers: this.#callers(table),
      sessions: this.#sessions(table),
    };
  }

  #callers(table: number): PackedCallers {
    const at = this.#x.callers(table);
    const size = this.#x.callerSlots(table) * this.#x.callerStride();
    const texts = this.#x.callerText(table);
    const memory = this.#builders.bytes();
    return {
      stride: this.#x.callerStride(),
      slots: memory.slice(at, at + size),
      texts: memory.slice(texts, texts + this.#x.callerTextLength(table)),
    };
  }

  #sessions(table: number): Uint8Array | undefined {
    const start = this.#x.sessions(table);
    const length = this.#x.sessionLength(table);
    if (length === 0) return undefined;
    // Each has a comma before it: the first one gives way to the bracket.
    const list = new Uint8Array(length + 1);
    list.set(this.#builders.bytes().subarray(start, start + length));
    list[0] = OPENING;
    list[length] = CLOSING;
    return list;
  }
}

/** Where the rows of one day end that begin at `from`, all or none of them duplicates. */
function runEnd(from: number, days: Int32Array, isDuplicate: Uint8Array): number {
  let to = from + 1;
  while (to < days.length && days[to] === days[from] && isDuplicate[to] === isDuplicate[from]) to++;
  return to;
}

/** Which builder holds a leaf's values. */
interface LeafPlace {
  readonly leaf: Leaf;
  readonly builder: number;
  readonly isTwin: boolean;
}

function placesOf(schema: Schema): readonly LeafPlace[] {
  const builders = buildersOf(schema);
  return schema.leaves.map((leaf) => {
    const owner = leaf.twin === undefined ? leaf : schema.leaves[leaf.twin];
    const builder = owner ? builders.indexOf(owner) : -1;
    return { leaf, builder, isTwin: leaf.twin !== undefined };
  });
}
