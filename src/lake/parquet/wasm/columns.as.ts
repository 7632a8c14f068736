// Column builders. A set of them (one for each leaf column of a table) holds the rows of one part.
import { allocate, allocateZeroed, equal, regrow, release } from './memory.as';
import { quickHash } from './hash.as';
import { addNumber, addText, freeTexts, initTexts, Texts } from './texts.as';

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

/** The texts, or 8-byte numbers, are the dictionary or all values; plain texts are marked with their entry. */
@unmanaged
export class Column extends Texts {
  spec: Spec;
  mode: i32;
  /** Levels: one for each row, or for each element of a list. */
  entries: i32;
  levelCapacity: i32;
  def: usize;
  rep: usize;
  /** Values that are not null. */
  values: i32;
  ids: usize;
  idCapacity: i32;
  /** Dictionary: hash table of (hash, id + 1) in 64 bits, and the position of each id's text. */
  size: i32;
  lastId: i32;
  /** Values after which the dictionary is looked at for the first time. */
  firstLook: i32;
  tableMask: i32;
  table: usize;
  places: usize;
  sizeCapacity: i32;
}

const START_ROWS: i32 = 64;
const USUAL_LOOK: i32 = 4096;
/** Of a column whose dictionary was given up in the part before. */
const EARLY_LOOK: i32 = 256;

function initColumn(c: Column, spec: Spec): void {
  initTexts(c);
  c.spec = spec;
  c.mode = spec.mode;
  c.entries = 0;
  c.levelCapacity = START_ROWS;
  c.def = allocate(START_ROWS);
  c.rep = spec.maxRep ? allocate(START_ROWS) : 0;
  c.values = 0;
  c.idCapacity = 0;
  c.ids = 0;
  c.size = 0;
  c.lastId = -1;
  c.firstLook = USUAL_LOOK;
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
  c.table = allocateZeroed(8 * 64);
  c.sizeCapacity = 32;
  c.places = allocate(4 * 32);
}

function freeDictionary(c: Column): void {
  if (!c.table) return;
  release(c.ids);
  release(c.table);
  release(c.places);
  c.table = 0;
}

export function newColumns(specs: usize, count: i32): usize {
  const columns = allocate(offsetof<Column>() * <usize>count);
  for (let i = 0; i < count; i++) initColumn(columnAt(columns, i), specAt(specs, i));
  return columns;
}

/** Empties builders for the next part; what they have grown to stays. */
export function resetColumns(columns: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const c = columnAt(columns, i);
    c.firstLook = c.mode == PLAIN ? EARLY_LOOK : USUAL_LOOK;
    c.entries = 0;
    c.values = 0;
    freeTexts(c);
    c.size = 0;
    c.lastId = -1;
    c.mode = c.spec.mode;
    if (!isDictionary(c.mode)) continue;
    if (c.table) memory.fill(c.table, 0, 8 * <usize>(c.tableMask + 1));
    else initDictionary(c);
  }
}

export function freeColumns(columns: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const c = columnAt(columns, i);
    freeDictionary(c);
    release(c.def);
    if (c.rep) release(c.rep);
    freeTexts(c);
  }
  release(columns);
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

/** Makes the column `rows` entries long with nulls of level 0. A flat column is told of its nulls this late. */
// @ts-ignore: decorator
@inline
export function fillNulls(c: Column, rows: i32): void {
  if (c.entries < rows) putNulls(c, rows);
}

function putNulls(c: Column, rows: i32): void {
  while (rows >= c.levelCapacity) growLevels(c);
  memory.fill(c.def + c.entries, 0, rows - c.entries);
  c.entries = rows;
}

// @ts-ignore: decorator
@inline
export function putId(c: Column, id: i32): void {
  if (c.values == c.idCapacity) {
    c.ids = regrow(c.ids, 4 * <usize>c.idCapacity, 8 * <usize>c.idCapacity);
    c.idCapacity *= 2;
  }
  store<i32>(c.ids + 4 * <usize>c.values, id);
  c.values++;
  c.lastId = id;
  considerPlain(c);
}

/** Position of an id's text: its length (u32), then its bytes. */
// @ts-ignore: decorator
@inline
export function entryOf(c: Column, id: i32): usize {
  return load<u32>(c.places + 4 * <usize>id);
}

// @ts-ignore: decorator
@inline
function holds(c: Column, id: i32, p: usize, n: usize): bool {
  const at = entryOf(c, id);
  return load<u32>(at) == <u32>n && equal(at + 4, p, n);
}

export function putText(c: Column, p: usize, n: usize): void {
  if (c.mode == PLAIN) {
    addText(c, p, n, c.entries - 1);
    c.values++;
    return;
  }
  if (c.lastId >= 0 && holds(c, c.lastId, p, n)) {
    putId(c, c.lastId);
    return;
  }
  const hash = quickHash(p, n);
  let k = <i32>hash & c.tableMask;
  while (true) {
    const slot = load<u64>(c.table + 8 * <usize>k);
    if (slot == 0) break;
    const id = <i32>slot - 1;
    if (<u32>(slot >> 32) == hash && holds(c, id, p, n)) {
      putId(c, id);
      return;
    }
    k = (k + 1) & c.tableMask;
  }
  putId(c, newEntry(c, k, hash, addText(c, p, n, 0)));
}

export function putNumber(c: Column, value: i64): void {
  if (c.mode == NUMBER) {
    addNumber(c, value);
    c.values++;
    return;
  }
  if (c.lastId >= 0 && load<i64>(entryOf(c, c.lastId)) == value) {
    putId(c, c.lastId);
    return;
  }
  const hash = <u32>((<u64>value * 0x9e3779b97f4a7c15) >> 32);
  let k = <i32>hash & c.tableMask;
  while (true) {
    const slot = load<u64>(c.table + 8 * <usize>k);
    if (slot == 0) break;
    const id = <i32>slot - 1;
    if (load<i64>(entryOf(c, id)) == value) {
      putId(c, id);
      return;
    }
    k = (k + 1) & c.tableMask;
  }
  putId(c, newEntry(c, k, hash, addNumber(c, value)));
}

/** A new dictionary id, for the text or number at `place`. */
function newEntry(c: Column, k: i32, hash: u32, place: usize): i32 {
  const id = c.size++;
  if (id == c.sizeCapacity) {
    const used: usize = 4 * <usize>id;
    c.places = regrow(c.places, used, 2 * used);
    c.sizeCapacity = 2 * id;
  }
  store<u32>(c.places + 4 * <usize>id, <u32>place);
  store<u64>(c.table + 8 * <usize>k, (<u64>hash << 32) | <u64>(id + 1));
  if (c.size * 2 > c.tableMask) rehash(c);
  return id;
}

function rehash(c: Column): void {
  const old = c.table;
  const slots = c.tableMask + 1;
  const mask = slots * 4 - 1;
  c.table = allocateZeroed(8 * <usize>(mask + 1));
  c.tableMask = mask;
  for (let i = 0; i < slots; i++) {
    const slot = load<u64>(old + 8 * <usize>i);
    if (slot == 0) continue;
    let k = <i32>(slot >> 32) & mask;
    while (load<u64>(c.table + 8 * <usize>k) != 0) k = (k + 1) & mask;
    store<u64>(c.table + 8 * <usize>k, slot);
  }
  release(old);
}

/** A dictionary that hardly repeats costs more than it saves: looked at each time that its values have doubled. */
// @ts-ignore: decorator
@inline
function considerPlain(c: Column): void {
  const n = c.values;
  if (n >= c.firstLook && (n & (n - 1)) == 0) settle(c);
}

const plain: usize = memory.data(32);

/** Gives up a dictionary in which most values are new. */
export function settle(c: Column): void {
  if (c.mode != DICTIONARY || c.size * 2 <= c.values) return;
  const all = changetype<Texts>(plain);
  initTexts(all);
  let row = 0;
  for (let i = 0; i < c.values; i++, row++) {
    while (<i32>load<u8>(c.def + row) != c.spec.maxDef) row++;
    const entry = entryOf(c, idAt(c, i));
    addText(all, entry + 4, load<u32>(entry), row);
  }
  freeTexts(c);
  memory.copy(changetype<usize>(c), plain, offsetof<Texts>());
  freeDictionary(c);
  c.mode = PLAIN;
  c.lastId = -1;
}

// @ts-ignore: decorator
@inline
export function idAt(c: Column, i: i32): i32 {
  return load<i32>(c.ids + 4 * <usize>i);
}
