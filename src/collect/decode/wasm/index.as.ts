// The decoder's half in WebAssembly: JSON text of records in, Parquet pages out.
import { allocate } from '../../../lake/parquet/wasm/memory.as';
import { Column, columnAt, settle } from '../../../lake/parquet/wasm/columns.as';
import { bloom as writeBloom, bloomSize as sizeOfBloom, findBounds, page as writePage, pageCapacity as capacityOfPage } from '../../../lake/parquet/wasm/encode.as';
import { Caller } from './callers.as';
import { DayTable } from './tables.as';

export { addColumn, appendRow, freeTable, newTable } from './rows.as';
export { addKey, addRow, setFields, setPrefix, setSlots } from './layout.as';
export { setCallerField } from './callers.as';
export { setSessionSlots } from './sessions.as';
export {
  batchDays,
  batchHashes,
  batchRows,
  beginBatch,
  scanRecords,
  selectBatch,
  setCategory,
  setIdentity,
  setNeeded,
  setObject,
  setTimeSlot,
  stopped,
  takeRecord,
} from './records.as';
export { fault } from './json.as';
export { greatest, least } from '../../../lake/parquet/wasm/encode.as';

export function alloc(size: usize): usize {
  return allocate(size);
}
export function free(at: usize): void {
  heap.free(at);
}

function tableOf(at: usize): DayTable {
  return changetype<DayTable>(at);
}
export function tableRows(at: usize): i32 {
  return tableOf(at).rows;
}
export function tableRaw(at: usize): u32 {
  return tableOf(at).raw;
}
export function tableLeast(at: usize): i64 {
  return tableOf(at).least;
}
export function tableGreatest(at: usize): i64 {
  return tableOf(at).greatest;
}
export function callers(at: usize): usize {
  return tableOf(at).callers;
}
export function callerSlots(at: usize): i32 {
  return tableOf(at).callers ? tableOf(at).callerMask + 1 : 0;
}
export function callerStride(): i32 {
  return offsetof<Caller>();
}
export function callerText(at: usize): usize {
  return tableOf(at).callerText;
}
export function sessions(at: usize): usize {
  return tableOf(at).sessions;
}
export function sessionLength(at: usize): i32 {
  return tableOf(at).sessionLength;
}

function columnOf(at: usize, i: i32): Column {
  return columnAt(tableOf(at).columns, i);
}
/** Makes the last choice of encoding; returns the mode. */
export function settleColumn(at: usize, i: i32): i32 {
  settle(columnOf(at, i));
  return columnOf(at, i).mode;
}
export function entries(at: usize, i: i32): i32 {
  return columnOf(at, i).entries;
}
export function values(at: usize, i: i32): i32 {
  return columnOf(at, i).values;
}
export function dictionarySize(at: usize, i: i32): i32 {
  return columnOf(at, i).size;
}
export function data(at: usize, i: i32): usize {
  return columnOf(at, i).data;
}
export function dataLength(at: usize, i: i32): usize {
  return columnOf(at, i).dataLength;
}
export function pageCapacity(at: usize, i: i32): usize {
  return capacityOfPage(columnOf(at, i));
}
export function page(at: usize, i: i32, to: usize): usize {
  return writePage(columnOf(at, i), to);
}
export function bounds(at: usize, i: i32): void {
  findBounds(columnOf(at, i));
}
export function bloomSize(at: usize, i: i32): usize {
  return sizeOfBloom(columnOf(at, i));
}
export function bloom(at: usize, i: i32, to: usize): void {
  writeBloom(columnOf(at, i), to);
}
