import type { ColumnChunk, Page } from './pages.ts';
import type { Leaf } from './schema.ts';

/** What every module with column builders exports (`wasm/exports.as.ts`). Pointers are bytes of its memory. */
export interface BuilderModule {
  readonly memory: WebAssembly.Memory;
  readonly least: WebAssembly.Global;
  readonly greatest: WebAssembly.Global;
  alloc(size: number): number;
  free(at: number): void;
  settleColumn(columns: number, column: number): number;
  entries(columns: number, column: number): number;
  values(columns: number, column: number): number;
  dictionarySize(columns: number, column: number): number;
  dictionaryLength(columns: number, column: number): number;
  dictionary(columns: number, column: number, to: number): void;
  readonly pageEntries: WebAssembly.Global;
  rewind(columns: number, column: number): void;
  nextPage(columns: number, column: number): number;
  page(columns: number, column: number, to: number): number;
  flatPage(columns: number, column: number, to: number): number;
  bounds(columns: number, column: number): void;
  bloomSize(columns: number, column: number): number;
  bloom(columns: number, column: number, to: number): void;
}

/** Of these, the places in memory: see `instantiate`. */
export const BUILDER_ADDRESSES = ['alloc', 'least', 'greatest'] as const;

/** How builders hold values, as in `wasm/columns.as.ts`. */
export const MODE = { dictionary: 0, plain: 1, number: 2, numberDictionary: 3 } as const;

/** The mode in which a leaf's builder begins. */
export function firstMode({ type }: Leaf): number {
  if (type === 'varchar') return MODE.dictionary;
  return type === 'timestamp' ? MODE.number : MODE.numberDictionary;
}

/** Bounds of JSON texts prune nothing. */
function hasBounds(leaf: Leaf): boolean {
  return !leaf.column.json && leaf.maxRep === 0 && leaf.column.name !== 'unknown';
}

/** Reads finished builders: each column's pages, bounds and Bloom filter. */
export class BuilderReader {
  readonly #x: BuilderModule;
  #page = { at: 0, capacity: 0 };
  #view = new Uint8Array(0);

  constructor(module: BuilderModule) {
    this.#x = module;
  }

  /** The module's memory, whole; grows, so ask again after every call. */
  bytes(): Uint8Array {
    const { buffer } = this.#x.memory;
    if (this.#view.buffer !== buffer) this.#view = new Uint8Array(buffer);
    return this.#view;
  }

  /**
   * A column as a chunk; its bodies are views that the next call overwrites. `isTwin`: the builder holds the
   * values of the leaf's twin, whose levels are deeper.
   */
  chunk(leaf: Leaf, columns: number, column: number, isTwin = false): ColumnChunk {
    const x = this.#x;
    const mode = x.settleColumn(columns, column);
    const entries = x.entries(columns, column);
    const values = x.values(columns, column);
    const isDictionary = mode === MODE.dictionary || mode === MODE.numberDictionary;
    const bloom = leaf.column.bloom && values > 0 ? this.#bloom(columns, column) : undefined;
    const bounds = hasBounds(leaf) && values > 0 ? this.#bounds(leaf, columns, column) : undefined;
    return {
      leaf,
      entries,
      nulls: entries - values,
      pages: this.#pages(columns, column, isTwin),
      ...(isDictionary ? { dictionary: this.#dictionary(columns, column) } : {}),
      ...(bounds ? { bounds } : {}),
      ...(bloom ? { bloom } : {}),
    };
  }

  *#pages(columns: number, column: number, isFlat: boolean): Generator<Page> {
    const x = this.#x;
    x.rewind(columns, column);
    while (true) {
      const capacity = x.nextPage(columns, column);
      if (capacity === 0) return;
      const at = this.#scratch(capacity);
      const length = (isFlat ? x.flatPage : x.page)(columns, column, at);
      yield { body: this.bytes().subarray(at, at + length), entries: x.pageEntries.value };
    }
  }

  #dictionary(columns: number, column: number) {
    const length = this.#x.dictionaryLength(columns, column);
    const at = this.#scratch(length);
    this.#x.dictionary(columns, column, at);
    const body = this.bytes().subarray(at, at + length);
    return { body, size: this.#x.dictionarySize(columns, column) };
  }

  #bloom(columns: number, column: number): Uint8Array {
    const size = this.#x.bloomSize(columns, column);
    const at = this.#scratch(size);
    this.#x.bloom(columns, column, at);
    return this.bytes().slice(at, at + size);
  }

  #bounds(leaf: Leaf, columns: number, column: number) {
    this.#x.bounds(columns, column);
    const read = (at: number) => {
      const bytes = this.bytes();
      if (leaf.type !== 'varchar') return bytes.slice(at, at + 8);
      const length = new DataView(bytes.buffer).getUint32(at, true);
      return bytes.slice(at + 4, at + 4 + length);
    };
    return { least: read(this.#x.least.value), greatest: read(this.#x.greatest.value) };
  }

  #scratch(size: number): number {
    if (size > this.#page.capacity) {
      if (this.#page.at) this.#x.free(this.#page.at);
      const capacity = Math.ceil(size * 1.25);
      this.#page = { at: this.#x.alloc(capacity), capacity };
    }
    return this.#page.at;
  }
}
