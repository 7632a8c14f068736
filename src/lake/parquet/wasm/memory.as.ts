// Raw memory. Every buffer has PAD bytes more than asked for, so that 16-byte loads and copies may run over its end.
export const PAD: usize = 64;

export function allocate(size: usize): usize {
  return heap.alloc(size + PAD);
}

export function release(p: usize): void {
  heap.free(p);
}

export function allocateZeroed(size: usize): usize {
  const p = allocate(size);
  memory.fill(p, 0, size + PAD);
  return p;
}

/** A larger buffer with the first `used` bytes of the old one, which is freed. */
export function regrow(old: usize, used: usize, size: usize): usize {
  const p = allocate(size);
  memory.copy(p, old, used);
  release(old);
  return p;
}

// @ts-ignore: decorator
@inline
export function equal(a: usize, b: usize, n: usize): bool {
  let i: usize = 0;
  while (i + 16 <= n) {
    if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
    i += 16;
  }
  if (n & 8) {
    if (load<u64>(a + i) != load<u64>(b + i)) return false;
    i += 8;
  }
  const rest = n - i;
  if (rest == 0) return true;
  return ((load<u64>(a + i) ^ load<u64>(b + i)) & (((<u64>1) << (<u64>rest << 3)) - 1)) == 0;
}

/** Copies n bytes; may write up to 15 more. */
// @ts-ignore: decorator
@inline
export function copy(to: usize, from: usize, n: usize): void {
  if (n > 512) {
    memory.copy(to, from, n);
    return;
  }
  for (let i: usize = 0; i < n; i += 16) v128.store(to + i, v128.load(from + i));
}

/** Byte order: negative, zero or positive. */
export function compare(a: usize, an: usize, b: usize, bn: usize): i32 {
  // The first bytes tell most texts apart.
  if (an >= 8 && bn >= 8) {
    const x = load<u64>(a);
    const y = load<u64>(b);
    if (x != y) {
      const first = ctz(x ^ y) & ~7;
      return <i32>((x >> first) & 0xff) - <i32>((y >> first) & 0xff);
    }
  }
  const order = memory.compare(a, b, an < bn ? an : bn);
  return order != 0 ? order : <i32>an - <i32>bn;
}
