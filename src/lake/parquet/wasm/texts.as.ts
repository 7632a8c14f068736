// Length-prefixed texts, or numbers of 8 bytes, one after another in pieces of memory: what grows moves nothing, and
// what is emptied leaves no gap that only a smaller one fits into.
import { allocate, copy, release } from './memory.as';

const FIRST_BYTES: usize = 256;
const MOST_BYTES: usize = 64 * 1024;

@unmanaged
class Piece {
  /** 0: none. */
  next: usize;
  /** After its last text; of the last piece, where `Texts` goes on. */
  end: usize;
  /** What its first text was added with. */
  mark: i32;
}

const HEAD: usize = 16;

@unmanaged
export class Texts {
  first: usize;
  last: usize;
  /** Where the next entry goes, if there is room for it. */
  at: usize;
  roomEnd: usize;
  /** Bytes of all entries. */
  length: usize;
}

export function initTexts(t: Texts): void {
  t.first = 0;
  t.last = 0;
  t.at = 0;
  t.roomEnd = 0;
  t.length = 0;
}

/** Frees all pieces; the texts are empty then. */
export function freeTexts(t: Texts): void {
  for (let piece = t.first; piece; ) {
    const next = changetype<Piece>(piece).next;
    release(piece);
    piece = next;
  }
  initTexts(t);
}

function addPiece(t: Texts, need: usize, mark: i32): void {
  const usual = min(MOST_BYTES, max(FIRST_BYTES, t.length));
  const size = max(need, usual);
  const piece = allocate(HEAD + size);
  changetype<Piece>(piece).next = 0;
  changetype<Piece>(piece).mark = mark;
  if (t.last) {
    changetype<Piece>(t.last).end = t.at;
    changetype<Piece>(t.last).next = piece;
  } else t.first = piece;
  t.last = piece;
  t.at = piece + HEAD;
  t.roomEnd = t.at + size;
}

/** Room for an entry of n bytes; returns its position. */
// @ts-ignore: decorator
@inline
function addEntry(t: Texts, n: usize, mark: i32): usize {
  if (t.at + n > t.roomEnd) addPiece(t, n, mark);
  const at = t.at;
  t.at = at + n;
  t.length += n;
  return at;
}

/** Returns the position of the entry: its length (u32), then the bytes. `mark`: see `markOf`. */
// @ts-ignore: decorator
@inline
export function addText(t: Texts, p: usize, n: usize, mark: i32): usize {
  const at = addEntry(t, n + 4, mark);
  store<u32>(at, <u32>n);
  copy(at + 4, p, n);
  return at;
}

// @ts-ignore: decorator
@inline
export function addNumber(t: Texts, value: i64): usize {
  const at = addEntry(t, 8, 0);
  store<i64>(at, value);
  return at;
}

/** The first entry of a piece. */
// @ts-ignore: decorator
@inline
export function beginOf(piece: usize): usize {
  return piece + HEAD;
}

/** After the last entry of a piece. */
// @ts-ignore: decorator
@inline
export function endOf(t: Texts, piece: usize): usize {
  return piece == t.last ? t.at : changetype<Piece>(piece).end;
}

// @ts-ignore: decorator
@inline
export function nextOf(piece: usize): usize {
  return changetype<Piece>(piece).next;
}

/** What the first entry of a piece was marked with when it was added. */
// @ts-ignore: decorator
@inline
export function markOf(piece: usize): i32 {
  return changetype<Piece>(piece).mark;
}

/** Copies all entries to one place. */
export function copyTexts(t: Texts, to: usize): void {
  for (let piece = t.first; piece; piece = nextOf(piece)) {
    const n = endOf(t, piece) - beginOf(piece);
    memory.copy(to, beginOf(piece), n);
    to += n;
  }
}
