import type { Table, TableKind } from '../../cloudtrail/columns/index.ts';
import { BuilderReader, type Leaf, ParquetWriter, type Schema, schemaOf } from '../../lake/parquet/index.ts';
import { applyLayout, buildersOf } from './layout.ts';
import { newScanModule, type ScanModule } from './wasm-module.ts';

/** Zero bytes after each text: the scanner reads past the end, and stops there. */
const PADDING = 64;
const NO_TIME = -(2n ** 63n);

/** The slow path's findings about one record. */
export interface CheckedRecord {
  /** Microseconds since 1970; absent when the record has no usable time. */
  readonly ts?: number;
  /** Days since 1970. */
  readonly day: number;
  readonly flags: string;
}

/** A record's caller: who called, with what, and how often in one part. */
export interface CallerCount {
  readonly id: bigint;
  readonly userAgent: string | null;
  readonly principal: string | null;
  readonly type: string | null;
  readonly invokedBy: string | null;
  readonly console: string | null;
  readonly events: number;
  /** Microseconds. */
  readonly first: number;
  readonly last: number;
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
  readonly callers: readonly CallerCount[];
  /** Texts of the records that hand out credentials. */
  readonly sessions: readonly string[];
}

/** Rows of a batch as the dedup index sees them: views that the next call may move. */
export interface BatchRows {
  readonly count: number;
  readonly days: Int32Array;
  readonly hashes: Uint32Array;
}

/** One table's scanner: texts in, rows of two batches in hand, column builders by day, parts out. */
export class Scanner {
  readonly table: Table;
  readonly #x: ScanModule;
  readonly #schema: Schema;
  readonly #builders: BuilderReader;
  readonly #leaves: readonly LeafPlace[];
  readonly #tables = new Map<number, number>();
  readonly #texts: [number[], number[]] = [[], []];
  #which: 0 | 1 = 0;

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

  begin(which: 0 | 1): void {
    this.#which = which;
    for (const at of this.#texts[which]) this.#x.free(at);
    this.#texts[which] = [];
    this.#x.beginBatch(which);
  }

  setObject(id: number): void {
    this.#x.setObject(id);
  }

  /** Copies a text into the batch; returns its position. */
  place(text: Uint8Array): number {
    const at = this.#x.alloc(text.length + PADDING);
    this.#texts[this.#which].push(at);
    const memory = this.#builders.bytes();
    memory.set(text, at);
    memory.fill(0, at + text.length, at + text.length + PADDING);
    return at;
  }

  /** Scans records at `at`; `end`: the closing bracket was passed, else `at` is the record it is unsure of. */
  scan(at: number, isFirst: boolean): { readonly end: boolean; readonly at: number } {
    const end = this.#x.scanRecords(at, isFirst ? 1 : 0) === 1;
    return { end, at: this.#x.stopped.value };
  }

  /** Takes in one record whose JSON was checked. */
  take(at: number, record: CheckedRecord): boolean {
    const flags = record.flags ? this.place(Buffer.from(record.flags)) : 0;
    const time = record.ts === undefined ? NO_TIME : BigInt(record.ts);
    return this.#x.takeRecord(at, time, record.day, flags, Buffer.byteLength(record.flags)) === 1;
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
  append(which: 0 | 1, isDuplicate: Uint8Array): void {
    this.#x.selectBatch(which);
    const days = Int32Array.from(this.rows().days);
    for (let row = 0; row < days.length; row++) {
      if (!isDuplicate[row]) this.#x.appendRow(row, this.#tableOf(days[row] ?? 0));
    }
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
      this.#x.freeTable(table);
      this.#tables.delete(day);
    }
  }

  #tableOf(day: number): number {
    const known = this.#tables.get(day);
    if (known !== undefined) return known;
    const table = this.#x.newTable();
    this.#tables.set(day, table);
    return table;
  }

  #encode(day: number, table: number): EncodedPart {
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

  #callers(table: number): readonly CallerCount[] {
    const stride = this.#x.callerStride();
    const base = this.#x.callers(table);
    const texts = this.#x.callerText(table);
    const view = new DataView(this.#x.memory.buffer);
    const callers: CallerCount[] = [];
    for (let slot = 0; slot < this.#x.callerSlots(table); slot++) {
      const at = base + slot * stride;
      const events = view.getInt32(at + 24, true);
      if (events === 0) continue;
      const [userAgent, principal, type, invokedBy, flag] = readTexts(
        view,
        texts + view.getInt32(at + 28, true),
      );
      callers.push({
        id: view.getBigInt64(at, true),
        userAgent: userAgent ?? null,
        principal: principal ?? null,
        type: type ?? null,
        invokedBy: invokedBy ?? null,
        console: flag ?? null,
        events,
        first: Number(view.getBigInt64(at + 8, true)),
        last: Number(view.getBigInt64(at + 16, true)),
      });
    }
    return callers;
  }

  #sessions(table: number): readonly string[] {
    const start = this.#x.sessions(table);
    const end = start + this.#x.sessionLength(table);
    const bytes = Buffer.from(this.#x.memory.buffer);
    const texts: string[] = [];
    for (let at = start; at < end; ) {
      const length = bytes.readUInt32LE(at);
      texts.push(bytes.toString('utf8', at + 4, at + 4 + length));
      at += 4 + length;
    }
    return texts;
  }
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
    const builder = builders.findIndex((one) => one === owner);
    return { leaf, builder, isTwin: leaf.twin !== undefined };
  });
}

const ABSENT = 0xffffffff;

function readTexts(view: DataView, start: number): readonly (string | null)[] {
  let at = start;
  return Array.from({ length: 5 }, () => {
    const length = view.getUint32(at, true);
    at += 4;
    if (length === ABSENT) return null;
    const text = Buffer.from(view.buffer, at, length).toString('utf8');
    at += length;
    return text;
  });
}
