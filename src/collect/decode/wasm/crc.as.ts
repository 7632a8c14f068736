// The check sum of gzip (RFC 1952) by folding, after the idea of Chorba (Sam Russell, arXiv:2412.16398): a multiple
// of its polynomial with few terms tells where a block can be added so that it can be left out. With
// y = x^128, a block of 16 bytes, P(x) divides y^300 + y^155 + y^117 + y^89 + 1, since squaring keeps P: what is left
// in the end are the last 300 blocks, whatever the length. The multiple was found by search; it is the shortest of
// five terms.
import { PAD } from '../../../lake/parquet/wasm/memory.as';

const BLOCK: usize = 16;
/** How far before a block those lie that were added to it. */
const FAR: usize = 300 * BLOCK;
const FIRST: usize = (300 - 155) * BLOCK;
const SECOND: usize = (300 - 117) * BLOCK;
const THIRD: usize = (300 - 89) * BLOCK;

/** Bytes that are folded at a time: with those before, they fit into the innermost cache. */
const STRETCH: usize = 16 * 1024;
/** Blocks left out: those before the stretch in hand, then the stretch. */
const folded: usize = memory.data(<i32>(FAR + STRETCH + PAD), 16);
const rest: usize = memory.data(<i32>(FAR + PAD), 16);

/** What was left out before a block and belongs to it. */
// @ts-ignore: decorator
@inline
function owed(at: usize): v128 {
  return v128.xor(
    v128.xor(v128.load(at - FIRST), v128.load(at - SECOND)),
    v128.xor(v128.load(at - THIRD), v128.load(at - FAR)),
  );
}

function fold(from: usize, n: usize): void {
  const first = folded + FAR;
  for (let i: usize = 0; i < n; i += BLOCK) {
    v128.store(first + i, v128.xor(v128.load(from + i), owed(first + i)));
  }
}

/** For each of eight bytes, the sum of each value in it, zeros behind. */
const tables: usize = memory.data(8 * 1024, 16);

function makeTables(): void {
  for (let value: u32 = 0; value < 256; value++) {
    let sum = value;
    for (let bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    store<u32>(tables + 4 * value, sum);
  }
  for (let at: usize = 0; at < 7 * 1024; at += 4) {
    const sum = load<u32>(tables + at);
    store<u32>(tables + at + 1024, (sum >> 8) ^ load<u32>(tables + 4 * (sum & 255)));
  }
}
makeTables();

// @ts-ignore: decorator
@inline
function part(table: usize, value: u32): u32 {
  return load<u32>(tables + 1024 * table + 4 * <usize>(value & 255));
}

/** Goes on with a sum over n bytes more. */
function sumOf(sum: u32, p: usize, n: usize): u32 {
  const end = p + n;
  const whole = p + (n & ~7);
  for (; p < whole; p += 8) {
    const a = sum ^ load<u32>(p);
    const b = load<u32>(p, 4);
    sum = part(7, a) ^ part(6, a >> 8) ^ part(5, a >> 16) ^ part(4, a >> 24);
    sum ^= part(3, b) ^ part(2, b >> 8) ^ part(1, b >> 16) ^ part(0, b >> 24);
  }
  for (; p < end; p++) sum = (sum >> 8) ^ part(0, sum ^ load<u8>(p));
  return sum;
}

/** Shorter texts are not worth folding: that leaves 5 kB in any case. */
const LEAST_FOLDED: usize = 8 * 1024;

/** CRC-32 of n bytes. */
export function checkSum(p: usize, n: usize): u32 {
  return ~(n < LEAST_FOLDED ? sumOf(0xffffffff, p, n) : foldedSum(p, n));
}

/** Folds a text into its last blocks, and sums these up; a text must have FAR + 16 bytes. */
function foldedSum(p: usize, n: usize): u32 {
  memory.fill(folded, 0, FAR);
  const whole = n & ~(BLOCK - 1);
  const last = p + whole - FAR;
  // gzip begins the sum with ones: that is the same as beginning at zero with the first four bytes inverted.
  const beginning = load<u32>(p);
  store<u32>(p, ~beginning);
  for (let at = p; at < last; at += STRETCH) {
    const size = min(STRETCH, last - at);
    fold(at, size);
    memory.copy(folded, folded + size, FAR);
  }
  store<u32>(p, beginning);
  // Nothing is left out of the last blocks.
  memory.fill(folded + FAR, 0, FAR);
  for (let i: usize = 0; i < FAR; i += BLOCK) {
    v128.store(rest + i, v128.xor(v128.load(last + i), owed(folded + FAR + i)));
  }
  return sumOf(sumOf(0, rest, FAR), p + whole, n - whole);
}
