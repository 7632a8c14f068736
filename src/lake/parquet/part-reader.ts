import { zstdDecompressSync } from 'node:zlib';
import { listAt, numberAt, structAt, ThriftReader, type ThriftStruct } from './thrift-reader.ts';

/** One column chunk of a part, its pages inflated. */
export interface RawChunk {
  readonly entries: number;
  readonly dictionary?: { readonly body: Uint8Array; readonly size: number };
  readonly page: Uint8Array;
}

const MAGIC_BYTES = 4;
const decoder = new TextDecoder();

/** Reads a part that `ParquetWriter` wrote: one row group, one data page a chunk. */
export class PartReader {
  readonly rows: number;
  readonly #bytes: Uint8Array;
  readonly #chunks = new Map<string, ThriftStruct>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = bytes.length - 2 * MAGIC_BYTES;
    const footer = new ThriftReader(bytes, end - view.getUint32(end, true)).struct();
    this.rows = numberAt(footer, 3);
    const [group] = listAt(footer, 4);
    if (!(group instanceof Map)) throw new RangeError('the part has no row group');
    for (const chunk of listAt(group, 1)) {
      if (!(chunk instanceof Map)) continue;
      const meta = structAt(chunk, 3);
      const path = listAt(meta, 3).map((name) => decoder.decode(name as Uint8Array));
      this.#chunks.set(path.join('.'), meta);
    }
  }

  /** The chunk of a leaf, undefined when an older version did not write it. */
  chunk(path: readonly string[]): RawChunk | undefined {
    const meta = this.#chunks.get(path.join('.'));
    if (!meta) return undefined;
    const entries = numberAt(meta, 5);
    const page = this.#page(numberAt(meta, 9)).body;
    const dictionaryAt = numberAt(meta, 11);
    if (Number.isNaN(dictionaryAt)) return { entries, page };
    const { header, body } = this.#page(dictionaryAt);
    return { entries, page, dictionary: { body, size: numberAt(structAt(header, 7), 1) } };
  }

  #page(at: number): { readonly header: ThriftStruct; readonly body: Uint8Array } {
    const reader = new ThriftReader(this.#bytes, at);
    const header = reader.struct();
    const packed = this.#bytes.subarray(reader.position, reader.position + numberAt(header, 3));
    return {
      header,
      body: zstdDecompressSync(packed, { maxOutputLength: numberAt(header, 2) + 1 }),
    };
  }
}
