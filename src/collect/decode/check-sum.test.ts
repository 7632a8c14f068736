import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { TABLES } from '../../cloudtrail/columns/index.ts';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
import { Scanner } from './scanner.ts';
import { loadScanModule } from './wasm-module.ts';

const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const module = loadScanModule();

/** The edges of what is folded: below it, stretches of 16 kB that end in whole and in broken blocks. */
const LENGTHS = [0, 1, 8191, 8192, 8193, 21_183, 21_184, 21_185, 37_568, 300_000, 1_000_003];

it(`sums a text up as zlib does, and leaves it as it is (seed ${SEED})`, () => {
  const random = seededRandom(SEED);
  const lengths = [...LENGTHS, ...Array.from({ length: 100 }, () => Math.floor(random() * 60_000))];
  const scanner = new Scanner(module, TABLES.events);
  for (const length of lengths) {
    const text = Buffer.from(Array.from({ length }, () => random() * 256));
    scanner.begin(0);
    const at = scanner.place(text);

    const sum = scanner.checkSum(at, length);

    expect({ length, sum }).toEqual({ length, sum: crc32(text) });
    expect(text.equals(scanner.textAt(at, length))).toBe(true);
  }
});
