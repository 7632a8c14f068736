// Inflates DEFLATE data (RFC 1951) from memory to memory, into room of the very size that the text has. What it is
// not sure of, for whatever reason, it leaves to zlib, which finds the words for it.

// An entry of a code table: bits 0-5 how many bits it takes, extra ones among them; 8-11 how many of these are the
// code; 16-30 a literal, the base of a length or distance, or where a second table begins, of 2^(bits 8-11) entries.
const LITERAL: u32 = 0x80000000;
const SPECIAL: u32 = 0x4000;
const END: u32 = 0x2000;
const SECOND: u32 = 0x1000;

const LITERAL_BITS: i32 = 11;
const DISTANCE_BITS: i32 = 8;
const LENGTH_BITS: i32 = 7;
const LITERALS: i32 = 0;
const DISTANCES: i32 = 1;
const LENGTHS: i32 = 2;

/** Entries of a table: the first one and all second ones. zlib's `enough` needs 2,342 and 402 for these codes. */
const MOST: u32 = 4096;
const literalTable: usize = memory.data(4 * 4096);
const distanceTable: usize = memory.data(4 * 4096);
const lengthTable: usize = memory.data(4 * 128);

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
const lengthOrder: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

const codeLengths: usize = memory.data(352);
const symbols: usize = memory.data(2 * 320);
const counts: usize = memory.data(4 * 16);
/** Where the next symbol of each length goes. */
const places: usize = memory.data(4 * 16);

// Between blocks: the next byte, bits that were read ahead (`bitCount` of them count), and the next place for text.
let source: usize = 0;
let sourceEnd: usize = 0;
let bits: u64 = 0;
let bitCount: u64 = 0;
let start: usize = 0;
let out: usize = 0;
let outEnd: usize = 0;

// @ts-ignore: decorator
@inline
function base(entry: u32): u32 {
  return (entry >> 16) & 0x7fff;
}

/** The value of a length or distance: its base and its extra bits. */
// @ts-ignore: decorator
@inline
function valueOf(entry: u32, from: u64): u32 {
  const mask = ((<u64>1) << <u64>(entry & 63)) - 1;
  return base(entry) + <u32>((from & mask) >> <u64>((entry >> 8) & 15));
}

// @ts-ignore: decorator
@inline
function entryOf(table: usize, index: u32): u32 {
  return load<u32>(table + 4 * <usize>index);
}

// @ts-ignore: decorator
@inline
function low(from: u64, width: u32): u32 {
  return <u32>from & ((1 << width) - 1);
}

/** Takes up to 32 bits. */
function take(width: u32): u32 {
  while (bitCount < 32) {
    bits |= <u64>load<u8>(source++) << bitCount;
    bitCount += 8;
  }
  const value = low(bits, width);
  bits >>= <u64>width;
  bitCount -= <u64>width;
  return value;
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
function makeTable(table: usize, kind: i32, width: u32, n: i32): bool {
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

function fixedCodes(): bool {
  memory.fill(codeLengths, 8, 144);
  memory.fill(codeLengths + 144, 9, 112);
  memory.fill(codeLengths + 256, 7, 24);
  memory.fill(codeLengths + 280, 8, 8);
  if (!makeTable(literalTable, LITERALS, LITERAL_BITS, 288)) return false;
  memory.fill(codeLengths, 5, 32);
  return makeTable(distanceTable, DISTANCES, DISTANCE_BITS, 32);
}

/** Reads the lengths of a block's own codes, which are coded themselves, and makes its tables. */
function ownCodes(): bool {
  const literals: u32 = 257 + take(5);
  const distances: u32 = 1 + take(5);
  const lengths: u32 = 4 + take(4);
  if (literals > 286 || distances > 30) return false;
  memory.fill(codeLengths, 0, 19);
  for (let i: u32 = 0; i < lengths; i++) store<u8>(codeLengths + load<u8>(lengthOrder + i), take(3));
  if (!makeTable(lengthTable, LENGTHS, LENGTH_BITS, 19)) return false;
  const all = literals + distances;
  if (!readLengths(all) || load<u8>(codeLengths + 256) == 0) return false;
  if (!makeTable(literalTable, LITERALS, LITERAL_BITS, literals)) return false;
  memory.copy(codeLengths, codeLengths + literals, distances);
  return makeTable(distanceTable, DISTANCES, DISTANCE_BITS, distances);
}

function readLengths(all: u32): bool {
  let i: u32 = 0;
  while (i < all) {
    if (source > sourceEnd + 8) return false;
    take(0);
    const entry = entryOf(lengthTable, low(bits, LENGTH_BITS));
    if (entry & SPECIAL) return false;
    take(entry & 63);
    const symbol = base(entry);
    if (symbol < 16) {
      store<u8>(codeLengths + i++, symbol);
      continue;
    }
    if (symbol == 16 && i == 0) return false;
    const value: u32 = symbol == 16 ? load<u8>(codeLengths + i - 1) : 0;
    const times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (i + times > all) return false;
    memory.fill(codeLengths + i, <u8>value, times);
    i += times;
  }
  return true;
}

/** Copies what was written `distance` bytes before; may write up to 15 bytes more. Returns the end. */
// @ts-ignore: decorator
@inline
function repeat(to: usize, distance: usize, length: usize): usize {
  const end = to + length;
  let from = to - distance;
  if (distance >= 16) {
    do {
      v128.store(to, v128.load(from));
      to += 16;
      from += 16;
    } while (to < end);
  } else if (distance == 1) {
    const byte = i8x16.splat(load<u8>(from));
    do {
      v128.store(to, byte);
      to += 16;
    } while (to < end);
  } else {
    do store<u8>(to++, load<u8>(from++));
    while (to < end);
  }
  return end;
}

/**
 * Literals and repetitions of one block, up to its end. Bits are read ahead once a turn: of the 64 that there are then,
 * three literals take 33 at most, a length and its distance 48, and what remains is enough to look the next entry up.
 */
function readCodes(): bool {
  let p = source;
  let b = bits;
  let n = bitCount;
  let to = out;
  const last = sourceEnd + 8;
  const from = start;
  const end = outEnd;
  // Eight bytes are laid over what is there; those that find no room are read again next time.
  b |= load<u64>(p) << n;
  p += <usize>((63 - n) >> 3);
  n |= 56;
  // The next entry is looked up before a repetition is written: its place is known, and memory takes its time.
  let e = entryOf(literalTable, low(b, LITERAL_BITS));
  while (true) {
    if (p > last || to > end) return false;
    b |= load<u64>(p) << n;
    p += <usize>((63 - n) >> 3);
    n |= 56;
    if (e & LITERAL) {
      b >>= <u64>(e & 63);
      n -= <u64>(e & 63);
      store<u8>(to++, e >> 16);
      e = entryOf(literalTable, low(b, LITERAL_BITS));
      if (e & LITERAL) {
        b >>= <u64>(e & 63);
        n -= <u64>(e & 63);
        store<u8>(to++, e >> 16);
        e = entryOf(literalTable, low(b, LITERAL_BITS));
        if (e & LITERAL) {
          b >>= <u64>(e & 63);
          n -= <u64>(e & 63);
          store<u8>(to++, e >> 16);
          e = entryOf(literalTable, low(b, LITERAL_BITS));
        }
      }
      continue;
    }
    if (e & SECOND) {
      b >>= LITERAL_BITS;
      n -= LITERAL_BITS;
      e = entryOf(literalTable, base(e) + low(b, (e >> 8) & 15));
    }
    const code = b;
    b >>= <u64>(e & 63);
    n -= <u64>(e & 63);
    if (e & LITERAL) {
      store<u8>(to++, e >> 16);
      e = entryOf(literalTable, low(b, LITERAL_BITS));
      continue;
    }
    if (e & SPECIAL) {
      if (!(e & END)) return false;
      break;
    }
    const length: usize = valueOf(e, code);
    let d = entryOf(distanceTable, low(b, DISTANCE_BITS));
    if (d & SECOND) {
      b >>= DISTANCE_BITS;
      n -= DISTANCE_BITS;
      d = entryOf(distanceTable, base(d) + low(b, (d >> 8) & 15));
    }
    if (d & SPECIAL) return false;
    const distance: usize = valueOf(d, b);
    b >>= <u64>(d & 63);
    n -= <u64>(d & 63);
    e = entryOf(literalTable, low(b, LITERAL_BITS));
    if (to > end || distance > to - from || length > end - to) return false;
    to = repeat(to, distance, length);
  }
  // Bits above those that count would be laid over again.
  bits = n ? b & (((<u64>1) << n) - 1) : 0;
  bitCount = n;
  source = p;
  out = to;
  return true;
}

/** A block that is not compressed. */
function readStored(): bool {
  source -= <usize>(bitCount >> 3);
  bits = 0;
  bitCount = 0;
  const length: usize = load<u16>(source);
  if (source + 4 > sourceEnd || length != <usize>(<u32>load<u16>(source, 2) ^ 0xffff)) return false;
  source += 4;
  if (length > sourceEnd - source || length > outEnd - out) return false;
  memory.copy(out, source, length);
  source += length;
  out += length;
  return true;
}

/** Whether the n bytes at `from` inflate to exactly `room` bytes, which then lie at `to`. Both need 32 bytes more. */
export function inflate(from: usize, n: usize, to: usize, room: usize): bool {
  source = from;
  sourceEnd = from + n;
  bits = 0;
  bitCount = 0;
  start = to;
  out = to;
  outEnd = to + room;
  let isLast: u32 = 0;
  while (!isLast) {
    isLast = take(1);
    const type = take(2);
    if (type == 3) return false;
    if (type == 0) {
      if (!readStored()) return false;
    } else {
      if (!(type == 1 ? fixedCodes() : ownCodes())) return false;
      if (!readCodes()) return false;
    }
    if (source - <usize>(bitCount >> 3) > sourceEnd) return false;
  }
  return out == outEnd && source - <usize>(bitCount >> 3) == sourceEnd;
}
