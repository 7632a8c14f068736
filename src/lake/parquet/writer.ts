import { type BloomPlace, footerOf, type WrittenChunk } from './footer.ts';
import { type ColumnChunk, type PackedChunk, packChunk } from './pages.ts';
import type { Schema } from './schema.ts';
import { ThriftWriter } from './thrift.ts';
import type { Zstd } from './zstd.ts';

const MAGIC = new TextEncoder().encode('PAR1');

/**
 * One Parquet file: row groups, pages in zstd, statistics, Bloom filters (Parquet format 2.10). Call `add` for
 * each leaf of the schema, in its order, in each row group, then `finish`. The groups may be added to in turns: a
 * column of all of them, then the next column.
 */
export class ParquetWriter {
  readonly #schema: Schema;
  readonly #groups: PackedChunk[][] = [];
  readonly #buffers: Uint8Array[] = [];
  readonly #zstd: Zstd;
  #position = 0;

  constructor(schema: Schema, zstd: Zstd) {
    this.#schema = schema;
    this.#zstd = zstd;
  }

  add(chunk: ColumnChunk, group = 0): void {
    const chunks = this.#groups[group] ?? [];
    chunks.push(packChunk(chunk, this.#zstd));
    this.#groups[group] = chunks;
  }

  /** The file, as buffers in order. `rows`: those of each group. */
  finish(...rows: readonly number[]): readonly Uint8Array[] {
    this.#emit(MAGIC);
    const placed = this.#groups.map((chunks) => chunks.map((chunk) => this.#place(chunk)));
    const groups = placed.map((chunks, index) => ({
      rows: rows[index] ?? 0,
      chunks: chunks.map(({ chunk, bloom }) => this.#withBloom(chunk, bloom)),
    }));
    const footer = footerOf(this.#schema, groups);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, footer.length, true);
    for (const piece of [footer, length, MAGIC]) this.#emit(piece);
    return this.#buffers;
  }

  #place({ buffers, bloom, ...chunk }: PackedChunk) {
    const at = this.#position;
    for (const buffer of buffers) this.#emit(buffer);
    return { chunk: { ...chunk, at }, bloom };
  }

  #withBloom(chunk: WrittenChunk, bits: Uint8Array | undefined): WrittenChunk {
    return bits ? { ...chunk, bloom: this.#bloom(bits) } : chunk;
  }

  #bloom(bits: Uint8Array): BloomPlace {
    const at = this.#position;
    const header = new ThriftWriter();
    header.i32(1, bits.length);
    // Algorithm BLOCK, hash XXHASH, UNCOMPRESSED: unions whose first member is an empty struct.
    for (const id of [2, 3, 4]) header.struct(id, () => header.struct(1, () => {}));
    this.#emit(header.take());
    this.#emit(bits);
    return { at, bytes: this.#position - at };
  }

  #emit(bytes: Uint8Array): void {
    this.#buffers.push(bytes);
    this.#position += bytes.length;
  }
}
