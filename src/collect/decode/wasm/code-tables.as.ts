// The tables that DEFLATE's codes (RFC 1951, 3.2) are read with.

// An entry of a code table: bits 0-5 how many bits it takes, extra ones among them; 8-11 how many of these are the
// code; 16-30 a literal, the base of a length or distance, or where a second table begins, of 2^(bits 8-11) entries.
export const LITERAL: u32 = 0x80000000;
export const SPECIAL: u32 = 0x4000;
export const END: u32 = 0x2000;
export const SECOND: u32 = 0x1000;

export const LITERAL_BITS: i32 = 11;
export const DISTANCE_BITS: i32 = 8;
export const LENGTH_BITS: i32 = 7;
/** Kinds of codes. */
export const LITERALS: i32 = 0;
export const DISTANCES: i32 = 1;
export const LENGTHS: i32 = 2;

/** Entries of a table: the first one and all second ones. zlib's `enough` needs 2,342 and 402 for these codes. */
const MOST: u32 = 4096;
export const literalTable: usize = memory.data(4 * 4096);
export const distanceTable: usize = memory.data(4 * 4096);
export const lengthTable: usize = memory.data(4 * 128);

const lengthBase: usize = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
const lengthExtra: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const distanceBase: usize = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]);

/** Lengths of the codes of all symbols, one byte each: what `makeTable` makes a table of. */
export const codeLengths: usize = memory.data(352);
const symbols: usize = memory.data(2 * 320);
const counts: usize = memory.data(4 * 16);
/** Where the next symbol of each length goes. */
const places: usize = memory.data(4 * 16);

// @ts-ignore: decorator
@inline
export function base(entry: u32): u32 {
  return (entry >> 16) & 0x7fff;
}

// @ts-ignore: decorator
@inline
export function entryOf(table: usize, index: u32): u32 {
  return load<u32>(table + 4 * <usize>index);
}

function reversed(code: u32, length: u32): u32 {
  let v = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
  v = ((v & 0x3333) << 2) | ((v >> 2) & 0x3333);
  v = ((v & 0x0f0f) << 4) | ((v >> 4) & 0x0f0f);
  v = ((v & 0x00ff) << 8) | (v >> 8);
  return v >> (16 - length);
}

/** What a symbol means, for a code of so many bits. */
function meaning(kind: i32, symbol: u32, length: u32): u32 {
  if (kind == LENGTHS) return (symbol << 16) | length;
  if (kind == DISTANCES) {
    if (symbol > 29) return SPECIAL;
    const extra = symbol < 2 ? 0 : (symbol >> 1) - 1;
    return (<u32>load<u16>(distanceBase + 2 * <usize>symbol) << 16) | (length << 8) | (length + extra);
  }
  if (symbol < 256) return LITERAL | (symbol << 16) | length;
  if (symbol == 256) return SPECIAL | END | length;
  if (symbol > 285) return SPECIAL;
  const extra: u32 = load<u8>(lengthExtra + symbol - 257);
  return (<u32>load<u16>(lengthBase + 2 * <usize>(symbol - 257)) << 16) | (length << 8) | (length + extra);
}

// @ts-ignore: decorator
@inline
function countAt(length: u32): i32 {
  return load<i32>(counts + 4 * <usize>length);
}

/** Counts codes of each length, and puts their symbols in order. Returns the greatest length, -1 for no sound code. */
function sortCodes(kind: i32, n: i32): i32 {
  memory.fill(counts, 0, 64);
  for (let i = 0; i < n; i++) {
    const at = counts + 4 * <usize>load<u8>(codeLengths + i);
    store<i32>(at, load<i32>(at) + 1);
  }
  store<i32>(counts, 0);
  let left = 1;
  let longest = 0;
  for (let length = 1; length < 16; length++) {
    left = 2 * left - countAt(length);
    if (left < 0) return -1;
    if (countAt(length)) longest = length;
  }
  // Of codes that leave something open only a single one, of one bit, is allowed.
  if (left > 0 && (kind == LENGTHS || longest > 1)) return -1;
  let next = 0;
  for (let length = 1; length <= longest; length++) {
    store<i32>(places + 4 * <usize>length, next);
    next += countAt(length);
  }
  for (let i = 0; i < n; i++) {
    const length: usize = load<u8>(codeLengths + i);
    if (!length) continue;
    const at = places + 4 * length;
    const place = load<i32>(at);
    store<u16>(symbols + 2 * <usize>place, i);
    store<i32>(at, place + 1);
  }
  return longest;
}

/** Bits of a second table whose first code is so long: until all that can follow has room. `used`: of that length. */
function secondBits(length: u32, used: i32, width: u32, longest: u32): u32 {
  let size = length - width;
  let left = (1 << size) - (countAt(length) - used);
  while (left > 0 && size + width < longest) {
    size++;
    left = 2 * left - countAt(size + width);
  }
  return size;
}

/** Makes the table of the codes whose lengths lie in `codeLengths`. */
export function makeTable(table: usize, kind: i32, width: u32, n: i32): bool {
  const longest = sortCodes(kind, n);
  if (longest < 0) return false;
  const slots: u32 = 1 << width;
  if (longest < 2) for (let i: u32 = 0; i < slots; i++) store<u32>(table + 4 * <usize>i, SPECIAL);
  let code: u32 = 0;
  let next: usize = 0;
  let free = slots;
  let prefix: u32 = -1;
  let second: usize = 0;
  let size: u32 = 0;
  for (let length: u32 = 1; length <= <u32>longest; length++) {
    const count = countAt(length);
    for (let k = 0; k < count; k++) {
      const symbol: u32 = load<u16>(symbols + 2 * next++);
      const at = reversed(code++, length);
      if (length <= width) {
        const entry = meaning(kind, symbol, length);
        for (let i = at; i < slots; i += 1 << length) store<u32>(table + 4 * <usize>i, entry);
        continue;
      }
      if ((at & (slots - 1)) != prefix) {
        prefix = at & (slots - 1);
        size = secondBits(length, k, width, longest);
        if (free + (1 << size) > MOST) return false;
        store<u32>(table + 4 * <usize>prefix, SPECIAL | SECOND | (free << 16) | (size << 8) | width);
        second = table + 4 * <usize>free;
        free += 1 << size;
      }
      const entry = meaning(kind, symbol, length - width);
      for (let i = at >> width; i < <u32>(1 << size); i += 1 << (length - width)) {
        store<u32>(second + 4 * <usize>i, entry);
      }
    }
    code <<= 1;
  }
  return true;
}
