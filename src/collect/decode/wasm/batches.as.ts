// What the first pass finds in the batches in hand: for each record a head and the slots of its values; list
// elements and unknown fields beside them. Records lie in pieces of memory, so that a large batch moves nothing.
import { allocate, PAD, regrow, release } from '../../../lake/parquet/wasm/memory.as';
import { slotCount } from './layout.as';

/** A value: where its text begins (0: none) and how long it is. */
export const SLOT: usize = 8;
export const ESCAPED: u32 = 0x80000000;
export const SEEN_NULL: u64 = 0xffffffff00000000;
/** A field without a column: key and value in the text, the row it stands in, the element of a list. */
export const UNKNOWN: usize = 24;

/** The head of a record. */
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
  /** Where its userIdentity is known (see identities.as.ts), and since when; -1: nowhere. */
  identity: i32;
  identitySince: i32;
}
export const FOUND: usize = (offsetof<Found>() + 7) & ~7;

@unmanaged
export class Batch {
  rows: i32;
  /** Rows for which there are pieces, days and hashes. */
  capacity: i32;
  pieces: usize;
  pieceCapacity: i32;
  days: usize;
  hashes: usize;
  elements: usize;
  elementWords: i32;
  elementCapacity: i32;
  unknown: usize;
  unknownCount: i32;
  unknownCapacity: i32;
  texts: usize;
  textBytes: usize;
  /** Texts for which there was no room: a list, each with the place of the one before in front of it. */
  largeTexts: usize;
}

const PIECE_BITS: i32 = 10;
const PIECE: i32 = 1 << PIECE_BITS;
/** Kept from batch to batch; what a batch takes beyond that is given back with it. */
const KEPT_PIECES: i32 = 3;
const KEPT_ELEMENTS: i32 = 65536;
const KEPT_UNKNOWN: i32 = 4096;

/** Bytes of texts for which there is room from batch to batch; the others have room of their own. */
const KEPT_TEXTS: usize = 4 * 1024 * 1024;
const LINK: usize = 16;

/** Batches that can be in hand: some are scanned while others wait for their verdicts. */
const batches: usize = memory.data(64 * 3);
export let batch: Batch = changetype<Batch>(batches);

// @ts-ignore: decorator
@inline
function batchAt(which: i32): Batch {
  return changetype<Batch>(batches + 64 * <usize>which);
}

// @ts-ignore: decorator
@inline
function stride(): usize {
  return FOUND + SLOT * <usize>slotCount;
}

// @ts-ignore: decorator
@inline
function pieceAt(index: i32): usize {
  return batch.pieces + 4 * <usize>index;
}

// @ts-ignore: decorator
@inline
function recordAt(row: i32): usize {
  return load<usize>(pieceAt(row >> PIECE_BITS)) + stride() * <usize>(row & (PIECE - 1));
}

// @ts-ignore: decorator
@inline
export function foundAt(row: i32): Found {
  return changetype<Found>(recordAt(row));
}
// @ts-ignore: decorator
@inline
export function slotsAt(row: i32): usize {
  return recordAt(row) + FOUND;
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

export function selectBatch(which: i32): void {
  batch = batchAt(which);
}

/** Empties a batch, and selects it. */
export function beginBatch(which: i32): void {
  batch = batchAt(which);
  batch.rows = 0;
  batch.elementWords = 0;
  batch.unknownCount = 0;
  batch.textBytes = 0;
  while (batch.largeTexts) {
    const before = load<usize>(batch.largeTexts);
    release(batch.largeTexts);
    batch.largeTexts = before;
  }
}

/** Room for a text of so many bytes, which stays as long as the batch; zeros behind it. */
export function reserveText(size: usize): usize {
  const room = (size + PAD + 15) & ~15;
  if (!batch.texts) batch.texts = allocate(KEPT_TEXTS);
  let at = batch.texts + batch.textBytes;
  if (batch.textBytes + room <= KEPT_TEXTS) batch.textBytes += room;
  else {
    const link = allocate(LINK + room);
    store<usize>(link, batch.largeTexts);
    batch.largeTexts = link;
    at = link + LINK;
  }
  memory.fill(at + size, 0, PAD);
  return at;
}

/** Gives back what an unusually large batch took; its rows are gone. */
export function endBatch(which: i32): void {
  beginBatch(which);
  const pieces = batch.capacity >> PIECE_BITS;
  for (let i = KEPT_PIECES; i < pieces; i++) release(load<usize>(pieceAt(i)));
  if (pieces > KEPT_PIECES) {
    batch.capacity = KEPT_PIECES << PIECE_BITS;
    batch.days = regrow(batch.days, 0, 4 * <usize>batch.capacity);
    batch.hashes = regrow(batch.hashes, 0, 16 * <usize>batch.capacity);
  }
  if (batch.elementCapacity > KEPT_ELEMENTS) {
    batch.elementCapacity = KEPT_ELEMENTS;
    batch.elements = regrow(batch.elements, 0, SLOT * <usize>KEPT_ELEMENTS);
  }
  if (batch.unknownCapacity > KEPT_UNKNOWN) {
    batch.unknownCapacity = KEPT_UNKNOWN;
    batch.unknown = regrow(batch.unknown, 0, UNKNOWN * <usize>KEPT_UNKNOWN);
  }
}

/** Makes room for one more record. */
export function reserveRow(): void {
  const rows = batch.rows;
  if (rows < batch.capacity) return;
  const piece = rows >> PIECE_BITS;
  if (piece == batch.pieceCapacity) {
    batch.pieceCapacity = piece ? 2 * piece : 8;
    batch.pieces = grown(batch.pieces, 4 * <usize>piece, 4 * <usize>batch.pieceCapacity);
  }
  store<usize>(pieceAt(piece), allocate(stride() * <usize>PIECE));
  batch.capacity = rows + PIECE;
  batch.days = grown(batch.days, 4 * <usize>rows, 4 * <usize>batch.capacity);
  batch.hashes = grown(batch.hashes, 16 * <usize>rows, 16 * <usize>batch.capacity);
}

function grown(old: usize, used: usize, size: usize): usize {
  return old ? regrow(old, used, size) : allocate(size);
}

/** Index of a new list element with `words` slots, all empty. */
export function newElement(words: i32): u32 {
  const at = batch.elementWords;
  if (at + words > batch.elementCapacity) {
    const used = SLOT * <usize>at;
    batch.elementCapacity = max(4096, 2 * (at + words));
    batch.elements = grown(batch.elements, used, SLOT * <usize>batch.elementCapacity);
  }
  memory.fill(elementAt(at), 0, SLOT * <usize>words);
  batch.elementWords = at + words;
  return at;
}

export function noteUnknown(row: i32, element: i32, key: usize, keyLength: i32, value: usize, end: usize): void {
  const count = batch.unknownCount;
  if (count == batch.unknownCapacity) {
    batch.unknownCapacity = max(256, 2 * count);
    batch.unknown = grown(batch.unknown, UNKNOWN * <usize>count, UNKNOWN * <usize>batch.unknownCapacity);
  }
  const at = unknownAt(count);
  batch.unknownCount = count + 1;
  store<u32>(at, <u32>key);
  store<u32>(at, <u32>keyLength, 4);
  store<u32>(at, <u32>value, 8);
  store<u32>(at, <u32>(end - value), 12);
  store<i32>(at, row, 16);
  store<i32>(at, element, 20);
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

let scratch: usize = 0;
let scratchCapacity: usize = 0;

/** Room for n bytes, until somebody asks again. */
export function scratchOf(n: usize): usize {
  if (n > scratchCapacity) {
    if (scratch) release(scratch);
    scratchCapacity = 2 * n;
    scratch = allocate(scratchCapacity);
  }
  return scratch;
}
