import { type Bounds, CODEC, ENCODING, type WrittenChunk } from './footer.ts';
import type { Leaf } from './schema.ts';
import { ThriftWriter } from './thrift.ts';
import type { Zstd } from './zstd.ts';

/** Body of a dictionary page, and how many values it has. */
export interface Dictionary {
  readonly body: Uint8Array;
  readonly size: number;
}

/** Body of a data page, and how many entries it has. */
export interface Page {
  readonly body: Uint8Array;
  readonly entries: number;
}

/** A column of one row group, as the builders leave it. Page bodies may be views: they are read at once. */
export interface ColumnChunk {
  readonly leaf: Leaf;
  /** Entries: rows, or list elements with one for each empty list. */
  readonly entries: number;
  readonly nulls: number;
  readonly dictionary?: Dictionary;
  /** Its data pages, to be read once and in order. */
  readonly pages: Iterable<Page>;
  /** All NULL, or all the same: nothing that a compressor would help with. */
  readonly isConstant: boolean;
  /** Least and greatest value in Parquet's plain form, without a length. */
  readonly bounds?: Bounds;
  readonly bloom?: Uint8Array;
}

/** A column chunk that has no place in a file yet: its pages and their headers, in order. */
export interface PackedChunk extends Omit<WrittenChunk, 'at' | 'bloom'> {
  readonly buffers: readonly Uint8Array[];
  readonly bloom?: Uint8Array;
}

const PAGE = { data: 0, dictionary: 2 } as const;
/** Longer bounds prune no better and fill the footer. */
const MAX_BOUND_BYTES = 256;

/** Compresses the pages of a chunk. */
export function packChunk(chunk: ColumnChunk, zstd: Zstd): PackedChunk {
  const { leaf, entries, nulls, dictionary, bounds, bloom } = chunk;
  const codec = chunk.isConstant ? CODEC.none : CODEC.zstd;
  const pages = new Pages((body) => (chunk.isConstant ? body.slice() : zstd.pack(body)));
  if (dictionary) pages.addDictionary(dictionary);
  const dictionaryBytes = pages.bytes;
  const encoding = dictionary ? ENCODING.dictionary : ENCODING.plain;
  for (const page of chunk.pages) pages.addData(page, encoding);
  const { plainBytes, bytes, buffers } = pages;
  return {
    ...{ leaf, entries, nulls, codec, dictionaryBytes, plainBytes, bytes, buffers },
    ...(bounds && fits(bounds) ? { bounds } : {}),
    ...(bloom ? { bloom } : {}),
  };
}

function fits(bounds: Bounds): boolean {
  return bounds.least.length <= MAX_BOUND_BYTES && bounds.greatest.length <= MAX_BOUND_BYTES;
}

/** The pages of one chunk, each after its header (Parquet format, PageHeader). */
class Pages {
  readonly buffers: Uint8Array[] = [];
  /** Their length, and what it would be without compression. */
  bytes = 0;
  plainBytes = 0;
  readonly #pack: (body: Uint8Array) => Uint8Array;

  constructor(pack: (body: Uint8Array) => Uint8Array) {
    this.#pack = pack;
  }

  addDictionary({ body, size }: Dictionary): void {
    this.#add(PAGE.dictionary, body, (header) => {
      header.struct(7, () => {
        header.i32(1, size);
        header.i32(2, ENCODING.plain);
      });
    });
  }

  addData({ body, entries }: Page, encoding: number): void {
    this.#add(PAGE.data, body, (header) => {
      header.struct(5, () => {
        header.i32(1, entries);
        header.i32(2, encoding);
        header.i32(3, ENCODING.rle);
        header.i32(4, ENCODING.rle);
      });
    });
  }

  #add(type: number, body: Uint8Array, describe: (header: ThriftWriter) => void): void {
    const packed = this.#pack(body);
    const header = new ThriftWriter();
    header.i32(1, type);
    header.i32(2, body.length);
    header.i32(3, packed.length);
    describe(header);
    const head = header.take();
    this.buffers.push(head, packed);
    this.bytes += head.length + packed.length;
    this.plainBytes += head.length + body.length;
  }
}
