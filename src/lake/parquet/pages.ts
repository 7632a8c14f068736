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

/**
 * A chunk with less in its pages is held as it is: a reader sets zstd up for each page, which takes longer than all else
 * about a small one.
 */
const LEAST_PACKED = 2048;

/** Compresses the pages of a chunk. */
export function packChunk(chunk: ColumnChunk, zstd: Zstd): PackedChunk {
  const { leaf, entries, nulls, dictionary, bounds, bloom } = chunk;
  const pages = new Pages(zstd);
  if (dictionary) pages.add(dictionaryPage(dictionary));
  const encoding = dictionary ? ENCODING.dictionary : ENCODING.plain;
  for (const page of chunk.pages) pages.add(dataPage(page, encoding));
  const codec = pages.finish();
  const { dictionaryBytes, plainBytes, bytes, buffers } = pages;
  return {
    ...{ leaf, entries, nulls, codec, dictionaryBytes, plainBytes, bytes, buffers },
    ...(bounds && fits(bounds) ? { bounds } : {}),
    ...(bloom ? { bloom } : {}),
  };
}

function fits(bounds: Bounds): boolean {
  return bounds.least.length <= MAX_BOUND_BYTES && bounds.greatest.length <= MAX_BOUND_BYTES;
}

/** A page of either type; `describe` writes what its header says beside type and sizes. */
interface AnyPage {
  readonly type: number;
  readonly body: Uint8Array;
  readonly describe: (header: ThriftWriter) => void;
}

function dictionaryPage({ body, size }: Dictionary): AnyPage {
  const describe = (header: ThriftWriter) =>
    header.struct(7, () => {
      header.i32(1, size);
      header.i32(2, ENCODING.plain);
    });
  return { type: PAGE.dictionary, body, describe };
}

function dataPage({ body, entries }: Page, encoding: number): AnyPage {
  const describe = (header: ThriftWriter) =>
    header.struct(5, () => {
      header.i32(1, entries);
      header.i32(2, encoding);
      header.i32(3, ENCODING.rle);
      header.i32(4, ENCODING.rle);
    });
  return { type: PAGE.data, body, describe };
}

/** The pages of one chunk, each after its header (Parquet format, PageHeader). */
class Pages {
  readonly buffers: Uint8Array[] = [];
  /** Their length, and what it would be without compression. */
  bytes = 0;
  plainBytes = 0;
  /** Length of the dictionary's page. */
  dictionaryBytes = 0;
  readonly #zstd: Zstd;
  /** Pages until it is known whether they are compressed. */
  #held: AnyPage[] = [];
  #heldBytes = 0;

  constructor(zstd: Zstd) {
    this.#zstd = zstd;
  }

  add(page: AnyPage): void {
    this.#heldBytes += page.body.length;
    if (this.#heldBytes < LEAST_PACKED) {
      this.#held.push({ ...page, body: page.body.slice() });
      return;
    }
    for (const one of [...this.#held, page]) this.#write(one, this.#zstd.pack(one.body));
    this.#held = [];
  }

  /** To be called after the last page. Returns the codec of all of them. */
  finish(): number {
    if (this.#heldBytes >= LEAST_PACKED) return CODEC.zstd;
    for (const one of this.#held) this.#write(one, one.body);
    return CODEC.none;
  }

  #write({ type, body, describe }: AnyPage, packed: Uint8Array): void {
    const header = new ThriftWriter();
    header.i32(1, type);
    header.i32(2, body.length);
    header.i32(3, packed.length);
    describe(header);
    const head = header.take();
    this.buffers.push(head, packed);
    this.bytes += head.length + packed.length;
    this.plainBytes += head.length + body.length;
    if (type === PAGE.dictionary) this.dictionaryBytes = this.bytes;
  }
}
