import type { Table, TableKind } from '../../cloudtrail/columns/index.ts';
import {
  type BuilderReader,
  type Leaf,
  ParquetWriter,
  type Schema,
  schemaOf,
  Zstd,
} from '../../lake/parquet/index.ts';
import { buildersOf } from './layout.ts';
import type { PackedCallers } from './packed.ts';
import type { ScanModule } from './wasm-module.ts';

const OPENING = 0x5b;
const CLOSING = 0x5d;

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

/** The rows that are in hand of one table: column builders for each day, parts out of them. */
export class DayTables {
  readonly #table: Table;
  readonly #x: ScanModule;
  readonly #schema: Schema;
  readonly #builders: BuilderReader;
  readonly #leaves: readonly LeafPlace[];
  readonly #tables = new Map<number, number>();
  readonly #zstd = new Zstd();
  #idle: { readonly table: number; readonly rows: number } | undefined;

  constructor(table: Table, module: ScanModule, builders: BuilderReader) {
    this.#table = table;
    this.#x = module;
    this.#builders = builders;
    this.#schema = schemaOf(table);
    this.#leaves = placesOf(this.#schema);
  }

  /** Adds rows of the selected batch, half-open, to a day. */
  append(day: number, { from, to }: { readonly from: number; readonly to: number }): void {
    this.#x.appendRows(from, to, this.#tableOf(day));
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
    const writer = new ParquetWriter(this.#schema, this.#zstd);
    const columns = this.#x.tableColumns(table);
    for (const { leaf, builder, isTwin } of this.#leaves) {
      writer.add(this.#builders.chunk(leaf, columns, builder, isTwin));
    }
    const rows = this.#x.tableRows(table);
    const minTs = Number(this.#x.tableLeast(table));
    const maxTs = Number(this.#x.tableGreatest(table));
    return {
      kind: this.#table.kind,
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
