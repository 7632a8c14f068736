import { gunzipSync } from 'node:zlib';
import { messageOf } from '../../base/errors/index.ts';

/** Largest log file that is taken: CloudTrail writes at most 50 MB compressed. */
export const MAX_COMPRESSED_BYTES: number = 50_000_000;
/** Largest text that is taken: rows and columns of a larger one do not fit into the scanner's memory. */
export const MAX_TEXT_BYTES: number = 512 * 1024 * 1024;
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
