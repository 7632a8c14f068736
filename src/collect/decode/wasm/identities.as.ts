// Events of one session carry the same userIdentity, letter by letter, and it is a third of their text. A table
// remembers, for the texts it has seen, which dictionary ids their leaves have.
import { allocate, allocateZeroed, equal, release } from '../../../lake/parquet/wasm/memory.as';
import { DayTable } from './tables.as';

@unmanaged
class Identity {
  text: usize;
  length: i32;
  ids: usize;
}

const SLOTS: i32 = 1024;
const LEAST: i32 = 72;
const MOST: i32 = 4096;

/** Of a leaf that is null, or whose column has no dictionary. */
export const UNKNOWN_ID: i32 = -1;
/** Whether the ids that `recallIdentity` gave are those of an earlier row with the same text. */
export let remembered: bool = false;

// @ts-ignore: decorator
@inline
function mix(h: u64, word: u64): u64 {
  return (rotl<u64>(h, 27) ^ word) * 0x9e3779b97f4a7c15;
}

/** A few words out of the text: names, ids and times stand near its beginning and its end. */
function sample(p: usize, n: usize): i32 {
  let h: u64 = <u64>n;
  h = mix(h, load<u64>(p, 32));
  h = mix(h, load<u64>(p, 48));
  h = mix(h, load<u64>(p, 64));
  h = mix(h, load<u64>(p + (n >> 1)));
  h = mix(h, load<u64>(p + n - 24));
  h = mix(h, load<u64>(p + n - 56));
  return <i32>(h >> 40) & (SLOTS - 1);
}

function identityAt(table: DayTable, i: i32): Identity {
  return changetype<Identity>(table.identities + offsetof<Identity>() * <usize>i);
}

/** Where the ids of an identity's leaves are kept: those of before when `remembered`, else to be filled in. 0: nowhere. */
export function recallIdentity(table: DayTable, p: usize, n: i32, leaves: i32): usize {
  remembered = false;
  if (!p || n < LEAST || n > MOST) return 0;
  if (!table.identities) table.identities = allocateZeroed(offsetof<Identity>() * <usize>SLOTS);
  const identity = identityAt(table, sample(p, n));
  if (identity.text && identity.length == n && equal(identity.text, p, n)) {
    remembered = true;
    return identity.ids;
  }
  if (identity.text) release(identity.text);
  else identity.ids = allocate(4 * <usize>leaves);
  identity.text = allocate(n);
  identity.length = n;
  memory.copy(identity.text, p, n);
  return identity.ids;
}

export function freeIdentities(table: DayTable): void {
  if (!table.identities) return;
  for (let i = 0; i < SLOTS; i++) {
    const identity = identityAt(table, i);
    if (!identity.text) continue;
    release(identity.text);
    release(identity.ids);
  }
  release(table.identities);
}
