// Events that hand out credentials: of their records a few members tell of the session. These are cut out here, and
// read by whoever asks for sessions (`sessionOf`).
import { allocate, equal, regrow } from '../../../lake/parquet/wasm/memory.as';
import { Found, scratchOf, SLOT } from './batches.as';
import { clearFault, escaped, fault, skipSpace, stringEnd, unescape, valueEnd } from './json.as';
import { putByte, putBytes } from './put.as';
import { DayTable } from './tables.as';

let nameSlot: i32 = -1;
let answerSlot: i32 = -1;

/** Slots of eventName and responseElements; without them a table has no sessions. */
export function setSessionSlots(name: i32, answer: i32): void {
  nameSlot = name;
  answerSlot = answer;
}

/** A member that tells of a session, and the label that a telling gives it; of an object, which of its members do. */
@unmanaged
class Member {
  text: usize;
  length: i32;
  label: usize;
  labelLength: i32;
  inner: i32;
  /** Of the same object; 0: none. */
  next: i32;
}

/** The first is the record itself. */
const MAX_MEMBERS: i32 = 64;
const members: usize = memory.data(24 * 64);
let memberCount: i32 = 1;

// @ts-ignore: decorator
@inline
function memberAt(i: i32): Member {
  return changetype<Member>(members + offsetof<Member>() * <usize>i);
}

/** Names a member of another one (0: of the record); a label of no length is that of an object. Returns its number. */
export function addSessionMember(owner: i32, text: usize, length: i32, label: usize, labelLength: i32): i32 {
  if (memberCount == MAX_MEMBERS) unreachable();
  const member = memberAt(memberCount);
  member.text = text;
  member.length = length;
  member.label = label;
  member.labelLength = labelLength;
  member.next = memberAt(owner).inner;
  memberAt(owner).inner = memberCount;
  return memberCount++;
}

const ASSUME: usize = memory.data<u8>([65, 115, 115, 117, 109, 101, 82, 111]); // AssumeRo(le|ot)
const SESSION: usize = memory.data<u8>([71, 101, 116, 83, 101, 115, 115, 105]); // GetSessi(onToken)
const FEDERATION: usize = memory.data<u8>([71, 101, 116, 70, 101, 100, 101, 114]); // GetFeder(ationToken)

function handsOutCredentials(slots: usize): bool {
  const at = slots + SLOT * <usize>nameSlot;
  if (load<u32>(at, 4) < 10) return false;
  const name = load<u64>(load<u32>(at));
  if (name != load<u64>(ASSUME) && name != load<u64>(SESSION) && name != load<u64>(FEDERATION)) return false;
  return load<u32>(slots + SLOT * <usize>answerSlot) != 0;
}

/** The member of that name, however it is written; 0 for one that tells nothing. */
function findMember(owner: i32, name: usize, n: i32, isEscaped: bool): i32 {
  if (isEscaped) {
    const plain = scratchOf(n);
    n = <i32>unescape(name, n, plain);
    name = plain;
  }
  for (let i = memberAt(owner).inner; i; i = memberAt(i).next) {
    const member = memberAt(i);
    if (member.length == n && equal(member.text, name, n)) return i;
  }
  return 0;
}

/** Where the telling goes on, and whether it is empty. */
let to: usize = 0;
let isEmpty: bool = true;

function tell(member: Member, value: usize, end: usize): void {
  to = putByte(putByte(to, isEmpty ? 0x7b : 0x2c), 0x22);
  isEmpty = false;
  to = putBytes(to, member.label, member.labelLength);
  to = putByte(putByte(to, 0x22), 0x3a);
  to = putBytes(to, value, end - value);
}

/** Tells what stands in the object at p, whose JSON was checked; of a name that stands twice both. Returns its end. */
function tellObject(p: usize, owner: i32): usize {
  p = skipSpace(p + 1);
  while (!fault && load<u8>(p) != 0x7d) {
    const name = p + 1;
    const nameEnd = stringEnd(name);
    const member = findMember(owner, name, <i32>(nameEnd - name), escaped);
    const value = skipSpace(skipSpace(nameEnd + 1) + 1);
    if (member && memberAt(member).inner && load<u8>(value) == 0x7b) p = tellObject(value, member);
    else {
      p = valueEnd(value, true);
      if (member && memberAt(member).labelLength) tell(memberAt(member), value, p);
    }
    p = skipSpace(p);
    if (load<u8>(p) == 0x2c) p = skipSpace(p + 1);
  }
  return p + 1;
}

function reserve(table: DayTable, more: i32): void {
  const need = table.sessionLength + more;
  if (!table.sessions) {
    table.sessionCapacity = 2 * need;
    table.sessions = allocate(table.sessionCapacity);
  } else if (need > table.sessionCapacity) {
    table.sessions = regrow(table.sessions, table.sessionLength, 2 * need);
    table.sessionCapacity = 2 * need;
  }
}

/** Labels, and what stands around them: of no telling more. */
const MOST_LABELS: i32 = 1024;

/** Keeps what a record that hands out credentials tells: JSON, with a comma before it. */
export function takeSession(table: DayTable, slots: usize, found: Found): void {
  if (nameSlot < 0 || !handsOutCredentials(slots)) return;
  // A name may stand twice, and its label be longer.
  reserve(table, 4 * <i32>(found.end - found.start) + MOST_LABELS);
  const from = table.sessions + table.sessionLength;
  to = putByte(from, 0x2c);
  isEmpty = true;
  clearFault();
  tellObject(found.start, 0);
  // A list of which one telling is no JSON would tell nothing.
  if (fault) return;
  if (isEmpty) to = putByte(to, 0x7b);
  to = putByte(to, 0x7d);
  table.sessionLength += <i32>(to - from);
}
