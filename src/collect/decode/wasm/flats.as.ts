// Columns directly in the record: from each one's slot into its builder.
import { Column, fillNulls, putLevels, putText } from '../../../lake/parquet/wasm/columns.as';
import { SLOT } from './batches.as';
import { characters, length, text } from './characters.as';

/** Which slots have a column, 64 bits a word, and the byte offset of each one's builder. */
const FLAT_SLOTS: i32 = 128;
const WORD: i32 = 64;
const flatSlots: usize = memory.data(8 * 2);
const flatColumns: usize = memory.data(4 * 128);

/** The column of this number has its values in a slot. */
export function addFlat(slot: i32, column: i32): void {
  if (slot >= FLAT_SLOTS) unreachable();
  const word = flatSlots + 8 * <usize>(slot / WORD);
  store<u64>(word, load<u64>(word) | ((<u64>1) << <u64>(slot % WORD)));
  store<u32>(flatColumns + 4 * <usize>slot, <u32>offsetof<Column>() * column);
}

// @ts-ignore: decorator
@inline
function flatsFrom(slot: i32): u64 {
  return load<u64>(flatSlots + 8 * <usize>(slot / WORD));
}

// @ts-ignore: decorator
@inline
function flatColumn(columns: usize, slot: i32): Column {
  return changetype<Column>(columns + load<u32>(flatColumns + 4 * <usize>slot));
}

/** Writes the nulls that `putFlats` has put off. */
export function fillFlats(columns: usize, rows: i32): void {
  for (let first = 0; first < FLAT_SLOTS; first += WORD) {
    for (let left = flatsFrom(first); left; left &= left - 1) {
      fillNulls(flatColumn(columns, first + <i32>ctz(left)), rows);
    }
  }
}

/** Which of eight slots have a value, a bit each. */
// @ts-ignore: decorator
@inline
function valuesIn(slots: usize): u64 {
  const none = i32x4.splat(0);
  const a = v128.shuffle<i32>(v128.load(slots), v128.load(slots, 16), 0, 2, 4, 6);
  const b = v128.shuffle<i32>(v128.load(slots, 32), v128.load(slots, 48), 0, 2, 4, 6);
  return <u64>i16x8.bitmask(i16x8.narrow_i32x4_s(i32x4.ne(a, none), i32x4.ne(b, none)));
}

/** Which of 64 slots have a value, of those in `wanted`. May read up to seven slots beyond a record's. */
// @ts-ignore: decorator
@inline
function valuesOf(slots: usize, wanted: u64): u64 {
  let found: u64 = 0;
  for (let i = 0; i < WORD; i += 8) {
    if ((wanted >> <u64>i) & 0xff) found |= valuesIn(slots + SLOT * <usize>i) << <u64>i;
  }
  return found & wanted;
}

/** Puts a record's values as the row of this number. Most columns are null in most rows: those are left for later. */
export function putFlats(columns: usize, row: i32, slots: usize): void {
  for (let first = 0; first < FLAT_SLOTS; first += WORD) {
    const wanted = flatsFrom(first);
    if (!wanted) continue;
    for (let left = valuesOf(slots + SLOT * <usize>first, wanted); left; left &= left - 1) {
      const slot = first + <i32>ctz(left);
      const c = flatColumn(columns, slot);
      fillNulls(c, row);
      putLevels(c, 1, 0);
      characters(slots + SLOT * <usize>slot);
      putText(c, text, length);
    }
  }
}
