// The decoder's half in WebAssembly: JSON text of records in, Parquet pages out.
import { Caller } from './callers.as';
import { DayTable } from './tables.as';

export { addColumn, appendRows, finishRows, freeTable, newTable, resetTable, setAgentColumn } from './rows.as';
export { addKey, addRow, setFields, setPrefix, setSlots } from './layout.as';
export { setCallerField } from './callers.as';
export { addSessionMember, setSessionSlots } from './sessions.as';
export { batchDays, batchHashes, batchRows, beginBatch, endBatch, reserveText, selectBatch } from './batches.as';
export { addIdentitySlot, setIdentityRow } from './identities.as';
export { setCategory, setIdentity, setNeeded, setTimeSlot } from './judge.as';
export { scanRecords, setObject, stopped, takeRecord } from './records.as';
export { objectText, objectTextLength, takeObject } from './objects.as';
export { checkSum } from './crc.as';
export { fault } from './json.as';
export {
  alloc,
  bloom,
  bloomSize,
  bounds,
  dictionary,
  dictionaryLength,
  dictionarySize,
  entries,
  flatPage,
  free,
  greatest,
  least,
  nextPage,
  page,
  pageEntries,
  rewind,
  settleColumn,
  values,
} from '../../../lake/parquet/wasm/exports.as';

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
export function callerTextLength(at: usize): i32 {
  return tableOf(at).callers ? tableOf(at).callerTextLength : 0;
}
export function sessions(at: usize): usize {
  return tableOf(at).sessions;
}
export function sessionLength(at: usize): i32 {
  return tableOf(at).sessionLength;
}
export function tableColumns(at: usize): usize {
  return tableOf(at).columns;
}
