// The distinct callers of a table: who they are, how often they called, and when first and last.
import { allocate, allocateZeroed, copy, regrow, release } from '../../../lake/parquet/wasm/memory.as';
import { xxh64 } from '../../../lake/parquet/wasm/hash.as';
import { unescape } from './json.as';
import { ESCAPED, Found, scratchOf, SLOT } from './batches.as';
import { DayTable } from './tables.as';

@unmanaged
export class Caller {
  id: i64;
  first: i64;
  last: i64;
  count: i32;
  /** Offset of its texts in the table's caller text. */
  text: i32;
}

export const CALLER_FIELDS: i32 = 5;
const AGENT: i32 = 0;
const CONSOLE: i32 = 4;
// Slots of user agent, principal ARN (the issuer's first, else the identity's own), type, invokedBy, console flag.
const fields: usize = memory.data(4 * 6);
let isOn: bool = false;

/** Of a user agent that is not in a dictionary: what was called with it is not remembered. */
export const UNKNOWN_AGENT: i32 = -2;
/** There is no user agent. */
export const NO_AGENT: i32 = -1;

/** Names the slot of the n-th part of a caller; the sixth is the identity's own ARN. */
export function setCallerField(n: i32, slot: i32): void {
  store<i32>(fields + 4 * <usize>n, slot);
  isOn = true;
}

function slotOf(slots: usize, n: i32): usize {
  const slot = slots + SLOT * <usize>load<i32>(fields + 4 * <usize>n);
  return n == 1 && load<u32>(slot) == 0 ? slotOf(slots, 5) : slot;
}

/** Whether a row has a user agent. */
export function hasAgent(slots: usize): bool {
  return load<u32>(slotOf(slots, AGENT)) != 0;
}

/** Length-prefixed texts of the caller's parts; an absent part has the length 0xffffffff. */
function describe(slots: usize, to: usize): usize {
  for (let n = 0; n < CALLER_FIELDS; n++) {
    const slot = slotOf(slots, n);
    const from = load<u32>(slot);
    const size = load<u32>(slot, 4);
    if (from == 0) {
      store<u32>(to, 0xffffffff);
      to += 4;
      continue;
    }
    let length = size & ~ESCAPED;
    if (size & ESCAPED) length = <u32>unescape(from, length, to + 4);
    else copy(to + 4, from, length);
    store<u32>(to, length);
    to += 4 + length;
  }
  return to;
}

// @ts-ignore: decorator
@inline
function callerAt(table: DayTable, i: i32): Caller {
  return changetype<Caller>(table.callers + offsetof<Caller>() * <usize>i);
}

const START: i32 = 64;

function initCallers(table: DayTable): void {
  table.callers = allocateZeroed(offsetof<Caller>() * <usize>START);
  table.callerMask = START - 1;
  table.callerCount = 0;
  table.callerTextCapacity = 4096;
  table.callerText = allocate(4096);
  table.callerTextLength = 0;
}

function place(table: DayTable, id: i64): Caller {
  let k = <i32>id & table.callerMask;
  while (callerAt(table, k).count && callerAt(table, k).id != id) k = (k + 1) & table.callerMask;
  return callerAt(table, k);
}

function growCallers(table: DayTable): void {
  const old = table.callers;
  const n = table.callerMask + 1;
  table.callers = allocateZeroed(offsetof<Caller>() * <usize>(2 * n));
  table.callerMask = 2 * n - 1;
  for (let i = 0; i < n; i++) {
    const from = old + offsetof<Caller>() * <usize>i;
    if (changetype<Caller>(from).count == 0) continue;
    memory.copy(changetype<usize>(place(table, changetype<Caller>(from).id)), from, offsetof<Caller>());
  }
  release(old);
}

function keepText(table: DayTable, from: usize, n: i32): i32 {
  const at = table.callerTextLength;
  if (at + n > table.callerTextCapacity) {
    table.callerTextCapacity = 2 * (at + n);
    table.callerText = regrow(table.callerText, at, table.callerTextCapacity);
  }
  memory.copy(table.callerText + at, from, n);
  table.callerTextLength = at + n;
  return at;
}

/** Beside an identity: the user agent that it called with last, and the caller that this made. */
@unmanaged
class Memo {
  agent: i32;
  id: i64;
}
export const MEMO: usize = (offsetof<Memo>() + 3) & ~3;

export function clearMemo(at: usize): void {
  changetype<Memo>(at).agent = UNKNOWN_AGENT;
}

/**
 * Counts the row's caller; returns its id, 0 in tables without callers. `memo`: of the row's identity, 0 if there is
 * none. `agent`: the user agent's id in its dictionary.
 */
export function takeCaller(table: DayTable, slots: usize, found: Found, memo: usize, agent: i32): i64 {
  if (!isOn) return 0;
  if (!table.callers) initCallers(table);
  const isKnowable = memo && agent != UNKNOWN_AGENT && load<u32>(slotOf(slots, CONSOLE)) == 0;
  if (isKnowable && changetype<Memo>(memo).agent == agent) {
    const id = changetype<Memo>(memo).id;
    countCall(place(table, id), found);
    return id;
  }
  const id = describeCaller(table, slots, found);
  if (isKnowable) {
    changetype<Memo>(memo).agent = agent;
    changetype<Memo>(memo).id = id;
  }
  return id;
}

function describeCaller(table: DayTable, slots: usize, found: Found): i64 {
  const start = scratchOf(found.end - found.start + 64);
  const n = describe(slots, start) - start;
  const id = <i64>xxh64(start, n, 0);
  const caller = place(table, id);
  if (caller.count == 0) {
    caller.id = id;
    caller.first = i64.MAX_VALUE;
    caller.last = i64.MIN_VALUE;
    caller.text = keepText(table, start, <i32>n);
    table.callerCount++;
  }
  countCall(caller, found);
  if (table.callerCount * 2 > table.callerMask) growCallers(table);
  return id;
}

function countCall(caller: Caller, found: Found): void {
  caller.count++;
  if (!found.timed) return;
  if (found.ts < caller.first) caller.first = found.ts;
  if (found.ts > caller.last) caller.last = found.ts;
}
