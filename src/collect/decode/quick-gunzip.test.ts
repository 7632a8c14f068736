import { constants, gunzipSync, gzipSync, type ZlibOptions } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TABLES } from '../../cloudtrail/columns/index.ts';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
import { quickGunzip } from './quick-gunzip.ts';
import { Scanner } from './scanner.ts';
import { loadScanModule } from './wasm-module.ts';

const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const module = loadScanModule();

/** Bytes of different kinds: noise, few letters, repetitions from near and from far, a log. */
const TEXTS: readonly ((random: () => number, length: number) => Buffer)[] = [
  (random, length) => Buffer.from(Array.from({ length }, () => random() * 256)),
  (random, length) => Buffer.from(Array.from({ length }, () => 65 + random() * 3)),
  (_, length) => Buffer.from('ab0'.repeat(length / 3)),
  (random, length) => {
    const word = Buffer.from(Array.from({ length: 700 }, () => random() * 256));
    return Buffer.concat(Array.from({ length: length / 700 }, () => word));
  },
  (random, length) =>
    Buffer.from(
      JSON.stringify(
        Array.from({ length: length / 80 }, (_, index) => ({
          eventID: `${index}-${random()}`,
          eventName: random() < 0.9 ? 'GetObject' : 'PutObject',
        })),
      ),
    ),
];

function optionsOf(random: () => number): ZlibOptions {
  const strategies = [
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ];
  return {
    level: Math.floor(random() * 10),
    strategy: strategies[Math.floor(random() * strategies.length)] ?? 0,
    memLevel: 1 + Math.floor(random() * 9),
    windowBits: 9 + Math.floor(random() * 7),
  };
}

/** The text that the quick way finds, undefined when it leaves the file to zlib. */
function inflated(file: Uint8Array): Buffer | undefined {
  const scanner = new Scanner(module, TABLES.events);
  scanner.begin(0);
  const placed = quickGunzip(file, scanner);
  return placed && Buffer.from(scanner.textAt(placed.at, placed.length));
}

function zlibs(file: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(file);
  } catch {
    return undefined;
  }
}

describe('quickGunzip', () => {
  it(`gives what zlib gives, however the file was compressed (seed ${SEED})`, () => {
    const random = seededRandom(SEED);
    let quick = 0;
    for (let run = 0; run < 400; run++) {
      const length = Math.floor(random() ** 3 * 100_000);
      const text = TEXTS[run % TEXTS.length]?.(random, length) ?? Buffer.alloc(0);
      const file = gzipSync(text, optionsOf(random));

      const found = inflated(file);

      const isLeftToZlib = text.length > 32 * file.length;
      if (isLeftToZlib) expect(found).toBeUndefined();
      else expect(found?.equals(text)).toBe(true);
      if (found) quick++;
    }
    expect(quick).toBeGreaterThan(200);
  });

  it(`never takes a damaged file for another text (seed ${SEED})`, () => {
    const random = seededRandom(SEED);
    let refused = 0;
    for (let run = 0; run < 1500; run++) {
      const text = TEXTS[run % TEXTS.length]?.(random, 2000) ?? Buffer.alloc(0);
      const file = gzipSync(text, optionsOf(random));
      const at = Math.floor(random() * file.length);
      file[at] = (file[at] ?? 0) ^ (1 << Math.floor(random() * 8));

      const found = inflated(file);

      if (found) expect(found.equals(zlibs(file) ?? Buffer.alloc(0))).toBe(true);
      else refused++;
    }
    expect(refused).toBeGreaterThan(1000);
  });

  it('leaves to zlib what is cut off, several files in one, or a header out of the ordinary', () => {
    const file = gzipSync('{"Records":[]}');
    const withComment = Buffer.concat([
      file.subarray(0, 10),
      Buffer.from('x\0'),
      file.subarray(10),
    ]);
    withComment[3] = 16;
    const files = [
      file.subarray(0, 12),
      file.subarray(0, 20),
      file.subarray(0, -1),
      Buffer.concat([file, file]),
      Buffer.concat([file, Buffer.alloc(3)]),
      withComment,
    ];

    expect(files.map(inflated)).toEqual(files.map(() => undefined));
  });

  it('takes a file whose header names it, as the gzip command writes it', () => {
    const file = gzipSync('{"Records":[]}');
    const named = Buffer.concat([file.subarray(0, 10), Buffer.from('a.json\0'), file.subarray(10)]);
    named[3] = 8;

    expect(inflated(named)?.toString()).toBe('{"Records":[]}');
  });
});
