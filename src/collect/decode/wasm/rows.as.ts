// Second pass: the rows that are neither refused nor known go into the column builders of their day.
import { allocate, regrow } from '../../../lake/parquet/wasm/memory.as';
import { xxh64 } from '../../../lake/parquet/wasm/hash.as';
import { Column, columnAt, freeColumns, newColumns, putLevels, putNumber, putText, Spec, specAt } from '../../../lake/parquet/wasm/columns.as';
import { unescape } from './json.as';
import { LIST, MAP, ROW, rowAt, rowCount } from './layout.as';
import { elementAt, ESCAPED, Found, foundAt, scratchOf, SLOT, slotsAt, unknownAt } from './records.as';
import { takeCaller } from './callers.as';
import { takeSession } from './sessions.as';
import { DayTable } from './tables.as';

/** Where a column's value comes from. */
export const FROM_SLOT: i32 = 0;
export const FROM_LIST: i32 = 1;
export const FROM_KEY: i32 = 2;
export const FROM_VALUE: i32 = 3;
export const FROM_TIME: i32 = 4;
export const FROM_OBJECT: i32 = 5;
export const FROM_CALLER: i32 = 6;
export const FROM_UNKNOWN: i32 = 7;
export const FROM_FLAGS: i32 = 8;

@unmanaged
class Source {
  kind: i32;
  /** The slot, or the field's place in a list element. */
  slot: i32;
  /** The row, list or map it stands in; -1: directly in the record. */
  owner: i32;
}

const MAX_COLUMNS: i32 = 160;
const sources: usize = memory.data(12 * 160);
const specs: usize = memory.data(32 * 160);
let columnCount: i32 = 0;

export function addColumn(mode: i32, maxDef: i32, maxRep: i32, kind: i32, slot: i32, owner: i32): void {
  if (columnCount == MAX_COLUMNS) unreachable();
  const spec = specAt(specs, columnCount);
  spec.mode = mode;
  spec.maxDef = maxDef;
  spec.maxRep = maxRep;
  const source = changetype<Source>(sources + offsetof<Source>() * <usize>columnCount);
  source.kind = kind;
  source.slot = slot;
  source.owner = owner;
  columnCount++;
}

export function newTable(): usize {
  const table = changetype<DayTable>(allocate(offsetof<DayTable>()));
  table.columns = newColumns(specs, columnCount);
  table.rows = 0;
  table.raw = 0;
  table.least = i64.MAX_VALUE;
  table.greatest = i64.MIN_VALUE;
  table.callers = 0;
  table.sessions = 0;
  table.sessionLength = 0;
  return changetype<usize>(table);
}

export function freeTable(at: usize): void {
  const table = changetype<DayTable>(at);
  freeColumns(table.columns, columnCount);
  if (table.callers) heap.free(table.callers);
  if (table.sessions) heap.free(table.sessions);
  heap.free(at);
}

/** Definition levels of fields that are not there, for each row of the layout. */
const present: usize = memory.data(4 * 32);

function weighRows(slots: usize): void {
  for (let i = 1; i < rowCount; i++) {
    const row = rowAt(i);
    if (row.kind != ROW || row.parent < 0) continue;
    const isThere = load<u32>(slots + SLOT * <usize>row.slot) != 0;
    store<i32>(present + 4 * <usize>i, isThere ? row.depth : load<i32>(present + 4 * <usize>row.parent));
  }
}

let text: usize = 0;
let length: usize = 0;

/** Points `text` and `length` at the characters of a value. */
// @ts-ignore: decorator
@inline
function characters(slot: usize): void {
  const n = load<u32>(slot, 4);
  text = load<u32>(slot);
  length = n & ~ESCAPED;
  if (n & ESCAPED) {
    const to = scratchOf(length);
    length = unescape(text, length, to);
    text = to;
  }
}

// @ts-ignore: decorator
@inline
function putValue(c: Column, slot: usize, nullDef: i32, rep: i32): void {
  if (load<u32>(slot) == 0) {
    putLevels(c, nullDef, rep);
    return;
  }
  putLevels(c, c.spec.maxDef, rep);
  characters(slot);
  putText(c, text, length);
}

function putElements(c: Column, source: Source, slots: usize): void {
  const owner = rowAt(source.owner);
  const slot = slots + SLOT * <usize>owner.slot;
  const first = load<u32>(slot);
  const count = load<u32>(slot, 4);
  if (first == 0) {
    putLevels(c, load<i32>(present + 4 * <usize>owner.parent), 0);
    return;
  }
  if (count == 0) {
    putLevels(c, owner.depth + 1, 0);
    return;
  }
  const words: u32 = owner.kind == LIST ? owner.fields + 1 : 2;
  for (let i: u32 = 0; i < count; i++) {
    const element = elementAt(first - 1 + i * words);
    const rep = i ? 1 : 0;
    if (owner.kind == MAP) putValue(c, element + SLOT * <usize>source.slot, owner.depth + 2, rep);
    else if (load<u32>(element) == 0) putLevels(c, owner.depth + 2, rep);
    else putValue(c, element + SLOT * <usize>(source.slot + 1), owner.depth + 3, rep);
  }
}

function putByte(to: usize, c: u32): usize {
  store<u8>(to, c);
  return to + 1;
}

function putDecimal(to: usize, value: i32): usize {
  if (value >= 10) to = putDecimal(to, value / 10);
  return putByte(to, 48 + (value % 10));
}

function putBytes(to: usize, from: usize, n: usize): usize {
  memory.copy(to, from, n);
  return to + n;
}

/** `"userIdentity.newField":value` or `"resources[0].ARNPrefix":value`. */
function putUnknown(to: usize, at: usize): usize {
  const row = rowAt(load<i32>(at, 16));
  const element = load<i32>(at, 20);
  to = putBytes(putByte(to, 0x22), row.prefix, row.prefixLength);
  if (element >= 0) {
    to = putDecimal(putByte(to, 0x5b), element);
    to = putByte(putByte(to, 0x5d), 0x2e);
  }
  to = putBytes(to, load<u32>(at), load<u32>(at, 4));
  to = putByte(putByte(to, 0x22), 0x3a);
  return putBytes(to, load<u32>(at, 8), load<u32>(at, 12));
}

function putUnknowns(c: Column, found: Found): void {
  if (found.unknownCount == 0) {
    putLevels(c, 0, 0);
    return;
  }
  const start = scratchOf(found.end - found.start + 96 * <usize>found.unknownCount);
  let to = start;
  for (let i = 0; i < found.unknownCount; i++) {
    to = putUnknown(putByte(to, i ? 0x2c : 0x7b), unknownAt(found.unknownFrom + i));
  }
  to = putByte(to, 0x7d);
  putLevels(c, 1, 0);
  putText(c, start, to - start);
}

function putDerived(c: Column, kind: i32, found: Found, caller: i64): void {
  if (kind == FROM_TIME && !found.timed) {
    putLevels(c, 0, 0);
    return;
  }
  if (kind == FROM_FLAGS) {
    putLevels(c, found.flagsLength ? 1 : 0, 0);
    if (found.flagsLength) putText(c, found.flags, found.flagsLength);
    return;
  }
  putLevels(c, 1, 0);
  putNumber(c, kind == FROM_TIME ? found.ts : kind == FROM_OBJECT ? <i64>found.object : caller);
}

/** Adds a row of the selected batch to a day's table. */
export function appendRow(index: i32, at: usize): void {
  const table = changetype<DayTable>(at);
  const found = foundAt(index);
  const slots = slotsAt(index);
  weighRows(slots);
  const caller = takeCaller(table, slots, found);
  takeSession(table, slots, found);
  for (let i = 0; i < columnCount; i++) {
    const c = columnAt(table.columns, i);
    const source = changetype<Source>(sources + offsetof<Source>() * <usize>i);
    const kind = source.kind;
    if (kind == FROM_SLOT) {
      const nullDef = source.owner < 0 ? 0 : load<i32>(present + 4 * <usize>source.owner);
      putValue(c, slots + SLOT * <usize>source.slot, nullDef, 0);
    } else if (kind <= FROM_VALUE) putElements(c, source, slots);
    else if (kind == FROM_UNKNOWN) putUnknowns(c, found);
    else putDerived(c, kind, found, caller);
  }
  table.rows++;
  table.raw += <u32>(found.end - found.start);
  if (found.timed) {
    if (found.ts < table.least) table.least = found.ts;
    if (found.ts > table.greatest) table.greatest = found.ts;
  }
}
