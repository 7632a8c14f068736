// Events of one session carry the same userIdentity, letter by letter, and it is a third of their text. The scanner
// remembers the texts it has read lately and where their values lay; a table remembers which dictionary ids these
// values have in its columns.
import { allocate, allocateZeroed, equal, release } from '../../../lake/parquet/wasm/memory.as';
import { SLOT } from './batches.as';
import { DayTable } from './tables.as';

/** A text that was read: its slots count from its beginning. `since` differs each time a place is taken again. */
@unmanaged
class Known {
  length: i32;
  since: i32;
  text: usize;
  slots: usize;
}

const SETS: i32 = 256;
const WAYS: i32 = 4;
const PLACES: i32 = 1024;
/** Of shorter texts the sampled words would reach beyond the end. */
const LEAST: usize = 96;
const MOST: usize = 1024;

export let identitySlot: i32 = -1;
/** Byte offsets of the slots of all that is in it. */
const inner: usize = memory.data(4 * 64);
let innerCount: usize = 0;

export function setIdentityRow(slot: i32): void {
  identitySlot = slot;
}
export function addIdentitySlot(slot: i32): void {
  if (innerCount == 64) unreachable();
  store<usize>(inner + 4 * innerCount, SLOT * <usize>slot);
  innerCount++;
}

let known: usize = 0;
let lately: i32 = 0;

/** Where the userIdentity of the record in hand is known, -1: nowhere; and since when. */
export let recalled: i32 = -1;
export let recalledSince: i32 = 0;
export let recalledEnd: usize = 0;
let recalledSet: i32 = 0;

export function forgetRecall(): void {
  recalled = -1;
}

// @ts-ignore: decorator
@inline
function knownAt(i: i32): Known {
  return changetype<Known>(known + offsetof<Known>() * <usize>i);
}

// @ts-ignore: decorator
@inline
function innerAt(i: usize): usize {
  return load<usize>(inner + 4 * i);
}

function initKnown(): void {
  known = allocateZeroed(offsetof<Known>() * <usize>PLACES);
  const wide: usize = SLOT * innerCount;
  const texts = allocate(MOST * <usize>PLACES);
  const slots = allocate(wide * <usize>PLACES);
  for (let i = 0; i < PLACES; i++) {
    knownAt(i).text = texts + MOST * <usize>i;
    knownAt(i).slots = slots + wide * <usize>i;
  }
}

// @ts-ignore: decorator
@inline
function mix(h: u64, word: u64): u64 {
  return (rotl<u64>(h, 27) ^ word) * 0x9e3779b97f4a7c15;
}

/** A few words out of the beginning, where type, principal and name stand. */
function setOf(p: usize): i32 {
  let h: u64 = load<u64>(p, 24);
  h = mix(h, load<u64>(p, 40));
  h = mix(h, load<u64>(p, 56));
  h = mix(h, load<u64>(p, 72));
  h = mix(h, load<u64>(p, 88));
  return <i32>(h >> 40) & (SETS - 1);
}

/** Whether a userIdentity may end at p, which may lie behind all memory. */
// @ts-ignore: decorator
@inline
function endsAt(p: usize): bool {
  return <i32>(p >> 16) < memory.size() && load<u8>(p) == 0x7d;
}

/** Fills the slots of the userIdentity at p if its text is known; it then ends at `recalledEnd`. */
export function recallIdentity(p: usize, base: usize): bool {
  if (!known) initKnown();
  recalledSet = setOf(p);
  for (let way = 0; way < WAYS; way++) {
    const place = recalledSet * WAYS + way;
    const one = knownAt(place);
    const n = one.length;
    // The bytes behind the text are those of another one: no more than its length is compared.
    if (n == 0 || !endsAt(p + n - 1) || !equal(one.text, p, n)) continue;
    for (let i: usize = 0; i < innerCount; i++) {
      const value = load<u64>(one.slots + SLOT * i);
      store<u64>(base + innerAt(i), <u32>value ? value + <u64>p : value);
    }
    recalled = place;
    recalledSince = one.since;
    recalledEnd = p + n;
    return true;
  }
  return false;
}

/** Remembers the text that `recallIdentity` did not know, and its slots. */
export function keepIdentity(p: usize, n: usize, base: usize): void {
  if (n < LEAST || n > MOST) return;
  lately++;
  const place = recalledSet * WAYS + (lately & (WAYS - 1));
  const one = knownAt(place);
  one.length = <i32>n;
  one.since = lately;
  memory.copy(one.text, p, n);
  for (let i: usize = 0; i < innerCount; i++) {
    const value = load<u64>(base + innerAt(i));
    store<u64>(one.slots + SLOT * i, <u32>value ? value - <u64>p : value);
  }
  recalled = place;
  recalledSince = lately;
}

/** Of a leaf that is null, or whose column has no dictionary. */
export const UNKNOWN_ID: i32 = -1;
/** Whether the ids that `idsOf` gave are those of an earlier row with the same text. */
export let remembered: bool = false;

/**
 * Where a table keeps the ids of an identity's leaves, and `more` bytes behind them: those of before when
 * `remembered`, else to be filled in. 0: nowhere.
 */
export function idsOf(table: DayTable, place: i32, since: i32, leaves: i32, more: usize): usize {
  remembered = false;
  if (place < 0) return 0;
  const wide: usize = 4 * <usize>(leaves + 1) + more;
  if (!table.identities) table.identities = allocateZeroed(wide * <usize>PLACES);
  const ids = table.identities + wide * <usize>place;
  remembered = load<i32>(ids) == since;
  store<i32>(ids, since);
  return ids + 4;
}

export function freeIdentities(table: DayTable): void {
  if (table.identities) release(table.identities);
}
