// A whole object in one call: a gzip file of one member (RFC 1952), its check sum, and the records of a plain log. Most
// objects are just that; of a small one, the way from JavaScript and back took longer than reading it.
import { PAD } from '../../../lake/parquet/wasm/memory.as';
import { reserveText } from './batches.as';
import { checkSum } from './crc.as';
import { inflate } from './inflate.as';
import { scanRecords, setObject, stopped } from './records.as';

/** How far an object was read: as `READ` in scanner.ts. */
const UNREAD: i32 = 0;
const PLACED: i32 = 1;
const STOPPED: i32 = 2;
const LISTED: i32 = 3;
const WHOLE: i32 = 4;

const HEADER: usize = 10;
const TRAILER: usize = 8;
const MAGIC: u32 = 0x00088b1f;
const HAS_NAME: u8 = 8;
/** CloudTrail's own files inflate 5 to 20 times. What claims more gets its room bit by bit, from zlib. */
const MOST_RATIO: u64 = 32;
/** What is larger than most is looked at before it is read. */
const MOST_TEXT: usize = 64 * 1024 * 1024;

/** `{"Records":[` */
const START: usize = memory.data<u8>([0x7b, 0x22, 0x52, 0x65, 0x63, 0x6f, 0x72, 0x64, 0x73, 0x22, 0x3a, 0x5b]);
const START_BYTES: usize = 12;

/** The text of the object that was taken last. */
export let objectText: usize = 0;
export let objectTextLength: usize = 0;

/** Behind a header as CloudTrail and gzip write it; 0 for another. */
function dataStart(from: usize, end: usize): usize {
  if (from + HEADER > end || (load<u32>(from) & 0x00ffffff) != MAGIC) return 0;
  const flags = load<u8>(from + 3);
  if (flags == 0) return from + HEADER;
  if (flags != HAS_NAME) return 0;
  let p = from + HEADER;
  while (p < end && load<u8>(p) != 0) p++;
  return p + 1;
}

function isAscii(p: usize, n: usize): bool {
  const end = p + (n & ~63);
  let all = i8x16.splat(0);
  for (; p < end; p += 64) {
    const first = v128.or(v128.load(p), v128.load(p, 16));
    all = v128.or(all, v128.or(first, v128.or(v128.load(p, 32), v128.load(p, 48))));
  }
  // Behind a text are zeros.
  for (let i: usize = 0; i < (n & 63); i += 16) all = v128.or(all, v128.load(p + i));
  return i8x16.bitmask(all) == 0;
}

/** Inflates a sound file into the batch, its check sum and length right; false for anything else. */
function place(from: usize, n: usize): bool {
  const trailer = from + n - TRAILER;
  const data = n > TRAILER ? dataStart(from, trailer) : 0;
  if (!data || data >= trailer) return false;
  const length: usize = load<u32>(trailer, 4);
  if (<u64>length > MOST_RATIO * <u64>n) return false;
  const at = reserveText(length);
  if (!inflate(data, trailer - data, at, length)) return false;
  memory.fill(at + length, 0, PAD);
  objectText = at;
  objectTextLength = length;
  return checkSum(at, length) == load<u32>(trailer);
}

/**
 * Reads the n bytes at `from`, with room for PAD more, into the batch. What it is not sure of is left where it stands:
 * no record behind it is read.
 */
export function takeObject(from: usize, n: usize, id: i32, named: i32): i32 {
  memory.fill(from + n, 0, PAD);
  if (!place(from, n)) return UNREAD;
  const at = objectText;
  const length = objectTextLength;
  if (length < START_BYTES || length > MOST_TEXT) return PLACED;
  if (memory.compare(at, START, START_BYTES) != 0 || !isAscii(at, length)) return PLACED;
  setObject(id, named);
  if (!scanRecords(at + START_BYTES, 1)) return STOPPED;
  return stopped + 1 == at + length && load<u8>(stopped) == 0x7d ? WHOLE : LISTED;
}
