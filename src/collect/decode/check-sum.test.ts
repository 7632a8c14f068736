import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
import { loadScanModule, newScanModule } from './wasm-module.ts';

const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
/** The edges of what is folded: below it, stretches of 16 kB that end in whole and in broken blocks. */
const LENGTHS = [0, 1, 8191, 8192, 8193, 21_183, 21_184, 21_185, 37_568, 300_000, 1_000_003];

it(`sums a text up as zlib does, and leaves it as it is (seed ${SEED})`, () => {
  const random = seededRandom(SEED);
  const lengths = [...LENGTHS, ...Array.from({ length: 100 }, () => Math.floor(random() * 60_000))];
  const x = newScanModule(loadScanModule());
  const at = x.alloc(Math.max(...lengths));
  for (const length of lengths) {
    const text = Buffer.from(Array.from({ length }, () => random() * 256));
    const memory = new Uint8Array(x.memory.buffer, at, length);
    memory.set(text);

    const sum = x.checkSum(at, length) >>> 0;

    expect({ length, sum }).toEqual({ length, sum: crc32(text) });
    expect(text.equals(memory)).toBe(true);
  }
});
