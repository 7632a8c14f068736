// Column chunks of finished parts back into builders, in another order of rows.
import { allocate, release } from './memory.as';
import { Column, columnAt, freeColumns, newColumns, NUMBER, NUMBER_DICTIONARY, putLevels, putNumber, putText, Spec } from './columns.as';

export {
  alloc,
  bloom,
  bloomSize,
  bounds,
  dictionary,
  dictionaryLength,
  dictionarySize,
  entries,
  flatPage,
  free,
  greatest,
  least,
  nextPage,
  page,
  pageEntries,
  rewind,
  settleColumn,
  values,
} from './exports.as';

/** A decoded chunk: levels of its entries, where each value lies (0: null), first entry of each row. */
@unmanaged
class Chunk {
  /** Entries of the pages so far, of all that there will be. */
  entries: i32;
  mode: i32;
  maxDef: i32;
  maxRep: i32;
  /** Positions of the dictionary's entries; 0 for plain values. */
  places: usize;
  def: usize;
  rep: usize;
  values: usize;
  rows: usize;
}

const MAX_CHUNKS: i32 = 4096;
const chunks: usize = memory.data(36 * 4096);
const spec: usize = memory.data(32);
let columns: usize = 0;

function chunkAt(i: i32): Chunk {
  return changetype<Chunk>(chunks + offsetof<Chunk>() * <usize>i);
}

function isNumber(mode: i32): bool {
  return mode == NUMBER || mode == NUMBER_DICTIONARY;
}

/** Starts a column; returns its builders (one). */
export function begin(mode: i32, maxDef: i32, maxRep: i32): usize {
  const s = changetype<Spec>(spec);
  s.mode = mode;
  s.maxDef = maxDef;
  s.maxRep = maxRep;
  columns = newColumns(spec, 1);
  return columns;
}

export function end(): void {
  freeColumns(columns, 1);
}

let cursor: usize = 0;

function varint(): u32 {
  let value: u32 = 0;
  let shift = 0;
  while (true) {
    const byte: u32 = load<u8>(cursor++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
    shift += 7;
  }
  return 0;
}

/** Reads n values of an RLE / bit-packing hybrid at `cursor` into 32-bit numbers. */
function readHybrid(to: usize, n: i32, width: i32): void {
  const bytes = (width + 7) >> 3;
  let done = 0;
  while (done < n) {
    const head = varint();
    if (head & 1) {
      const count = min(<i32>(head >> 1) * 8, n - done);
      const from = cursor;
      for (let k = 0; k < count; k++) {
        const bit = <usize>k * <usize>width;
        const word = load<u64>(from + (bit >> 3)) >> (<u64>bit & 7);
        store<u32>(to + 4 * <usize>(done + k), <u32>(word & ((<u64>1 << <u64>width) - 1)));
      }
      cursor = from + <usize>(head >> 1) * <usize>width;
      done += count;
      continue;
    }
    let value: u32 = 0;
    for (let k = 0; k < bytes; k++) value |= (<u32>load<u8>(cursor++)) << (8 * k);
    const count = min(<i32>(head >> 1), n - done);
    for (let k = 0; k < count; k++) store<u32>(to + 4 * <usize>(done + k), value);
    done += count;
  }
}

/** Levels of a page, one byte each; `cursor` then stands after them. */
function readLevels(to: usize, n: i32, max: i32, numbers: usize): void {
  if (max == 0) {
    memory.fill(to, 0, n);
    return;
  }
  const next = cursor + 4 + load<u32>(cursor);
  cursor += 4;
  readHybrid(numbers, n, 32 - clz(max));
  for (let i = 0; i < n; i++) store<u8>(to + i, load<u32>(numbers + 4 * <usize>i));
  cursor = next;
}

/** Positions of the entries of a dictionary body. */
function dictionaryPlaces(body: usize, size: i32, mode: i32): usize {
  const places = allocate(4 * <usize>size);
  let at = body;
  for (let i = 0; i < size; i++) {
    store<u32>(places + 4 * <usize>i, <u32>at);
    at += isNumber(mode) ? 8 : 4 + load<u32>(at);
  }
  return places;
}

/** Begins a chunk. `dictionary`: its body, 0 for plain values. The bodies must stay until `dropChunk`. */
export function openChunk(index: i32, mode: i32, dictionary: usize, size: i32, entries: i32, maxDef: i32, maxRep: i32): void {
  if (index >= MAX_CHUNKS) unreachable();
  const chunk = chunkAt(index);
  chunk.entries = 0;
  chunk.mode = mode;
  chunk.maxDef = maxDef;
  chunk.maxRep = maxRep;
  chunk.places = dictionary ? dictionaryPlaces(dictionary, size, mode) : 0;
  chunk.def = allocate(entries);
  chunk.rep = allocate(entries);
  chunk.values = allocate(4 * <usize>entries);
  chunk.rows = 0;
}

/** Decodes a page of n entries. */
export function addPage(index: i32, page: usize, n: i32): void {
  const chunk = chunkAt(index);
  const first = chunk.entries;
  const numbers = allocate(4 * <usize>n + 64);
  const def = chunk.def + first;
  cursor = page;
  readLevels(chunk.rep + first, n, chunk.maxRep, numbers);
  readLevels(def, n, chunk.maxDef, numbers);
  if (chunk.places) {
    let count = 0;
    for (let i = 0; i < n; i++) if (<i32>load<u8>(def + i) == chunk.maxDef) count++;
    const width: i32 = load<u8>(cursor++);
    readHybrid(numbers, count, width);
  }
  let v: usize = 0;
  for (let i = 0; i < n; i++) {
    let at: usize = 0;
    if (<i32>load<u8>(def + i) == chunk.maxDef) {
      if (chunk.places) {
        at = load<u32>(chunk.places + 4 * <usize>load<u32>(numbers + 4 * v));
        v++;
      } else {
        at = cursor;
        cursor += isNumber(chunk.mode) ? 8 : 4 + load<u32>(cursor);
      }
    }
    store<u32>(chunk.values + 4 * <usize>(first + i), <u32>at);
  }
  release(numbers);
  chunk.entries = first + n;
}

/** Finds the rows, once all pages are there. */
export function closeChunk(index: i32, rows: i32): void {
  const chunk = chunkAt(index);
  chunk.rows = allocate(4 * <usize>(rows + 1));
  let row: usize = 0;
  for (let i = 0; i < chunk.entries; i++) {
    if (load<u8>(chunk.rep + i) != 0) continue;
    store<u32>(chunk.rows + 4 * row, i);
    row++;
  }
  store<u32>(chunk.rows + 4 * row, chunk.entries);
}

/** Frees what a chunk holds. */
export function dropChunk(index: i32): void {
  const chunk = chunkAt(index);
  if (chunk.places) release(chunk.places);
  release(chunk.rep);
  release(chunk.def);
  release(chunk.values);
  release(chunk.rows);
}

/** Position of the value of a row of a flat chunk; 0 when it is null. */
export function valueOf(index: i32, row: i32): usize {
  return load<u32>(chunkAt(index).values + 4 * <usize>row);
}

/** Adds rows to the column: `order` holds pairs of chunk and row, 32 bits each. */
export function emit(order: usize, count: i32): void {
  const c = columnAt(columns, 0);
  const numbers = isNumber(c.spec.mode);
  for (let k = 0; k < count; k++) {
    const chunk = chunkAt(load<i32>(order + 8 * <usize>k));
    const row = load<u32>(order + 8 * <usize>k, 4);
    const first = load<u32>(chunk.rows + 4 * <usize>row);
    const last = load<u32>(chunk.rows + 4 * <usize>(row + 1));
    for (let i = first; i < last; i++) {
      putLevels(c, load<u8>(chunk.def + i), load<u8>(chunk.rep + i));
      const at: usize = load<u32>(chunk.values + 4 * <usize>i);
      if (!at) continue;
      if (numbers) putNumber(c, load<i64>(at));
      else putText(c, at + 4, load<u32>(at));
    }
  }
}
