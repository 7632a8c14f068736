import type { Table } from '../../cloudtrail/columns/index.ts';
import {
  BUILDER_ADDRESSES,
  type BuilderModule,
  BuilderReader,
  firstMode,
  MODE,
} from './builders.ts';
import { instantiate, loadModule } from './module.ts';
import { type GroupReader, type RawChunk, readGroups } from './part-reader.ts';
import { type Leaf, schemaOf } from './schema.ts';
import { ParquetWriter } from './writer.ts';
import { type Effort, Zstd } from './zstd.ts';

/** The exports of `wasm/merge.as.ts` beside those of every builder module. */
interface MergeModule extends BuilderModule {
  begin(mode: number, maxDef: number, maxRep: number): number;
  end(): void;
  openChunk(
    index: number,
    mode: number,
    dictionary: number,
    size: number,
    entries: number,
    maxDef: number,
    maxRep: number,
  ): void;
  addPage(index: number, page: number, entries: number): void;
  closeChunk(index: number, rows: number): void;
  dropChunk(index: number): void;
  valueOf(index: number, row: number): number;
  emit(order: number, count: number): void;
}

export interface MergeInput {
  readonly table: Table;
  /** Whole files of parts. */
  readonly files: readonly Uint8Array[];
  /** Most rows of a new part. */
  readonly maxRows: number;
}

/** A merged part. Times in microseconds, absent when no row has one. */
export interface MergedPart {
  readonly rows: number;
  readonly minTs?: number;
  readonly maxTs?: number;
  readonly buffers: readonly Uint8Array[];
}

/**
 * Most rows of a row group, the least that an engine reads of all columns. Half of it would make a needle a tenth
 * quicker, whole tables a quarter slower, and the lake 3 % larger.
 */
const GROUP_ROWS = 16_384;
/**
 * Against level 1 the part is a tenth smaller and inflates quicker, and merging takes 1.7 times as long. Without the
 * level's own matches of five bytes, which random ids are full of, ids are 6 % smaller and all inflates a sixth quicker.
 */
const EFFORT: Effort = { level: 6, minMatch: 6 };

/** Where a row comes from: pairs of part and row, in the new order. */
type Order = Uint32Array;

/**
 * Merges parts of one table and day, sorted by time (rows without a time first, equal times in their old order).
 * A column at a time is in memory, beside the files.
 */
export function* mergeParts({ table, files, maxRows }: MergeInput): Generator<MergedPart> {
  const readers = files.flatMap(readGroups);
  const { leaves, ...schema } = schemaOf(table);
  const merger = new Merger(readers);
  const { order, times } = merger.sort(leaves.find((leaf) => leaf.column.name === 'ts'));
  const zstd = new Zstd(EFFORT);
  const total = order.length / 2;
  const parts = Math.ceil(total / maxRows);
  for (let part = 0; part < parts; part++) {
    // Of equal size: the last one is not left small.
    const from = Math.round((part * total) / parts);
    const to = Math.round(((part + 1) * total) / parts);
    const writer = new ParquetWriter({ leaves, ...schema }, zstd);
    const groups = split(order.subarray(2 * from, 2 * to), GROUP_ROWS);
    for (const leaf of leaves) merger.column(leaf, groups, writer);
    const timed = times.subarray(from, to).filter((time) => !Number.isNaN(time));
    const minTs = timed[0];
    const maxTs = timed.at(-1);
    yield {
      rows: to - from,
      ...(minTs === undefined || maxTs === undefined ? {} : { minTs, maxTs }),
      buffers: writer.finish(...groups.map(({ length }) => length / 2)),
    };
  }
}

/** Pieces of equal size, of so many rows at most. */
function split(order: Order, most: number): readonly Order[] {
  const rows = order.length / 2;
  const pieces = Math.ceil(rows / most);
  return Array.from({ length: pieces }, (_, piece) => {
    const [from, to] = [piece, piece + 1].map((bound) => Math.round((bound * rows) / pieces));
    return order.subarray(2 * (from ?? 0), 2 * (to ?? 0));
  });
}

class Merger {
  readonly #readers: readonly GroupReader[];
  readonly #x = instantiate<MergeModule>(loadModule('merge.wasm'), [
    ...BUILDER_ADDRESSES,
    'valueOf',
  ]);
  readonly #builders = new BuilderReader(this.#x);

  constructor(readers: readonly GroupReader[]) {
    this.#readers = readers;
  }

  /** All rows by time, and their times. */
  sort(leaf: Leaf | undefined): { readonly order: Order; readonly times: Float64Array } {
    if (!leaf) throw new RangeError('the table has no column ts');
    const rows = this.#withChunks(leaf, () =>
      this.#readers.flatMap((reader, part) => this.#times(reader, part)),
    );
    const byTime = rows.sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
    return {
      order: Uint32Array.from(byTime.flatMap(({ part, row }) => [part, row])),
      times: Float64Array.from(byTime, ({ time }) => time ?? Number.NaN),
    };
  }

  #times({ rows }: GroupReader, part: number) {
    return Array.from({ length: rows }, (_, row) => {
      const at = this.#x.valueOf(part, row);
      const time = at === 0 ? undefined : Number(this.#view().getBigInt64(at, true));
      return { part, row, time };
    });
  }

  /** Writes one column of a new part, in all its row groups. */
  column(leaf: Leaf, groups: readonly Order[], writer: ParquetWriter): void {
    this.#withChunks(leaf, () => {
      for (const [group, order] of groups.entries()) {
        const columns = this.#x.begin(firstMode(leaf), leaf.maxDef, leaf.maxRep);
        const at = this.#place(new Uint8Array(order.buffer, order.byteOffset, order.byteLength));
        this.#x.emit(at, order.length / 2);
        this.#x.free(at);
        writer.add(this.#builders.chunk(leaf, columns, 0), group);
        this.#x.end();
      }
    });
  }

  #withChunks<T>(leaf: Leaf, use: () => T): T {
    const places = this.#readers.flatMap((reader, part) => this.#load(leaf, reader, part));
    try {
      return use();
    } finally {
      for (let part = 0; part < this.#readers.length; part++) this.#x.dropChunk(part);
      for (const at of places) this.#x.free(at);
    }
  }

  #load(leaf: Leaf, reader: GroupReader, part: number): readonly number[] {
    const { entries, pages, dictionary } = reader.chunk(leaf.path) ?? allNull(leaf, reader.rows);
    const body = dictionary ? this.#place(dictionary.body) : 0;
    const mode = leaf.type === 'varchar' ? MODE.dictionary : MODE.number;
    const { maxDef, maxRep } = leaf;
    this.#x.openChunk(part, mode, body, dictionary?.size ?? 0, entries, maxDef, maxRep);
    const places = pages.map((page) => {
      const at = this.#place(page.body);
      this.#x.addPage(part, at, page.entries);
      return at;
    });
    this.#x.closeChunk(part, reader.rows);
    return dictionary ? [...places, body] : places;
  }

  #place(bytes: Uint8Array): number {
    const at = this.#x.alloc(bytes.length);
    this.#builders.bytes().set(bytes, at);
    return at;
  }

  #view(): DataView {
    return new DataView(this.#x.memory.buffer);
  }
}

/** A chunk of NULLs, for a column that came after the part: one run of level 0 for each kind of level. */
function allNull({ maxRep }: Leaf, rows: number): RawChunk {
  const run: number[] = [];
  for (let rest = rows * 2; ; rest = Math.floor(rest / 128)) {
    run.push(rest >= 128 ? (rest % 128) | 128 : rest);
    if (rest < 128) break;
  }
  const levels = [run.length + 1, 0, 0, 0, ...run, 0];
  const body = Uint8Array.from(maxRep > 0 ? [...levels, ...levels] : levels);
  return { entries: rows, pages: [{ body, entries: rows }] };
}
