import { constants, zstdCompressSync } from 'node:zlib';
import { type BloomPlace, type Bounds, ENCODING, footerOf, type WrittenChunk } from './footer.ts';
import type { Leaf, Schema } from './schema.ts';
import { ThriftWriter } from './thrift.ts';

/** A column of one row group, as the builders leave it. Page bodies may be views: they are read at once. */
export interface ColumnChunk {
  readonly leaf: Leaf;
  /** Entries: rows, or list elements with one for each empty list. */
  readonly entries: number;
  readonly nulls: number;
  readonly dictionary?: { readonly body: Uint8Array; readonly size: number };
  readonly page: Uint8Array;
  /** Least and greatest value in Parquet's plain form, without a length. */
  readonly bounds?: Bounds;
  readonly bloom?: Uint8Array;
}

const MAGIC = new TextEncoder().encode('PAR1');
const PAGE = { data: 0, dictionary: 2 } as const;
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Longer bounds prune no better and fill the footer. */
const MAX_BOUND_BYTES = 256;

/**
 * One Parquet file with one row group: pages zstd level 1, statistics, Bloom filters (Parquet format 2.10).
 * Call `add` once for each leaf of the schema, in its order, then `finish`.
 */
export class ParquetWriter {
  readonly #schema: Schema;
  readonly #buffers: Uint8Array[] = [MAGIC];
  readonly #chunks: WrittenChunk[] = [];
  #position = MAGIC.length;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  add(chunk: ColumnChunk): void {
    const start = this.#position;
    const dictionaryBytes = chunk.dictionary ? this.#dictionaryPage(chunk.dictionary) : 0;
    const pageAt = this.#position;
    const pageBytes = this.#dataPage(chunk);
    const { leaf, entries, nulls, bounds, bloom } = chunk;
    this.#chunks.push({
      leaf,
      entries,
      nulls,
      pageAt,
      plainBytes: dictionaryBytes + pageBytes,
      bytes: this.#position - start,
      ...(chunk.dictionary ? { dictionaryAt: start } : {}),
      ...(bounds && fits(bounds) ? { bounds } : {}),
      ...(bloom ? { bloom } : {}),
    });
  }

  /** The file, as buffers in order. */
  finish(rows: number): readonly Uint8Array[] {
    const blooms = this.#chunks.map((chunk) => this.#bloom(chunk.bloom));
    const footer = footerOf(this.#schema, rows, this.#chunks, blooms);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, footer.length, true);
    for (const part of [footer, length, MAGIC]) this.#emit(part);
    return this.#buffers;
  }

  #dictionaryPage(dictionary: { readonly body: Uint8Array; readonly size: number }): number {
    return this.#page(PAGE.dictionary, dictionary.body, (header) => {
      header.struct(7, () => {
        header.i32(1, dictionary.size);
        header.i32(2, ENCODING.plain);
      });
    });
  }

  #dataPage(chunk: ColumnChunk): number {
    return this.#page(PAGE.data, chunk.page, (header) => {
      header.struct(5, () => {
        header.i32(1, chunk.entries);
        header.i32(2, chunk.dictionary ? ENCODING.dictionary : ENCODING.plain);
        header.i32(3, ENCODING.rle);
        header.i32(4, ENCODING.rle);
      });
    });
  }

  #page(type: number, body: Uint8Array, describe: (header: ThriftWriter) => void): number {
    const packed = zstdCompressSync(body, LEVEL);
    const header = new ThriftWriter();
    header.i32(1, type);
    header.i32(2, body.length);
    header.i32(3, packed.length);
    describe(header);
    const head = header.take();
    this.#emit(head);
    this.#emit(packed);
    return head.length + body.length;
  }

  #bloom(bits: Uint8Array | undefined): BloomPlace | undefined {
    if (!bits) return undefined;
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

function fits(bounds: Bounds): boolean {
  return bounds.least.length <= MAX_BOUND_BYTES && bounds.greatest.length <= MAX_BOUND_BYTES;
}
