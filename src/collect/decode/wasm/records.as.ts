// First pass over a batch: finds where each value of each record lies. Nothing is copied into columns yet, so a
// record can still be refused, sent to the slow path or dropped as a duplicate.
import { allocate, regrow, release } from '../../../lake/parquet/wasm/memory.as';
import { xxh64 } from '../../../lake/parquet/wasm/hash.as';
import { clearFault, escaped, fail, fault, isNull, skipSpace, stringEnd, unescape, valueEnd } from './json.as';
import { findKey, guessed, Key, LIST, MAP, Row, ROW, rowAt, slotCount } from './layout.as';
import { dayOf, parseTime } from './time.as';

/** A value: where its text begins (0: none) and how long it is. */
export const SLOT: usize = 8;
export const ESCAPED: u32 = 0x80000000;
const SEEN_NULL: u64 = 0xffffffff00000000;
/** A field without a column: key and value in the text, the row it stands in, the element of a list. */
export const UNKNOWN: usize = 24;

/** What is kept about each record beside its slots. */
@unmanaged
export class Found {
  ts: i64;
  start: usize;
  end: usize;
  unknownFrom: i32;
  unknownCount: i32;
  flags: usize;
  flagsLength: i32;
  object: i32;
  timed: i32;
}
export const FOUND: usize = offsetof<Found>();

/** Rows of the batches in hand: some, so that some can be scanned while others wait for their verdicts. */
@unmanaged
class Batch {
  rows: i32;
  capacity: i32;
  slots: usize;
  found: usize;
  days: usize;
  hashes: usize;
  elements: usize;
  elementWords: i32;
  elementCapacity: i32;
  unknown: usize;
  unknownCount: i32;
  unknownCapacity: i32;
}
const batches: usize = memory.data(96 * 3);
let batch: Batch = changetype<Batch>(batches);

let trusted: bool = false;
let object: i32 = 0;
let forcedTime: i64 = 0;
let forcedDay: i32 = 0;
let isForced: bool = false;
let flags: usize = 0;
let flagsLength: i32 = 0;

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

export function beginBatch(which: i32): void {
  batch = changetype<Batch>(batches + 96 * <usize>which);
  batch.rows = 0;
  batch.elementWords = 0;
  batch.unknownCount = 0;
  if (batch.capacity == 0) {
    batch.capacity = 256;
    batch.slots = allocate(SLOT * <usize>(256 * slotCount));
    batch.found = allocate(FOUND * 256);
    batch.days = allocate(4 * 256);
    batch.hashes = allocate(16 * 256);
    batch.elementCapacity = 4096;
    batch.elements = allocate(SLOT * 4096);
    batch.unknownCapacity = 256;
    batch.unknown = allocate(UNKNOWN * 256);
  }
}

export function selectBatch(which: i32): void {
  batch = changetype<Batch>(batches + 96 * <usize>which);
}

export function setObject(id: i32): void {
  object = id;
}

export function batchRows(): i32 {
  return batch.rows;
}
export function batchDays(): usize {
  return batch.days;
}
export function batchHashes(): usize {
  return batch.hashes;
}
// @ts-ignore: decorator
@inline
export function foundAt(row: i32): Found {
  return changetype<Found>(batch.found + FOUND * <usize>row);
}
// @ts-ignore: decorator
@inline
export function slotsAt(row: i32): usize {
  return batch.slots + SLOT * <usize>(row * slotCount);
}
// @ts-ignore: decorator
@inline
export function elementAt(index: u32): usize {
  return batch.elements + SLOT * <usize>index;
}
// @ts-ignore: decorator
@inline
export function unknownAt(index: i32): usize {
  return batch.unknown + UNKNOWN * <usize>index;
}

function reserveRow(): void {
  if (batch.rows < batch.capacity) return;
  const n = <usize>batch.capacity;
  const wide = SLOT * <usize>slotCount;
  batch.capacity *= 2;
  batch.slots = regrow(batch.slots, n * wide, 2 * n * wide);
  batch.found = regrow(batch.found, n * FOUND, 2 * n * FOUND);
  batch.days = regrow(batch.days, 4 * n, 8 * n);
  batch.hashes = regrow(batch.hashes, 16 * n, 32 * n);
}

/** Index of a new list element with `words` slots, all empty. */
function newElement(words: i32): u32 {
  const at = batch.elementWords;
  if (at + words > batch.elementCapacity) {
    const used = SLOT * <usize>batch.elementCapacity;
    batch.elements = regrow(batch.elements, used, 2 * used);
    batch.elementCapacity *= 2;
  }
  memory.fill(elementAt(at), 0, SLOT * <usize>words);
  batch.elementWords = at + words;
  return at;
}

function noteUnknown(row: i32, element: i32, key: usize, keyLength: i32, value: usize, end: usize): void {
  if (batch.unknownCount == batch.unknownCapacity) {
    const used = UNKNOWN * <usize>batch.unknownCapacity;
    batch.unknown = regrow(batch.unknown, used, 2 * used);
    batch.unknownCapacity *= 2;
  }
  const at = unknownAt(batch.unknownCount++);
  store<u32>(at, <u32>key);
  store<u32>(at, <u32>keyLength, 4);
  store<u32>(at, <u32>value, 8);
  store<u32>(at, <u32>(end - value), 12);
  store<i32>(at, row, 16);
  store<i32>(at, element, 20);
}

// @ts-ignore: decorator
@inline
function readValue(p: usize, slot: usize): usize {
  if (load<u8>(p) == 0x22) {
    const end = stringEnd(p + 1);
    store<u32>(slot, <u32>p + 1);
    store<u32>(slot, <u32>(end - p - 1) | (escaped ? ESCAPED : 0), 4);
    return end + 1;
  }
  const end = valueEnd(p, trusted);
  if (isNull(p)) store<u64>(slot, SEEN_NULL);
  else {
    store<u32>(slot, <u32>p);
    store<u32>(slot, <u32>(end - p), 4);
  }
  return end;
}

function mark(slot: usize, first: u32, count: u32): void {
  store<u32>(slot, first);
  store<u32>(slot, count, 4);
}

/** Reads a value that should be a row, list or map; one of another shape is kept as an unknown field. */
function readNested(p: usize, key: Key, owner: i32, element: i32, base: usize): usize {
  const slot = base + SLOT * <usize>key.slot;
  const nested = rowAt(key.nested);
  const c = load<u8>(p);
  if (nested.kind == ROW && c == 0x7b) {
    const end = readRow(p + 1, key.nested, base, -1);
    mark(slot, <u32>p, <u32>(end - p));
    return end;
  }
  const elements = batch.elementWords;
  const unknown = batch.unknownCount;
  if (nested.kind == LIST && c == 0x5b) {
    const end = readList(p + 1, key.nested, slot);
    if (end || fault) return end;
  } else if (nested.kind == MAP && c == 0x7b) return readMap(p + 1, slot);
  batch.elementWords = elements;
  batch.unknownCount = unknown;
  store<u64>(slot, SEEN_NULL);
  const end = valueEnd(p, trusted);
  if (!isNull(p)) noteUnknown(owner, element, key.text, key.length, p, end);
  return end;
}

/** Elements of an array of rows; 0 when one of them is neither a row nor null. */
function readList(p: usize, id: i32, slot: usize): usize {
  const words = rowAt(id).fields + 1;
  const first = batch.elementWords;
  let count: u32 = 0;
  p = skipSpace(p);
  if (load<u8>(p) == 0x5d) {
    mark(slot, first + 1, 0);
    return p + 1;
  }
  while (true) {
    p = skipSpace(p);
    const c = load<u8>(p);
    const at = newElement(words);
    if (c == 0x7b) {
      mark(elementAt(at), 1, 1);
      p = readRow(p + 1, id, elementAt(at + 1), count);
    } else if (isNull(p)) p += 4;
    else return 0;
    if (fault) return p;
    count++;
    p = skipSpace(p);
    const next = load<u8>(p++);
    if (next == 0x5d) break;
    if (next != 0x2c) return fail(p - 1);
  }
  mark(slot, first + 1, count);
  return p;
}

/** Whether two keys have the same characters, however they are written. */
function sameText(a: usize, b: usize): bool {
  let from: usize = load<u32>(a);
  let other: usize = load<u32>(b);
  let n: usize = load<u32>(a, 4) & ~ESCAPED;
  let m: usize = load<u32>(b, 4) & ~ESCAPED;
  if ((load<u32>(a, 4) | load<u32>(b, 4)) & ESCAPED) {
    const plain = scratchOf(n + m);
    n = unescape(from, n, plain);
    m = unescape(other, m, plain + n);
    from = plain;
    other = plain + n;
  }
  return n == m && memory.compare(from, other, n) == 0;
}

/** Entries of a map of texts: two slots each, key and value. Of equal keys the first counts. */
function readMap(p: usize, slot: usize): usize {
  const first = batch.elementWords;
  let count: u32 = 0;
  p = skipSpace(p);
  if (load<u8>(p) == 0x7d) {
    mark(slot, first + 1, 0);
    return p + 1;
  }
  while (true) {
    p = skipSpace(p);
    if (load<u8>(p) != 0x22) return fail(p);
    const at = newElement(2);
    p = skipSpace(readValue(p, elementAt(at)));
    if (fault || load<u8>(p) != 0x3a) return fail(p);
    p = skipSpace(readValue(skipSpace(p + 1), elementAt(at + 1)));
    if (fault) return p;
    let isNew = true;
    for (let other: u32 = first; other < at; other += 2) if (sameText(elementAt(other), elementAt(at))) isNew = false;
    if (isNew) count++;
    else {
      batch.elementWords -= 2;
      if (!trusted) return fail(p);
    }
    const next = load<u8>(p++);
    if (next == 0x7d) break;
    if (next != 0x2c) return fail(p - 1);
  }
  mark(slot, first + 1, count);
  return p;
}

let scratch: usize = 0;
let scratchCapacity: usize = 0;

export function scratchOf(n: usize): usize {
  if (n > scratchCapacity) {
    if (scratch) release(scratch);
    scratchCapacity = 2 * n;
    scratch = allocate(scratchCapacity);
  }
  return scratch;
}

/** Keys match without case, as they do for Athena; an escaped key is compared by its characters. */
function findAnyCase(row: Row, p: usize, n: i32, isEscaped: bool): usize {
  const text = scratchOf(n);
  const length = isEscaped ? <i32>unescape(p, n, text) : n;
  if (!isEscaped) memory.copy(text, p, n);
  memory.fill(text + length, 0, 16);
  for (let i = 0; i < length; i++) {
    const c: u32 = load<u8>(text + i);
    if (c - 65 < 26) store<u8>(text + i, c | 32);
  }
  return findKey(row, text, length);
}

/** Fields of a row, from after its brace to after the closing one. */
function readRow(p: usize, id: i32, base: usize, element: i32): usize {
  const row = rowAt(id);
  let link = changetype<usize>(row) + offsetof<Row>('first');
  p = skipSpace(p);
  if (load<u8>(p) == 0x7d) return p + 1;
  while (true) {
    if (load<u8>(p) != 0x22) return fail(p);
    const name = p + 1;
    let key = load<usize>(link);
    let length: i32;
    if (guessed(key, name)) length = changetype<Key>(key).length;
    else {
      length = <i32>(stringEnd(name) - name);
      if (fault) return p;
      key = escaped ? 0 : findKey(row, name, length);
      if (!key) key = findAnyCase(row, name, length, escaped);
      if (key) store<usize>(link, key);
    }
    if (key) link = key + offsetof<Key>('next');
    p = name + length + 1;
    if (load<u8>(p) != 0x3a) {
      p = skipSpace(p);
      if (load<u8>(p) != 0x3a) return fail(p);
    }
    p++;
    if (load<u8>(p) <= 0x20) p = skipSpace(p);
    if (key) {
      const known = changetype<Key>(key);
      const slot = base + SLOT * <usize>known.slot;
      if (load<u64>(slot) != 0) {
        // The key stands twice: the first counts, the other is kept as unknown.
        if (!trusted) return fail(p);
        const end = valueEnd(p, true);
        noteUnknown(id, element, name, length, p, end);
        p = end;
      } else if (known.nested >= 0) p = readNested(p, known, id, element, base);
      else p = readValue(p, slot);
    } else {
      const end = valueEnd(p, trusted);
      noteUnknown(id, element, name, length, p, end);
      p = end;
    }
    if (fault) return p;
    if (load<u8>(p) <= 0x20) p = skipSpace(p);
    const c = load<u8>(p++);
    if (c == 0x7d) return p;
    if (c != 0x2c) return fail(p - 1);
    if (load<u8>(p) <= 0x20) p = skipSpace(p);
  }
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

/** Whether the record is plainly one of this table; the slow path looks at the others. */
function belongs(slots: usize): bool {
  if (isEscaped(slots, versionSlot) || isEscaped(slots, categorySlot) || isEscaped(slots, typeSlot)) return false;
  if (versionSlot >= 0) {
    const at = load<u32>(slots + SLOT * <usize>versionSlot);
    if (at == 0 || load<u16>(at) != 0x2e31) return false; // "1."
  }
  if (needA >= 0 && !isThere(slots, needA)) return false;
  if (needB >= 0 && !isThere(slots, needB)) return false;
  const at = load<u32>(slots + SLOT * <usize>categorySlot);
  const first: i32 = at ? load<u8>(at) : 0;
  return category ? first == category : !isSpecial(first) && !isSpecialType(slots);
}

function placeInTime(slots: usize, found: Found, row: i32): bool {
  if (isForced) {
    found.ts = forcedTime;
    found.timed = forcedTime != i64.MIN_VALUE ? 1 : 0;
    store<i32>(batch.days + 4 * <usize>row, forcedDay);
    return true;
  }
  const at = slots + SLOT * <usize>timeSlot;
  const ts = parseTime(load<u32>(at), load<u32>(at, 4));
  if (ts == i64.MIN_VALUE) return false;
  found.ts = ts;
  found.timed = 1;
  store<i32>(batch.days + 4 * <usize>row, dayOf(ts));
  return true;
}

function append(to: usize, slots: usize, slot: i32): usize {
  if (slot >= 0) {
    const at = slots + SLOT * <usize>slot;
    const n = load<u32>(at, 4) & ~ESCAPED;
    if (load<u32>(at)) {
      memory.copy(to, load<u32>(at), n);
      to += n;
    }
  }
  store<u8>(to, 0);
  return to + 1;
}

/** 128 bits that name the event: of account, region and id; without an id, of the record's text. */
function identify(slots: usize, found: Found, row: i32): void {
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

/** Reads the record at p (its brace). Returns its end, or 0 when the slow path must look at it. */
function readRecord(p: usize): usize {
  reserveRow();
  const row = batch.rows;
  const slots = slotsAt(row);
  const elements = batch.elementWords;
  const unknown = batch.unknownCount;
  memory.fill(slots, 0, SLOT * <usize>slotCount);
  const found = foundAt(row);
  const end = readRow(p + 1, 0, slots, -1);
  found.start = p;
  found.end = end;
  if (fault || (!trusted && !belongs(slots)) || !placeInTime(slots, found, row)) {
    batch.elementWords = elements;
    batch.unknownCount = unknown;
    return 0;
  }
  found.unknownFrom = unknown;
  found.unknownCount = batch.unknownCount - unknown;
  found.flags = flags;
  found.flagsLength = flagsLength;
  found.object = object;
  identify(slots, found, row);
  batch.rows = row + 1;
  return end;
}

/** Where `scanRecords` stopped: at the record it is not sure of, or after the closing bracket. */
export let stopped: usize = 0;

/** Reads records from p on (after a bracket or a record). Returns 1 at the closing bracket, 0 at an unsure record. */
export function scanRecords(p: usize, isFirst: i32): i32 {
  clearFault();
  trusted = false;
  isForced = false;
  flags = 0;
  flagsLength = 0;
  while (true) {
    p = skipSpace(p);
    stopped = p;
    const c = load<u8>(p);
    if (c == 0x5d) {
      stopped = p + 1;
      return 1;
    }
    if (!isFirst) {
      if (c != 0x2c) return 0;
      p = skipSpace(p + 1);
      stopped = p;
    }
    if (load<u8>(p) != 0x7b) return 0;
    const end = readRecord(p);
    if (!end) return 0;
    p = end;
    isFirst = 0;
  }
}

/** Takes in one record that the slow path has checked. `time`: microseconds, the least number for none. */
export function takeRecord(p: usize, time: i64, day: i32, flagText: usize, flagLength: i32): i32 {
  clearFault();
  trusted = true;
  isForced = true;
  forcedTime = time;
  forcedDay = day;
  flags = flagText;
  flagsLength = flagLength;
  return readRecord(p) ? 1 : 0;
}
