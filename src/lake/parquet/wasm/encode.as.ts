// Parquet page bodies, statistics and Bloom filters out of column builders.
import { allocate, compare, release } from './memory.as';
import { xxh64 } from './hash.as';
import { Column, DICTIONARY, entryOf, idAt, NUMBER, NUMBER_DICTIONARY, PLAIN } from './columns.as';
import { beginOf, endOf, markOf, nextOf } from './texts.as';

// @ts-ignore: decorator
@inline
function bitWidth(max: i32): i32 {
  return 32 - clz(max);
}

function varint(to: usize, value: u32): usize {
  while (value >= 0x80) {
    store<u8>(to++, (value & 0x7f) | 0x80);
    value >>= 7;
  }
  store<u8>(to++, value);
  return to;
}

// @ts-ignore: decorator
@inline
function valueAt<T>(from: usize, i: i32): u32 {
  return <u32>load<T>(from + sizeof<T>() * <usize>i);
}

// @ts-ignore: decorator
@inline
function splat<T>(value: T): v128 {
  return sizeof<T>() == 1 ? i8x16.splat(<i8>value) : i32x4.splat(<i32>value);
}

/** Which of the 16 bytes at p differ from those of the pattern, one bit each. */
// @ts-ignore: decorator
@inline
function differences(p: usize, pattern: v128): i32 {
  return i8x16.bitmask(i8x16.eq(v128.load(p), pattern)) ^ 0xffff;
}

/** Length of the run of one value that begins at i. */
// @ts-ignore: decorator
@inline
function runLength<T>(from: usize, i: i32, n: i32): i32 {
  const width = sizeof<T>();
  const pattern = splat<T>(load<T>(from + width * <usize>i));
  const start = from + width * <usize>i;
  const size = width * <usize>(n - i);
  for (let at: usize = 0; at < size; at += 16) {
    const differing = differences(start + at, pattern);
    if (differing) return min(n - i, <i32>((at + <usize>ctz(differing)) / width));
  }
  return n - i;
}

/** Groups of eight values of one bit, sixteen values at a time; may write one byte more. */
function packedBits(to: usize, from: usize, n: i32): usize {
  for (let k = 0; k < n; k += 16) {
    const bits = i8x16.bitmask(i8x16.shl(v128.load(from + k), 7));
    const left = n - k;
    store<u16>(to + (k >> 3), left < 16 ? bits & ((1 << left) - 1) : bits);
  }
  return to + ((n + 7) >> 3);
}

/** Groups of eight values of some bits each; may write up to 32 bytes more. */
function packed<T>(to: usize, from: usize, i: i32, end: i32, width: i32): usize {
  const groups = (end - i + 7) >> 3;
  to = varint(to, (<u32>groups << 1) | 1);
  if (sizeof<T>() == 1 && width == 1) return packedBits(to, from + i, end - i);
  const last = to + <usize>(groups * width);
  let acc: u64 = 0;
  let bits = 0;
  for (; i < end; i++) {
    acc |= <u64>valueAt<T>(from, i) << bits;
    bits += width;
    if (bits < 32) continue;
    store<u32>(to, <u32>acc);
    to += 4;
    acc >>= 32;
    bits -= 32;
  }
  // The last group may be filled up with seven values more.
  v128.store(to, i32x4.splat(0));
  v128.store(to + 16, i32x4.splat(0));
  store<u32>(to, <u32>acc);
  return last;
}

/** RLE / bit-packing hybrid (Parquet format, Encodings.md). */
function hybrid<T>(to: usize, from: usize, n: i32, width: i32): usize {
  const bytes = (width + 7) >> 3;
  let i = 0;
  while (i < n) {
    const run = runLength<T>(from, i, n);
    if (run >= 8 || i + run == n) {
      to = varint(to, <u32>run << 1);
      let v = valueAt<T>(from, i);
      for (let k = 0; k < bytes; k++) {
        store<u8>(to++, v);
        v >>= 8;
      }
      i += run;
      continue;
    }
    let end = i;
    while (true) {
      end += 8;
      if (end >= n) {
        end = n;
        break;
      }
      if (runLength<T>(from, end, min(n, end + 8)) == 8 || end - i >= 4096) break;
    }
    to = packed<T>(to, from, i, end, width);
    i = end;
  }
  return to;
}

function levels(to: usize, from: usize, n: i32, max: i32): usize {
  if (max == 0) return to;
  const end = hybrid<u8>(to + 4, from, n, bitWidth(max));
  store<u32>(to, <u32>(end - to - 4));
  return end;
}

/** A page of plain texts ends after so many bytes: a reader that needs one row inflates one page. */
const PAGE_BYTES: usize = 1024 * 1024;

// The page in hand: the entries before it and in it, how many bytes its values have, and its pieces of them.
let firstEntry: i32 = 0;
export let pageEntries: i32 = 0;
let byteCount: usize = 0;
let firstPiece: usize = 0;
let nextPiece: usize = 0;

/** Goes back before a column's first page. */
export function rewind(c: Column): void {
  firstEntry = 0;
  pageEntries = 0;
  nextPiece = c.first;
}

/** Goes to the next page; returns the most bytes that `page` can write for it, 0 after the last one. */
export function nextPage(c: Column): usize {
  firstEntry += pageEntries;
  firstPiece = nextPiece;
  if (firstEntry == c.entries) return 0;
  if (c.mode == PLAIN) takePieces(c);
  else {
    pageEntries = c.entries;
    byteCount = c.length;
    nextPiece = 0;
  }
  const values = c.mode == PLAIN || c.mode == NUMBER ? byteCount : 5 * <usize>c.values;
  return values + 4 * <usize>pageEntries + 4096;
}

/** As many pieces of plain texts as fill a page, up to one that begins with the first text of a row. */
function takePieces(c: Column): void {
  byteCount = 0;
  for (nextPiece = firstPiece; nextPiece; ) {
    byteCount += endOf(c, nextPiece) - beginOf(nextPiece);
    nextPiece = nextOf(nextPiece);
    if (byteCount >= PAGE_BYTES && nextPiece && beginsRow(c, markOf(nextPiece))) break;
  }
  pageEntries = (nextPiece ? markOf(nextPiece) : c.entries) - firstEntry;
}

function beginsRow(c: Column, entry: i32): bool {
  return c.spec.maxRep == 0 || load<u8>(c.rep + entry) == 0;
}

/** Copies the values of the page in hand as they are. Returns the end. */
function plainValues(c: Column, to: usize): usize {
  for (let piece = firstPiece; piece != nextPiece; piece = nextOf(piece)) {
    const n = endOf(c, piece) - beginOf(piece);
    memory.copy(to, beginOf(piece), n);
    to += n;
  }
  return to;
}

/** Body of the page in hand (version 1): repetition levels, definition levels, values. Returns its length. */
export function page(c: Column, to: usize): usize {
  let at = levels(to, c.rep + firstEntry, pageEntries, c.spec.maxRep);
  at = levels(at, c.def + firstEntry, pageEntries, c.spec.maxDef);
  return values(c, at) - to;
}

/** The same values as a column that stands alone: there or not. */
export function flatPage(c: Column, to: usize): usize {
  const flat = allocate(pageEntries);
  const from = c.def + firstEntry;
  for (let i = 0; i < pageEntries; i++) store<u8>(flat + i, <i32>load<u8>(from + i) == c.spec.maxDef ? 1 : 0);
  const at = levels(to, flat, pageEntries, 1);
  release(flat);
  return values(c, at) - to;
}

function values(c: Column, at: usize): usize {
  if (c.mode == PLAIN || c.mode == NUMBER) return plainValues(c, at);
  const width = c.size > 1 ? bitWidth(c.size - 1) : 1;
  store<u8>(at++, width);
  return hybrid<i32>(at, c.ids, c.values, width);
}

/** Positions of the least and the greatest text (length-prefixed) or number; 0 where there is none. */
export let least: usize = 0;
export let greatest: usize = 0;

function weighText(entry: usize): void {
  const n: usize = load<u32>(entry);
  if (!least || compare(entry + 4, n, least + 4, load<u32>(least)) < 0) least = entry;
  if (!greatest || compare(entry + 4, n, greatest + 4, load<u32>(greatest)) > 0) greatest = entry;
}

function weighNumber(entry: usize): void {
  const value = load<i64>(entry);
  if (!least || value < load<i64>(least)) least = entry;
  if (!greatest || value > load<i64>(greatest)) greatest = entry;
}

export function findBounds(c: Column): void {
  least = 0;
  greatest = 0;
  const isNumber = c.mode == NUMBER || c.mode == NUMBER_DICTIONARY;
  for (let piece = c.first; piece; piece = nextOf(piece)) {
    const end = endOf(c, piece);
    if (isNumber) for (let at = beginOf(piece); at < end; at += 8) weighNumber(at);
    else for (let at = beginOf(piece); at < end; at += 4 + load<u32>(at)) weighText(at);
  }
}

const SALTS: usize = memory.data<u32>([
  0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31,
]);

function insert(bits: usize, blocks: u32, hash: u64): void {
  const block = bits + 32 * <usize>(((hash >> 32) * <u64>blocks) >> 32);
  const key = <u32>hash;
  for (let i = 0; i < 8; i++) {
    const word = block + 4 * <usize>i;
    const salt = load<u32>(SALTS + 4 * <usize>i);
    store<u32>(word, load<u32>(word) | ((<u32>1) << ((key * salt) >> 27)));
  }
}

/** 10.5 bits a value: about one false answer in a hundred. */
export function bloomSize(c: Column): usize {
  const values = c.mode == DICTIONARY ? c.size : c.values;
  return 32 * <usize>max(1, (values * 21 + 511) / 512);
}

/** Split-block Bloom filter (Parquet format, BloomFilter.md) over the texts; `to` is zeroed here. */
export function bloom(c: Column, to: usize): void {
  const size = bloomSize(c);
  memory.fill(to, 0, size);
  for (let piece = c.first; piece; piece = nextOf(piece)) {
    const end = endOf(c, piece);
    for (let at = beginOf(piece); at < end; at += 4 + load<u32>(at)) {
      insert(to, <u32>(size >> 5), xxh64(at + 4, load<u32>(at), 0));
    }
  }
}
