// Second pass: the rows that are neither refused nor known go into the column builders of their day.
import { allocate, release } from '../../../lake/parquet/wasm/memory.as';
import { Column, columnAt, DICTIONARY, freeColumns, newColumns, putId, putLevels, putNumber, putText, resetColumns, Spec, specAt } from '../../../lake/parquet/wasm/columns.as';
import { characters, length, text } from './characters.as';
import { addFlat, fillFlats, putFlats } from './flats.as';
import { LIST, MAP, ROW, rowAt, rowCount } from './layout.as';
import { elementAt, Found, foundAt, scratchOf, SLOT, slotsAt } from './batches.as';
import { clearMemo, hasAgent, MEMO, NO_AGENT, takeCaller, UNKNOWN_AGENT } from './callers.as';
import { freeIdentities, idsOf, remembered, UNKNOWN_ID } from './identities.as';
import { takeSession } from './sessions.as';
import { DayTable } from './tables.as';
import { writeUnknown } from './unknown.as';

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

/** Columns that are neither directly in the record nor inside userIdentity. */
const others: usize = memory.data(4 * 160);
let otherCount: i32 = 0;

/** Columns inside userIdentity: what `identities.as.ts` remembers of each. */
const members: usize = memory.data(4 * 64);
let memberCount: i32 = 0;

const MAX_COLUMNS: i32 = 160;
const sources: usize = memory.data(12 * 160);
const specs: usize = memory.data(32 * 160);
let columnCount: i32 = 0;

export function addColumn(mode: i32, maxDef: i32, maxRep: i32, kind: i32, slot: i32, owner: i32, inIdentity: i32): void {
  if (columnCount == MAX_COLUMNS) unreachable();
  const spec = specAt(specs, columnCount);
  spec.mode = mode;
  spec.maxDef = maxDef;
  spec.maxRep = maxRep;
  const source = changetype<Source>(sources + offsetof<Source>() * <usize>columnCount);
  source.kind = kind;
  source.slot = slot;
  source.owner = owner;
  if (inIdentity) {
    store<i32>(members + 4 * <usize>memberCount, columnCount);
    memberCount++;
  } else if (kind == FROM_SLOT && owner < 0) {
    addFlat(slot, columnCount);
  } else {
    store<i32>(others + 4 * <usize>otherCount, columnCount);
    otherCount++;
  }
  columnCount++;
}

export function newTable(): usize {
  const table = changetype<DayTable>(allocate(offsetof<DayTable>()));
  table.columns = newColumns(specs, columnCount);
  beginTable(table);
  return changetype<usize>(table);
}

function beginTable(table: DayTable): void {
  table.rows = 0;
  table.raw = 0;
  table.least = i64.MAX_VALUE;
  table.greatest = i64.MIN_VALUE;
  table.callers = 0;
  table.identities = 0;
  table.sessions = 0;
  table.sessionLength = 0;
}

/** Empties a table for another day; its builders keep what they have grown to. */
export function resetTable(at: usize): void {
  const table = changetype<DayTable>(at);
  freeNotes(table);
  resetColumns(table.columns, columnCount);
  beginTable(table);
}

export function freeTable(at: usize): void {
  const table = changetype<DayTable>(at);
  freeNotes(table);
  freeColumns(table.columns, columnCount);
  release(at);
}

function freeNotes(table: DayTable): void {
  if (table.callers) {
    release(table.callers);
    release(table.callerText);
  }
  freeIdentities(table);
  if (table.sessions) release(table.sessions);
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

function putUnknowns(c: Column, found: Found): void {
  if (found.unknownCount == 0) {
    putLevels(c, 0, 0);
    return;
  }
  const start = scratchOf(found.end - found.start + 96 * <usize>found.unknownCount);
  const to = writeUnknown(start, found);
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

// @ts-ignore: decorator
@inline
function memberAt(i: i32): i32 {
  return load<i32>(members + 4 * <usize>i);
}

/** Puts the columns inside userIdentity: from memory when the same text was there before. Returns its memo of callers. */
function putIdentity(table: DayTable, slots: usize, found: Found): usize {
  const ids = idsOf(table, found.identity, found.identitySince, memberCount, MEMO);
  for (let i = 0; i < memberCount; i++) {
    const c = columnAt(table.columns, memberAt(i));
    const known = ids && remembered ? load<i32>(ids + 4 * <usize>i) : UNKNOWN_ID;
    if (known >= 0 && c.mode == DICTIONARY) {
      putLevels(c, c.spec.maxDef, 0);
      putId(c, known);
      continue;
    }
    const source = changetype<Source>(sources + offsetof<Source>() * <usize>memberAt(i));
    const slot = slots + SLOT * <usize>source.slot;
    putValue(c, slot, load<i32>(present + 4 * <usize>source.owner), 0);
    if (ids) store<i32>(ids + 4 * <usize>i, load<u32>(slot) && c.mode == DICTIONARY ? c.lastId : UNKNOWN_ID);
  }
  if (!ids) return 0;
  const memo = ids + 4 * <usize>memberCount;
  if (!remembered) clearMemo(memo);
  return memo;
}

let agentColumn: i32 = -1;

/** Names the column of user agents. */
export function setAgentColumn(column: i32): void {
  agentColumn = column;
}

/** The id of a row's user agent, which was put just now. */
function agentOf(table: DayTable, slots: usize): i32 {
  if (agentColumn < 0 || !hasAgent(slots)) return NO_AGENT;
  const c = columnAt(table.columns, agentColumn);
  return c.mode == DICTIONARY ? c.lastId : UNKNOWN_AGENT;
}

function putOther(table: DayTable, slots: usize, found: Found, caller: i64, column: i32): void {
  const c = columnAt(table.columns, column);
  const source = changetype<Source>(sources + offsetof<Source>() * <usize>column);
  const kind = source.kind;
  if (kind == FROM_SLOT) putValue(c, slots + SLOT * <usize>source.slot, load<i32>(present + 4 * <usize>source.owner), 0);
  else if (kind <= FROM_VALUE) putElements(c, source, slots);
  else if (kind == FROM_UNKNOWN) putUnknowns(c, found);
  else putDerived(c, kind, found, caller);
}

/** Writes the nulls that `appendRow` has put off. */
export function finishRows(at: usize): void {
  const table = changetype<DayTable>(at);
  fillFlats(table.columns, table.rows);
}

/** Adds rows of the selected batch, half-open, to a day's table. */
export function appendRows(from: i32, end: i32, at: usize): void {
  for (let row = from; row < end; row++) appendRow(row, changetype<DayTable>(at));
}

function appendRow(index: i32, table: DayTable): void {
  const found = foundAt(index);
  const slots = slotsAt(index);
  weighRows(slots);
  takeSession(table, slots, found);
  const memo = putIdentity(table, slots, found);
  putFlats(table.columns, table.rows, slots);
  const caller = takeCaller(table, slots, found, memo, agentOf(table, slots));
  for (let i = 0; i < otherCount; i++) putOther(table, slots, found, caller, load<i32>(others + 4 * <usize>i));
  table.rows++;
  table.raw += <u32>(found.end - found.start);
  if (found.timed) {
    if (found.ts < table.least) table.least = found.ts;
    if (found.ts > table.greatest) table.greatest = found.ts;
  }
}
