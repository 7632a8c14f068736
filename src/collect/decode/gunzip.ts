import { crc32, gunzipSync } from 'node:zlib';
import { messageOf } from '../../base/errors/index.ts';

/** Largest log file that is taken: CloudTrail writes at most 50 MB compressed. */
export const MAX_COMPRESSED_BYTES: number = 50_000_000;
/** Largest text that is taken: rows and columns of a larger one do not fit into the scanner's memory. */
export const MAX_TEXT_BYTES: number = 128 * 1024 * 1024;
/** CloudTrail's own files inflate 5 to 20 times; a bomb, 1,000 times. */
const MAX_RATIO = 200;
const FREE_BYTES = 16 * 1024 * 1024;

/** Why an object cannot be inflated, in words. */
export class GunzipError extends Error {}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates a gzip file of one member; checks its CRC (zlib does), its length field and that nothing follows.
 * @throws GunzipError
 */
export function gunzip(bytes: Uint8Array): Buffer {
  if (bytes.length > MAX_COMPRESSED_BYTES) {
    throw new GunzipError(`larger than ${MAX_COMPRESSED_BYTES} bytes compressed`);
  }
  if (bytes.length < 18) throw new GunzipError('the gzip data is cut off');
  // The length field is a hint for the buffer only: whoever made the file may have written anything.
  const claimed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(
    bytes.length - 4,
  );
  const limit = Math.min(MAX_TEXT_BYTES, Math.max(FREE_BYTES, bytes.length * MAX_RATIO));
  const inflated = inflate(bytes, Math.min(claimed, limit), limit);
  if (inflated.length !== claimed) {
    throw new GunzipError(
      `the gzip length field says ${claimed} bytes, the data holds ${inflated.length}: ` +
        'something follows the data, or the file is damaged',
    );
  }
  return inflated;
}

/** Texts of files that are inflated together. */
const MAX_TOGETHER = 8 * 1024 * 1024;

/**
 * Inflates several small gzip files that lie one behind another in `joined`, `sizes` bytes each. Of what a kilobyte
 * costs alone, setting up zlib is a third. Undefined when any of them is not a sound file of one member: each has
 * to be tried alone then. Each text has the length and the check sum that its own file claims.
 */
export function gunzipTogether(
  joined: Uint8Array,
  sizes: readonly number[],
): readonly Uint8Array[] | undefined {
  const claims = claimsOf(joined, sizes);
  const length = claims?.reduce((sum, claim) => sum + claim.length, 0) ?? 0;
  if (!claims || length > MAX_TOGETHER) return undefined;
  try {
    const options = { chunkSize: Math.max(1024, length + 64), maxOutputLength: length + 64 };
    const { buffer, byteOffset, byteLength } = gunzipSync(joined, options);
    return byteLength === length
      ? cut(new Uint8Array(buffer, byteOffset, length), claims)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What the last eight bytes of a gzip file say of its text (RFC 1952, 2.3.1). */
interface Claim {
  readonly checkSum: number;
  readonly length: number;
}

function claimsOf(joined: Uint8Array, sizes: readonly number[]): readonly Claim[] | undefined {
  const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
  const claims: Claim[] = [];
  let at = 0;
  for (const size of sizes) {
    if (size < 18 || joined[at] !== 0x1f || joined[at + 1] !== 0x8b) return undefined;
    at += size;
    claims.push({ checkSum: view.getUint32(at - 8, true), length: view.getUint32(at - 4, true) });
  }
  return claims;
}

function cut(texts: Uint8Array, claims: readonly Claim[]): readonly Uint8Array[] | undefined {
  const files: Uint8Array[] = [];
  let at = 0;
  for (const { checkSum, length } of claims) {
    const text = texts.subarray(at, at + length);
    // Garbage behind one file could make up for what is missing of the next.
    if (crc32(text) !== checkSum) return undefined;
    files.push(text);
    at += length;
  }
  return files;
}

function inflate(bytes: Uint8Array, claimed: number, limit: number): Buffer {
  try {
    const chunkSize = Math.max(1024, claimed + 64);
    return gunzipSync(bytes, { chunkSize, maxOutputLength: limit });
  } catch (error) {
    throw new GunzipError(gunzipReason(error, limit), { cause: error });
  }
}

function gunzipReason(error: unknown, limit: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    return `inflates beyond ${limit} bytes${limit < MAX_TEXT_BYTES ? ', as a bomb does' : ''}`;
  }
  if (code === 'Z_BUF_ERROR') return 'the gzip data is cut off';
  return `the gzip data is damaged (${messageOf(error)})`;
}

const BOM = [0xef, 0xbb, 0xbf];

/** Without a byte order mark. */
export function withoutBom(text: Uint8Array): Uint8Array {
  return BOM.every((byte, index) => text[index] === byte) ? text.subarray(3) : text;
}
