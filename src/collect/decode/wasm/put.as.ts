// Writing text: each returns the end of what it wrote.
import { copy } from '../../../lake/parquet/wasm/memory.as';

// @ts-ignore: decorator
@inline
export function putByte(to: usize, c: u32): usize {
  store<u8>(to, c);
  return to + 1;
}

export function putDecimal(to: usize, value: i32): usize {
  if (value >= 10) to = putDecimal(to, value / 10);
  return putByte(to, 48 + (value % 10));
}

/** May write up to 15 bytes more. */
export function putBytes(to: usize, from: usize, n: usize): usize {
  copy(to, from, n);
  return to + n;
}
