import { xxh64 } from '../../base/hash/index.ts';
import type { BloomPlace } from './footer.ts';
import type { PartFile } from './part-file.ts';

const BLOCK_BYTES = 32;
// Salts of split-block Bloom filters (Parquet format, BloomFilter.md).
const SALTS = [
  0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31,
];

/** Whether a filter of our own parts may hold a text: reads the one block in which it would be. */
export function filterHas(file: PartFile, bloom: BloomPlace, text: Uint8Array): boolean {
  const hash = xxh64(text);
  // The header before the bits is shorter than a block.
  const header = bloom.bytes % BLOCK_BYTES;
  const blocks = BigInt((bloom.bytes - header) / BLOCK_BYTES);
  const block = Number(((hash >> 32n) * blocks) >> 32n);
  const words = new DataView(
    file.read(bloom.at + header + block * BLOCK_BYTES, BLOCK_BYTES).buffer,
  );
  const key = Number(hash & 0xffffffffn);
  return SALTS.every((salt, word) => {
    const bit = Math.imul(key, salt) >>> 27;
    return ((words.getUint32(4 * word, true) >>> bit) & 1) === 1;
  });
}
