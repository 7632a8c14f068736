// What the scanner looks for: the keys of each row, and the slot that each value goes to.
import { allocateZeroed, equal } from '../../../lake/parquet/wasm/memory.as';

export const ROW: i32 = 0;
export const LIST: i32 = 1;
export const MAP: i32 = 2;

@unmanaged
export class Key {
  low: u64;
  high: u64;
  length: i32;
  /** Where the value goes, counted from the row's (or the list element's) first slot; -1: nowhere. */
  slot: i32;
  /** The row, list or map that the value is; -1: a plain value. */
  nested: i32;
  text: usize;
  /** The key that followed this one last time: keys come in much the same order in each record. */
  next: usize;
}

@unmanaged
export class Row {
  kind: i32;
  /** Definition level of its fields' parent when it is there. */
  depth: i32;
  parent: i32;
  slot: i32;
  /** Slots of one list element, without the first that says whether it is there. */
  fields: i32;
  /** Path before the names of unknown fields: `userIdentity.`. */
  prefix: usize;
  prefixLength: i32;
  keys: usize;
  first: usize;
}

const KEY_SLOTS: i32 = 128;
const MAX_ROWS: i32 = 32;

const rowTable: usize = memory.data(72 * 32);
export let rowCount: i32 = 0;
export let slotCount: i32 = 0;

// @ts-ignore: decorator
@inline
export function rowAt(i: i32): Row {
  return changetype<Row>(rowTable + 72 * <usize>i);
}

export function setSlots(count: i32): void {
  slotCount = count;
}

export function addRow(kind: i32, depth: i32, parent: i32, slot: i32): i32 {
  if (rowCount == MAX_ROWS) unreachable();
  const row = rowAt(rowCount);
  row.kind = kind;
  row.depth = depth;
  row.parent = parent;
  row.slot = slot;
  row.fields = 0;
  row.keys = allocateZeroed(offsetof<Key>() * <usize>KEY_SLOTS);
  row.first = 0;
  return rowCount++;
}

export function setPrefix(row: i32, text: usize, length: i32): void {
  rowAt(row).prefix = text;
  rowAt(row).prefixLength = length;
}

export function setFields(row: i32, fields: i32): void {
  rowAt(row).fields = fields;
}

// @ts-ignore: decorator
@inline
function lowOf(p: usize, n: i32): u64 {
  const v = load<u64>(p);
  return n >= 8 ? v : v & (((<u64>1) << (<u64>n << 3)) - 1);
}

// @ts-ignore: decorator
@inline
function highOf(p: usize, n: i32): u64 {
  return n >= 8 ? load<u64>(p + n - 8) : 0;
}

// @ts-ignore: decorator
@inline
function slotOf(low: u64, high: u64, n: i32): i32 {
  return <i32>(((low ^ rotl<u64>(high, 29) ^ <u64>n) * 0x9e3779b97f4a7c15) >> 57);
}

// @ts-ignore: decorator
@inline
function keyAt(row: Row, i: i32): Key {
  return changetype<Key>(row.keys + offsetof<Key>() * <usize>i);
}

// @ts-ignore: decorator
@inline
function is(key: Key, p: usize, n: i32, low: u64, high: u64): bool {
  return key.length == n && key.low == low && key.high == high && (n <= 16 || equal(key.text, p, n));
}

export function addKey(row: i32, text: usize, length: i32, slot: i32, nested: i32): void {
  const r = rowAt(row);
  const low = lowOf(text, length);
  const high = highOf(text, length);
  let k = slotOf(low, high, length);
  while (keyAt(r, k).length) k = (k + 1) & (KEY_SLOTS - 1);
  const key = keyAt(r, k);
  key.low = low;
  key.high = high;
  key.length = length;
  key.slot = slot;
  key.nested = nested;
  key.text = text;
}

/** Whether the key at `guess` is the text at p, closed by its quote. */
// @ts-ignore: decorator
@inline
export function guessed(guess: usize, p: usize): bool {
  if (!guess) return false;
  const key = changetype<Key>(guess);
  const n = key.length;
  return load<u8>(p + n) == 0x22 && is(key, p, n, lowOf(p, n), highOf(p, n));
}

/** The key as spelled, or 0. */
export function findKey(row: Row, p: usize, n: i32): usize {
  if (n == 0) return 0;
  const low = lowOf(p, n);
  const high = highOf(p, n);
  let k = slotOf(low, high, n);
  while (true) {
    const key = keyAt(row, k);
    if (!key.length) return 0;
    if (is(key, p, n, low, high)) return changetype<usize>(key);
    k = (k + 1) & (KEY_SLOTS - 1);
  }
}
