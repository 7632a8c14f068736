import { isGzip } from './gunzip.ts';
import type { Scanner } from './scanner.ts';

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
const DEFLATE = 8;
const HAS_NAME = 8;
/** CloudTrail's own files inflate 5 to 20 times. What claims more gets its room bit by bit, from zlib. */
const MOST_RATIO = 32;

/** Where the text of an object lies in a scanner's memory. */
export interface PlacedText {
  readonly scanner: Scanner;
  readonly at: number;
  readonly length: number;
}

/**
 * Inflates a sound gzip file of one member right into a scanner's batch, its CRC and length checked. Undefined for
 * anything else: `gunzip` then says what is wrong with it, or takes it all the same.
 */
export function quickGunzip(bytes: Uint8Array, scanner: Scanner): PlacedText | undefined {
  const from = dataStart(bytes);
  const end = bytes.length - TRAILER_BYTES;
  if (from === undefined || from >= end) return undefined;
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end, TRAILER_BYTES);
  const length = trailer.getUint32(4, true);
  if (length > MOST_RATIO * bytes.length) return undefined;
  const at = scanner.inflate(bytes.subarray(from, end), length);
  if (at === undefined) return undefined;
  const isSound = scanner.checkSum(at, length) === trailer.getUint32(0, true);
  return isSound ? { scanner, at, length } : undefined;
}

/** Behind a header as CloudTrail and gzip write it (RFC 1952). */
function dataStart(bytes: Uint8Array): number | undefined {
  if (!isGzip(bytes) || bytes[2] !== DEFLATE) return undefined;
  if (bytes[3] === 0) return HEADER_BYTES;
  if (bytes[3] !== HAS_NAME) return undefined;
  const nameEnd = bytes.indexOf(0, HEADER_BYTES);
  return nameEnd < 0 ? undefined : nameEnd + 1;
}
