// First pass over a batch: finds where each value of each record lies. Nothing is copied into columns yet, so a
// record can still be refused, sent to the slow path or dropped as a duplicate.
import {
  batch,
  elementAt,
  ESCAPED,
  Found,
  foundAt,
  newElement,
  noteUnknown,
  reserveRow,
  scratchOf,
  SEEN_NULL,
  SLOT,
  slotsAt,
} from './batches.as';
import { forgetRecall, identitySlot, keepIdentity, recallIdentity, recalled, recalledEnd, recalledSince } from './identities.as';
import { clearFault, escaped, fail, fault, isNull, skipSpace, stringEnd, unescape, valueEnd } from './json.as';
import { belongs, identify, placeInTime, setDay } from './judge.as';
import { findKey, guessed, Key, LIST, MAP, Row, ROW, rowAt, slotCount } from './layout.as';

let trusted: bool = false;
let object: i32 = 0;
let isNamed: bool = false;
let forcedTime: i64 = 0;
let forcedDay: i32 = 0;
let isForced: bool = false;
let flags: usize = 0;
let flagsLength: i32 = 0;

/** `named`: the object's key names the table, so that records need not say which one is theirs. */
export function setObject(id: i32, named: i32): void {
  object = id;
  isNamed = named != 0;
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

/** A row: its text. A list or map: its first element, counted from 1; where it is empty, any place. */
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
    const end = key.slot == identitySlot ? readIdentity(p, key, base) : readRow(p + 1, key.nested, base, -1);
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

/** Reads a userIdentity, or finds its slots where the same text was read before. */
function readIdentity(p: usize, key: Key, base: usize): usize {
  if (trusted) return readRow(p + 1, key.nested, base, -1);
  if (recallIdentity(p, base)) return recalledEnd;
  const elements = batch.elementWords;
  const unknown = batch.unknownCount;
  const end = readRow(p + 1, key.nested, base, -1);
  const isPlain = !fault && batch.elementWords == elements && batch.unknownCount == unknown;
  if (isPlain) keepIdentity(p, end - p, base);
  return end;
}

/** Elements of an array of rows; 0 when one of them is neither a row nor null. */
function readList(p: usize, id: i32, slot: usize): usize {
  const words = rowAt(id).fields + 1;
  const first = batch.elementWords;
  let count: u32 = 0;
  p = skipSpace(p);
  if (load<u8>(p) == 0x5d) {
    mark(slot, <u32>p, 0);
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
    mark(slot, <u32>p, 0);
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

function forceTime(found: Found, row: i32): bool {
  found.ts = forcedTime;
  found.timed = forcedTime != i64.MIN_VALUE ? 1 : 0;
  setDay(row, forcedDay);
  return true;
}

/** Reads the record at p (its brace). Returns its end, or 0 when the slow path must look at it. */
function readRecord(p: usize): usize {
  reserveRow();
  const row = batch.rows;
  const slots = slotsAt(row);
  const elements = batch.elementWords;
  const unknown = batch.unknownCount;
  memory.fill(slots, 0, SLOT * <usize>slotCount);
  forgetRecall();
  const found = foundAt(row);
  const end = readRow(p + 1, 0, slots, -1);
  found.start = p;
  found.end = end;
  const isSound = !fault && (trusted || belongs(slots, isNamed)) && (isForced ? forceTime(found, row) : placeInTime(slots, found, row));
  if (!isSound) {
    batch.elementWords = elements;
    batch.unknownCount = unknown;
    return 0;
  }
  found.unknownFrom = unknown;
  found.unknownCount = batch.unknownCount - unknown;
  found.flags = flags;
  found.flagsLength = flagsLength;
  found.object = object;
  found.identity = recalled;
  found.identitySince = recalledSince;
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
