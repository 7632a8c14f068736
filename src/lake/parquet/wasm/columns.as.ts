// Column builders. A set of them (one for each leaf column of a table) holds the rows of one part.
import { allocate, copy, equal, regrow } from './memory.as';
import { quickHash } from './hash.as';

/** How values are held: as dictionary ids, as they are, or as 64-bit numbers (plain or dictionary). */
export const DICTIONARY: i32 = 0;
export const PLAIN: i32 = 1;
export const NUMBER: i32 = 2;
export const NUMBER_DICTIONARY: i32 = 3;

/** What all builders of one leaf column share. */
@unmanaged
export class Spec {
  mode: i32;
  maxDef: i32;
  maxRep: i32;
}

@unmanaged
export class Column {
  spec: Spec;
  mode: i32;
  /** Levels: one for each row, or for each element of a list. */
  entries: i32;
  levelCapacity: i32;
  def: usize;
  rep: usize;
  /** Values that are not null. */
  values: i32;
  /** Length-prefixed texts, or 8-byte numbers: the dictionary, or all values. */
  data: usize;
  dataLength: usize;
  dataCapacity: usize;
  ids: usize;
  idCapacity: i32;
  /** Dictionary: hash table of ids, offset and hash of each id's text. */
  size: i32;
  last: i32;
  tableMask: i32;
  table: usize;
  offsets: usize;
  hashes: usize;
  sizeCapacity: i32;
}

const START_ROWS: i32 = 64;

function initColumn(c: Column, spec: Spec): void {
  c.spec = spec;
  c.mode = spec.mode;
  c.entries = 0;
  c.levelCapacity = START_ROWS;
  c.def = allocate(START_ROWS);
  c.rep = spec.maxRep ? allocate(START_ROWS) : 0;
  c.values = 0;
  c.dataCapacity = 256;
  c.data = allocate(c.dataCapacity);
  c.dataLength = 0;
  c.idCapacity = 0;
  c.ids = 0;
  c.size = 0;
  c.last = -1;
  c.tableMask = 0;
  c.table = 0;
  if (isDictionary(c.mode)) initDictionary(c);
}

// @ts-ignore: decorator
@inline
function isDictionary(mode: i32): bool {
  return mode == DICTIONARY || mode == NUMBER_DICTIONARY;
}

function initDictionary(c: Column): void {
  c.idCapacity = START_ROWS;
  c.ids = allocate(4 * <usize>START_ROWS);
  c.tableMask = 63;
  c.table = allocate(4 * 64);
  memory.fill(c.table, 0xff, 4 * 64);
  c.sizeCapacity = 32;
  c.offsets = allocate(4 * 32);
  c.hashes = allocate(4 * 32);
}

function freeDictionary(c: Column): void {
  if (!c.table) return;
  heap.free(c.ids);
  heap.free(c.table);
  heap.free(c.offsets);
  heap.free(c.hashes);
  c.table = 0;
}

export function newColumns(specs: usize, count: i32): usize {
  const columns = allocate(offsetof<Column>() * <usize>count);
  for (let i = 0; i < count; i++) initColumn(columnAt(columns, i), specAt(specs, i));
  return columns;
}

export function freeColumns(columns: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const c = columnAt(columns, i);
    freeDictionary(c);
    heap.free(c.def);
    if (c.rep) heap.free(c.rep);
    heap.free(c.data);
  }
  heap.free(columns);
}

// @ts-ignore: decorator
@inline
export function columnAt(columns: usize, i: i32): Column {
  return changetype<Column>(columns + offsetof<Column>() * <usize>i);
}

// @ts-ignore: decorator
@inline
export function specAt(specs: usize, i: i32): Spec {
  return changetype<Spec>(specs + offsetof<Spec>() * <usize>i);
}

/** Adds the levels of one entry; a value follows where `def` is the highest. */
// @ts-ignore: decorator
@inline
export function putLevels(c: Column, def: i32, rep: i32): void {
  const n = c.entries;
  if (n == c.levelCapacity) growLevels(c);
  store<u8>(c.def + n, def);
  if (c.rep) store<u8>(c.rep + n, rep);
  c.entries = n + 1;
}

function growLevels(c: Column): void {
  const n = c.levelCapacity;
  c.levelCapacity = 2 * n;
  c.def = regrow(c.def, n, 2 * n);
  if (c.rep) c.rep = regrow(c.rep, n, 2 * n);
}

// @ts-ignore: decorator
@inline
function reserve(c: Column, more: usize): void {
  const need = c.dataLength + more;
  if (need <= c.dataCapacity) return;
  c.dataCapacity = need * 2;
  c.data = regrow(c.data, c.dataLength, c.dataCapacity);
}

// @ts-ignore: decorator
@inline
function appendText(c: Column, p: usize, n: usize): void {
  reserve(c, n + 4);
  const at = c.data + c.dataLength;
  store<u32>(at, <u32>n);
  copy(at + 4, p, n);
  c.dataLength += n + 4;
}

// @ts-ignore: decorator
@inline
function putId(c: Column, id: i32): void {
  if (c.values == c.idCapacity) {
    c.ids = regrow(c.ids, 4 * <usize>c.idCapacity, 8 * <usize>c.idCapacity);
    c.idCapacity *= 2;
  }
  store<i32>(c.ids + 4 * <usize>c.values, id);
  c.values++;
  c.last = id;
}

/** Position of an id's text: its length (u32), then its bytes. */
// @ts-ignore: decorator
@inline
export function entryOf(c: Column, id: i32): usize {
  return c.data + load<u32>(c.offsets + 4 * <usize>id);
}

// @ts-ignore: decorator
@inline
function holds(c: Column, id: i32, p: usize, n: usize): bool {
  const at = entryOf(c, id);
  return load<u32>(at) == <u32>n && equal(at + 4, p, n);
}

export function putText(c: Column, p: usize, n: usize): void {
  if (c.mode == PLAIN) {
    appendText(c, p, n);
    c.values++;
    return;
  }
  if (c.last >= 0 && holds(c, c.last, p, n)) {
    putId(c, c.last);
    return;
  }
  const hash = quickHash(p, n);
  let k = <i32>hash & c.tableMask;
  let id: i32;
  while ((id = load<i32>(c.table + 4 * <usize>k)) >= 0) {
    if (load<u32>(c.hashes + 4 * <usize>id) == hash && holds(c, id, p, n)) break;
    k = (k + 1) & c.tableMask;
  }
  if (id < 0) {
    id = newEntry(c, k, hash);
    appendText(c, p, n);
  }
  putId(c, id);
  considerPlain(c);
}

export function putNumber(c: Column, value: i64): void {
  if (c.mode == NUMBER) {
    reserve(c, 8);
    store<i64>(c.data + c.dataLength, value);
    c.dataLength += 8;
    c.values++;
    return;
  }
  if (c.last >= 0 && load<i64>(entryOf(c, c.last)) == value) {
    putId(c, c.last);
    return;
  }
  const hash = <u32>((<u64>value * 0x9e3779b97f4a7c15) >> 32);
  let k = <i32>hash & c.tableMask;
  let id: i32;
  while ((id = load<i32>(c.table + 4 * <usize>k)) >= 0) {
    if (load<i64>(entryOf(c, id)) == value) break;
    k = (k + 1) & c.tableMask;
  }
  if (id < 0) {
    id = newEntry(c, k, hash);
    reserve(c, 8);
    store<i64>(c.data + c.dataLength, value);
    c.dataLength += 8;
  }
  putId(c, id);
}

/** A new dictionary id whose text is about to be appended. */
function newEntry(c: Column, k: i32, hash: u32): i32 {
  const id = c.size++;
  if (id == c.sizeCapacity) {
    const used: usize = 4 * <usize>id;
    c.offsets = regrow(c.offsets, used, 2 * used);
    c.hashes = regrow(c.hashes, used, 2 * used);
    c.sizeCapacity = 2 * id;
  }
  store<u32>(c.offsets + 4 * <usize>id, <u32>c.dataLength);
  store<u32>(c.hashes + 4 * <usize>id, hash);
  store<i32>(c.table + 4 * <usize>k, id);
  if (c.size * 2 > c.tableMask) rehash(c);
  return id;
}

function rehash(c: Column): void {
  const n = (c.tableMask + 1) * 4;
  heap.free(c.table);
  c.table = allocate(4 * <usize>n);
  memory.fill(c.table, 0xff, 4 * <usize>n);
  c.tableMask = n - 1;
  for (let i = 0; i < c.size; i++) {
    let k = load<i32>(c.hashes + 4 * <usize>i) & c.tableMask;
    while (load<i32>(c.table + 4 * <usize>k) >= 0) k = (k + 1) & c.tableMask;
    store<i32>(c.table + 4 * <usize>k, i);
  }
}

/** A dictionary that hardly repeats costs more than it saves: looked at when 4,096, 8,192 ... values are in. */
// @ts-ignore: decorator
@inline
function considerPlain(c: Column): void {
  const n = c.values;
  if (n >= 4096 && (n & (n - 1)) == 0) settle(c);
}

/** Gives up a dictionary in which most values are new. */
export function settle(c: Column): void {
  if (c.mode != DICTIONARY || c.size * 2 <= c.values) return;
  let total: usize = 0;
  for (let i = 0; i < c.values; i++) total += 4 + load<u32>(entryOf(c, idAt(c, i)));
  const plain = allocate(total);
  let at = plain;
  for (let i = 0; i < c.values; i++) {
    const entry = entryOf(c, idAt(c, i));
    const n: usize = 4 + load<u32>(entry);
    memory.copy(at, entry, n);
    at += n;
  }
  heap.free(c.data);
  c.data = plain;
  c.dataLength = total;
  c.dataCapacity = total;
  freeDictionary(c);
  c.mode = PLAIN;
  c.last = -1;
}

// @ts-ignore: decorator
@inline
export function idAt(c: Column, i: i32): i32 {
  return load<i32>(c.ids + 4 * <usize>i);
}
