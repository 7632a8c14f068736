// Whether a record that was read is one of this table, when it happened, and what names it.
import { xxh64 } from '../../../lake/parquet/wasm/hash.as';
import { copy } from '../../../lake/parquet/wasm/memory.as';
import { batch, ESCAPED, Found, scratchOf, SLOT } from './batches.as';
import { dayOf, parseTime } from './time.as';

// Slots with a meaning of their own; -1 where the table has none.
let timeSlot: i32 = -1;
let versionSlot: i32 = -1;
let categorySlot: i32 = -1;
let typeSlot: i32 = -1;
let needA: i32 = -1;
let needB: i32 = -1;
let recipientSlot: i32 = -1;
let accountSlot: i32 = -1;
let regionSlot: i32 = -1;
let idSlot: i32 = -1;
let category: i32 = 0;

export function setTimeSlot(slot: i32): void {
  timeSlot = slot;
}
export function setNeeded(version: i32, a: i32, b: i32): void {
  versionSlot = version;
  needA = a;
  needB = b;
}
/** `wanted`: first letter of the eventCategory that this table takes, 0 for any but the special ones. */
export function setCategory(slot: i32, type: i32, wanted: i32): void {
  categorySlot = slot;
  typeSlot = type;
  category = wanted;
}
export function setIdentity(recipient: i32, account: i32, region: i32, id: i32): void {
  recipientSlot = recipient;
  accountSlot = account;
  regionSlot = region;
  idSlot = id;
}

// @ts-ignore: decorator
@inline
function isThere(slots: usize, slot: i32): bool {
  return load<u32>(slots + SLOT * <usize>slot) != 0;
}

// What follows "Aws" in the eventType of a kind that has a table of its own: Vpce(Event), Clou(dTrailInsight),
// Aggr(egatedEvent).
const VPCE: u32 = 0x65637056;
const CLOU: u32 = 0x756f6c43;
const AGGR: u32 = 0x72676741;

function isSpecialType(slots: usize): bool {
  if (typeSlot < 0) return false;
  const at = slots + SLOT * <usize>typeSlot;
  if (load<u32>(at) == 0 || load<u32>(at, 4) < 12) return false;
  const word = load<u32>(load<u32>(at), 3);
  return word == VPCE || word == CLOU || word == AGGR;
}

// @ts-ignore: decorator
@inline
function isEscaped(slots: usize, slot: i32): bool {
  return slot >= 0 && load<u32>(slots + SLOT * <usize>slot) != 0 && (load<u32>(slots + SLOT * <usize>slot, 4) & ESCAPED) != 0;
}

/** Kinds of eventCategory that have a table of their own begin with these letters: Aggregated, Insight, Network. */
function isSpecial(c: i32): bool {
  return c == 0x41 || c == 0x49 || c == 0x4e;
}

/** Whether the record is plainly one of this table, or of an object that `isNamed` so; the slow path looks at the others. */
export function belongs(slots: usize, isNamed: bool): bool {
  if (isEscaped(slots, versionSlot) || isEscaped(slots, categorySlot) || isEscaped(slots, typeSlot)) return false;
  if (versionSlot >= 0) {
    const at = load<u32>(slots + SLOT * <usize>versionSlot);
    if (at == 0 || load<u16>(at) != 0x2e31) return false; // "1."
  }
  if (needA >= 0 && !isThere(slots, needA)) return false;
  if (needB >= 0 && !isThere(slots, needB)) return false;
  if (isNamed) return true;
  const at = load<u32>(slots + SLOT * <usize>categorySlot);
  const first: i32 = at ? load<u8>(at) : 0;
  return category ? first == category : !isSpecial(first) && !isSpecialType(slots);
}

/** Gives a record the time and day of its own text; false when that is no time. */
export function placeInTime(slots: usize, found: Found, row: i32): bool {
  const at = slots + SLOT * <usize>timeSlot;
  const ts = parseTime(load<u32>(at), load<u32>(at, 4));
  if (ts == i64.MIN_VALUE) return false;
  found.ts = ts;
  found.timed = 1;
  setDay(row, dayOf(ts));
  return true;
}

export function setDay(row: i32, day: i32): void {
  store<i32>(batch.days + 4 * <usize>row, day);
}

function append(to: usize, slots: usize, slot: i32): usize {
  if (slot >= 0) {
    const at = slots + SLOT * <usize>slot;
    const n = load<u32>(at, 4) & ~ESCAPED;
    if (load<u32>(at)) {
      copy(to, load<u32>(at), n);
      to += n;
    }
  }
  store<u8>(to, 0);
  return to + 1;
}

/** 128 bits that name the event: of account, region and id; without an id, of the record's text. */
export function identify(slots: usize, found: Found, row: i32): void {
  let from = found.start;
  let n = found.end - found.start;
  if (isThere(slots, idSlot)) {
    from = scratchOf(n);
    const account = recipientSlot >= 0 && isThere(slots, recipientSlot) ? recipientSlot : accountSlot;
    n = append(append(append(from, slots, account), slots, regionSlot), slots, idSlot) - from;
  }
  const at = batch.hashes + 16 * <usize>row;
  store<u64>(at, xxh64(from, n, 0));
  store<u64>(at, xxh64(from, n, 0x9e3779b97f4a7c15), 8);
}
