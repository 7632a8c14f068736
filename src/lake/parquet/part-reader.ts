import { zstdDecompressSync } from 'node:zlib';
import { CODEC } from './footer.ts';
import type { Page } from './pages.ts';
import { listAt, numberAt, structAt, ThriftReader, type ThriftStruct } from './thrift-reader.ts';

/** One column chunk of a part, its pages inflated. */
export interface RawChunk {
  readonly entries: number;
  readonly dictionary?: { readonly body: Uint8Array; readonly size: number };
  readonly pages: readonly Page[];
}

const MAGIC_BYTES = 4;
const decoder = new TextDecoder();

/** The row groups of a whole file, in order. */
export function readGroups(bytes: Uint8Array): readonly GroupReader[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 2 * MAGIC_BYTES;
  const footer = new ThriftReader(bytes, end - view.getUint32(end, true)).struct();
  return listAt(footer, 4)
    .filter((group) => group instanceof Map)
    .map((group) => new GroupReader(bytes, group));
}

/** Reads one row group of a part that `ParquetWriter` wrote. */
export class GroupReader {
  readonly rows: number;
  readonly #bytes: Uint8Array;
  readonly #chunks = new Map<string, ThriftStruct>();

  constructor(bytes: Uint8Array, group: ThriftStruct) {
    this.#bytes = bytes;
    this.rows = numberAt(group, 3);
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
    const codec = numberAt(meta, 4);
    const pages = [...this.#pages(numberAt(meta, 9), entries, codec)];
    const dictionaryAt = numberAt(meta, 11);
    if (Number.isNaN(dictionaryAt)) return { entries, pages };
    const { header, body } = this.#page(dictionaryAt, codec);
    return { entries, pages, dictionary: { body, size: numberAt(structAt(header, 7), 1) } };
  }

  *#pages(start: number, entries: number, codec: number): Generator<Page> {
    let at = start;
    for (let done = 0; done < entries; ) {
      const { header, body, end } = this.#page(at, codec);
      const count = numberAt(structAt(header, 5), 1);
      yield { body, entries: count };
      done += count;
      at = end;
    }
  }

  #page(at: number, codec: number) {
    const reader = new ThriftReader(this.#bytes, at);
    const header = reader.struct();
    const end = reader.position + numberAt(header, 3);
    const packed = this.#bytes.subarray(reader.position, end);
    const maxOutputLength = numberAt(header, 2) + 1;
    const body = codec === CODEC.none ? packed : zstdDecompressSync(packed, { maxOutputLength });
    return { header, body, end };
  }
}
