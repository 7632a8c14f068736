// Inflates DEFLATE data (RFC 1951) from memory to memory, into room of the very size that the text has. What it is
// not sure of, for whatever reason, it leaves to zlib, which finds the words for it.
import {
  base,
  codeLengths,
  DISTANCE_BITS,
  DISTANCES,
  distanceTable,
  END,
  entryOf,
  LENGTH_BITS,
  LENGTHS,
  lengthTable,
  LITERAL,
  LITERAL_BITS,
  LITERALS,
  literalTable,
  makeTable,
  SECOND,
  SPECIAL,
} from './code-tables.as';

/** In which order a block tells the lengths of the codes for lengths. */
const lengthOrder: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

// Between blocks: the next byte, bits that were read ahead (`bitCount` of them count), and the next place for text.
let source: usize = 0;
let sourceEnd: usize = 0;
let bits: u64 = 0;
let bitCount: u64 = 0;
let start: usize = 0;
let out: usize = 0;
let outEnd: usize = 0;

/** The value of a length or distance: its base and its extra bits. */
// @ts-ignore: decorator
@inline
function valueOf(entry: u32, from: u64): u32 {
  const mask = ((<u64>1) << <u64>(entry & 63)) - 1;
  return base(entry) + <u32>((from & mask) >> <u64>((entry >> 8) & 15));
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
