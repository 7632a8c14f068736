import { constants, zstdCompressSync } from 'node:zlib';
import { giveBack } from '../../base/memory/index.ts';

/** What zstd is told of how hard to try (zstd's manual, ZSTD_cParameter); shorter matches than `minMatch` are none. */
export interface Effort {
  readonly level: number;
  readonly minMatch?: number;
}

const QUICK: Effort = { level: 1 };

/**
 * Bytes as one frame of zstd. Told the size, and given room for whatever may come of it, zstd reads and writes in one
 * go: a fifth less time than in pieces. What is kept is a copy, without the rest of that room.
 */
export function compress(body: Uint8Array, { level, minMatch = 0 } = QUICK): Uint8Array {
  const { length } = body;
  if (length <= MOST_RAW) return rawFrame(body);
  const chunkSize = 1024 + length + (length >> 7);
  const { ZSTD_c_compressionLevel, ZSTD_c_minMatch } = constants;
  // Of 0, zstd takes the level's own.
  const params = { [ZSTD_c_compressionLevel]: level, [ZSTD_c_minMatch]: minMatch };
  const room = zstdCompressSync(body, { params, pledgedSrcSize: length, chunkSize });
  const packed = new Uint8Array(room);
  giveBack([room]);
  return packed;
}

/** What zstd gains on less is less than it costs to begin: a part has some hundred such pages. */
const MOST_RAW = 255;
/** Magic number, and a descriptor: one segment, its size in one byte (RFC 8878, 3.1.1). */
const RAW_HEAD = [0x28, 0xb5, 0x2f, 0xfd, 0x20] as const;
const LAST_RAW_BLOCK = 1;

/** A zstd frame that holds up to 255 bytes as they are: a header, their number, and one raw block (3.1.1.2). */
function rawFrame(body: Uint8Array): Uint8Array {
  const { length } = body;
  const block = LAST_RAW_BLOCK | (length << 3);
  const frame = new Uint8Array(RAW_HEAD.length + 4 + length);
  frame.set([...RAW_HEAD, length, block & 0xff, block >> 8, 0]);
  frame.set(body, RAW_HEAD.length + 4);
  return frame;
}
