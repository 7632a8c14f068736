// Events that hand out credentials: their facts are kept as text, and read by whoever takes the finished part.
import { allocate, regrow } from '../../../lake/parquet/wasm/memory.as';
import { Found, SLOT } from './batches.as';
import { DayTable } from './tables.as';

let nameSlot: i32 = -1;
let answerSlot: i32 = -1;

/** Slots of eventName and responseElements; without them a table has no sessions. */
export function setSessionSlots(name: i32, answer: i32): void {
  nameSlot = name;
  answerSlot = answer;
}

const ASSUME: usize = memory.data<u8>([65, 115, 115, 117, 109, 101, 82, 111]); // AssumeRo(le|ot)
const SESSION: usize = memory.data<u8>([71, 101, 116, 83, 101, 115, 115, 105]); // GetSessi(onToken)
const FEDERATION: usize = memory.data<u8>([71, 101, 116, 70, 101, 100, 101, 114]); // GetFeder(ationToken)

function handsOutCredentials(slots: usize): bool {
  const at = slots + SLOT * <usize>nameSlot;
  if (load<u32>(at, 4) < 10) return false;
  const name = load<u64>(load<u32>(at));
  if (name != load<u64>(ASSUME) && name != load<u64>(SESSION) && name != load<u64>(FEDERATION)) return false;
  return load<u32>(slots + SLOT * <usize>answerSlot) != 0;
}

/** Keeps the text of a record that hands out credentials: its length (u32), then its bytes. */
export function takeSession(table: DayTable, slots: usize, found: Found): void {
  if (nameSlot < 0 || !handsOutCredentials(slots)) return;
  const n = <i32>(found.end - found.start);
  const need = table.sessionLength + n + 4;
  if (!table.sessions) {
    table.sessionCapacity = 2 * need;
    table.sessions = allocate(table.sessionCapacity);
  } else if (need > table.sessionCapacity) {
    table.sessions = regrow(table.sessions, table.sessionLength, 2 * need);
    table.sessionCapacity = 2 * need;
  }
  const at = table.sessions + table.sessionLength;
  store<u32>(at, n);
  memory.copy(at + 4, found.start, n);
  table.sessionLength = need;
}
