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
const rest: usize = memory.data(<i32>(FAR + BLOCK + PAD), 16);

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

/** Bytes of the text that `crcRest` left. */
export let crcRestLength: usize = 0;

/**
 * A short text with the check sum of a long one, if the sum is begun at zero; a text must have FAR + 16 bytes.
 */
export function crcRest(p: usize, n: usize): usize {
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
  memory.copy(rest + FAR, p + whole, n - whole);
  crcRestLength = FAR + n - whole;
  return rest;
}
