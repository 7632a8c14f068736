// @ts-ignore: decorator
@inline
function lowBytes(word: u64, n: usize): u64 {
  return word & (((<u64>1) << (<u64>n << 3)) - 1);
}

/** Hash of the dictionaries: quick, not stored anywhere. Two lanes, so that one multiplication hides the other. */
// @ts-ignore: decorator
@inline
export function quickHash(p: usize, n: usize): u32 {
  let a: u64 = <u64>n * 0x9e3779b97f4a7c15;
  let b: u64 = 0x94d049bb133111eb;
  let i: usize = 0;
  while (i + 16 <= n) {
    a = (rotl<u64>(a, 23) ^ load<u64>(p + i)) * 0x9e3779b97f4a7c15;
    b = (rotl<u64>(b, 29) ^ load<u64>(p + i, 8)) * 0xbf58476d1ce4e5b9;
    i += 16;
  }
  if (i + 8 <= n) {
    a = (rotl<u64>(a, 23) ^ load<u64>(p + i)) * 0x9e3779b97f4a7c15;
    i += 8;
  }
  const rest = n - i;
  if (rest) b = (rotl<u64>(b, 29) ^ lowBytes(load<u64>(p + i), rest)) * 0xbf58476d1ce4e5b9;
  const h = (a ^ rotl<u64>(b, 32)) * 0x9e3779b97f4a7c15;
  return <u32>(h >> 32) ^ <u32>h;
}

const P1: u64 = 11400714785074694791;
const P2: u64 = 14029467366897019727;
const P3: u64 = 1609587929392839161;
const P4: u64 = 9650029242287828579;
const P5: u64 = 2870177450012600261;

// @ts-ignore: decorator
@inline
function round(acc: u64, lane: u64): u64 {
  return rotl<u64>(acc + lane * P2, 31) * P1;
}

// @ts-ignore: decorator
@inline
function merge(h: u64, acc: u64): u64 {
  return (h ^ round(0, acc)) * P1 + P4;
}

function stripes(p: usize, end: usize, seed: u64): u64 {
  let a = seed + P1 + P2;
  let b = seed + P2;
  let c = seed;
  let d = seed - P1;
  for (; p + 32 <= end; p += 32) {
    a = round(a, load<u64>(p));
    b = round(b, load<u64>(p, 8));
    c = round(c, load<u64>(p, 16));
    d = round(d, load<u64>(p, 24));
  }
  const h = rotl<u64>(a, 1) + rotl<u64>(b, 7) + rotl<u64>(c, 12) + rotl<u64>(d, 18);
  return merge(merge(merge(merge(h, a), b), c), d);
}

/** XXH64 (the xxHash specification): Parquet's Bloom filters use seed 0. */
export function xxh64(start: usize, n: usize, seed: u64): u64 {
  const end = start + n;
  let h = n >= 32 ? stripes(start, end, seed) : seed + P5;
  let p = start + (n & ~31);
  h += <u64>n;
  for (; p + 8 <= end; p += 8) h = rotl<u64>(h ^ round(0, load<u64>(p)), 27) * P1 + P4;
  if (p + 4 <= end) {
    h = rotl<u64>(h ^ (<u64>load<u32>(p) * P1), 23) * P2 + P3;
    p += 4;
  }
  for (; p < end; p++) h = rotl<u64>(h ^ (<u64>load<u8>(p) * P5), 11) * P1;
  h = (h ^ (h >> 33)) * P2;
  h = (h ^ (h >> 29)) * P3;
  return h ^ (h >> 32);
}
