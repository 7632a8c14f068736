import { randomBytes } from 'node:crypto';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
import {
  GunzipError,
  gunzip,
  gunzipTogether,
  isGzip,
  MAX_COMPRESSED_BYTES,
  withoutBom,
} from './gunzip.ts';
import { GZIP_DAMAGE } from './gzip-damage.fixture.ts';

const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const FILES = 50;
const MB = 1024 * 1024;

/** Text of a log whose size and repetitions differ. */
function logText(random: () => number): string {
  const records = Array.from({ length: 1 + Math.floor(random() * 40) }, (_, index) => ({
    eventVersion: '1.08',
    eventID: `${index}-${random()}`,
    requestParameters: { key: 'x'.repeat(Math.floor(random() * 200)) },
  }));
  return JSON.stringify({ Records: records });
}

/** What became of a file: its text, or the words of the refusal. */
function outcomeOf(file: Uint8Array): Buffer | string {
  try {
    return gunzip(file);
  } catch (error) {
    if (error instanceof GunzipError) return error.message;
    throw error;
  }
}

describe('gunzip', () => {
  it('gives the text of a sound file of any size', () => {
    for (const length of [0, 1, 17, 1000, 100_000, 3 * MB]) {
      const text = randomBytes(length);

      const inflated = gunzip(gzipSync(text));

      expect(inflated.equals(text)).toBe(true);
    }
  });

  const kinds = Object.entries(GZIP_DAMAGE).filter(([kind]) => !/^(?:empty|not gzip)$/.test(kind));

  it.each(kinds)(`refuses a file with damage: %s (seed ${SEED})`, (_, { harm, says }) => {
    const random = seededRandom(SEED);
    let refused = 0;
    for (let file = 0; file < FILES; file++) {
      const text = Buffer.from(logText(random));

      const outcome = outcomeOf(harm(gzipSync(text), random));

      if (typeof outcome === 'string') {
        expect(outcome).toMatch(says);
        refused++;
      } else {
        // A flipped bit that means nothing to gzip, such as one after the last block.
        expect(outcome.equals(text)).toBe(true);
      }
    }
    expect(refused).toBeGreaterThanOrEqual(FILES * 0.9);
  });

  it('does not believe a length field that claims gigabytes', () => {
    const file = gzipSync(randomBytes(1 * MB));
    file.writeUInt32LE(0xffffffff, file.length - 4);
    const before = process.resourceUsage().maxRSS;

    const outcome = outcomeOf(file);

    expect(outcome).toMatch(/incorrect length check/);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(64 * 1024);
  });

  it('stops at a bomb early, and without the memory that it asks for', async () => {
    const bomb = await gzipOfZeros(400);
    expect((400 * MB) / bomb.length).toBeGreaterThan(1000);
    const before = process.resourceUsage().maxRSS;
    const started = performance.now();

    const outcome = outcomeOf(bomb);

    expect(outcome).toMatch(/^inflates beyond \d+ bytes, as a bomb does$/);
    expect(performance.now() - started).toBeLessThan(2000);
    // In kilobytes: 200 times its own 400 KB, twice.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200 * 1024);
  });

  it('refuses a file that is larger than any that CloudTrail writes, unread', () => {
    const file = new Uint8Array(MAX_COMPRESSED_BYTES + 1);
    file.set(gzipSync('{}').subarray(0, 10));
    const started = performance.now();

    const outcome = outcomeOf(file);

    expect(outcome).toMatch(/^larger than 50000000 bytes compressed$/);
    expect(performance.now() - started).toBeLessThan(100);
  });

  it('takes a log that repeats itself much more than the usual one', () => {
    const text = Buffer.from('x'.repeat(15 * MB));

    const outcome = outcomeOf(gzipSync(text));

    expect(Buffer.isBuffer(outcome) && outcome.equals(text)).toBe(true);
  });
});

describe('isGzip', () => {
  it('knows gzip by its first two bytes, whatever the name of the file', () => {
    const files = [gzipSync(''), Buffer.from('{}'), Buffer.of(0x1f), Buffer.alloc(0)];

    const found = files.map(isGzip);

    expect(found).toEqual([true, false, false, false]);
  });
});

describe('withoutBom', () => {
  it('takes a byte order mark away, once', () => {
    const texts = ['\ufeff[]', '[]', '\ufeff\ufeff[]', ''];

    const found = texts.map((text) => Buffer.from(withoutBom(Buffer.from(text))).toString());

    expect(found).toEqual(['[]', '[]', '\ufeff[]', '']);
  });
});

async function gzipOfZeros(megabytes: number): Promise<Buffer> {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  const done = (async () => {
    for await (const chunk of gzip) chunks.push(chunk as Buffer);
  })();
  const zeros = Buffer.alloc(MB);
  for (let i = 0; i < megabytes; i++) {
    if (!gzip.write(zeros)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await done;
  return Buffer.concat(chunks);
}

describe('gunzipTogether', () => {
  const together = (files: readonly Buffer[]) =>
    gunzipTogether(
      Buffer.concat(files),
      files.map(({ length }) => length),
    )?.map((text) => Buffer.from(text).toString());

  it('gives each file its own text', () => {
    const texts = ['{"Records":[1]}', '', 'x'.repeat(5000), '{"Records":[2]}'];

    expect(together(texts.map((text) => gzipSync(text)))).toEqual(texts);
  });

  it.each(Object.entries(GZIP_DAMAGE))(
    `says nothing, or what is true, when one of them has damage: %s (seed ${SEED})`,
    (_, { harm }) => {
      const random = seededRandom(SEED);
      for (let round = 0; round < FILES; round++) {
        const texts = Array.from({ length: 4 }, () => logText(random));
        const files: Buffer[] = texts.map((text) => gzipSync(text));
        const place = Math.floor(random() * files.length);
        files[place] = harm(files[place] ?? Buffer.alloc(0), random);

        const found = together(files);

        if (found) expect(found).toEqual(files.map((file) => gunzip(file).toString()));
      }
    },
  );

  it('says nothing when what follows one file makes up for the next', () => {
    const [first, second] = ['{"Records":[1]}', '{"Records":[2]}'].map((text) => gzipSync(text));
    const both = Buffer.concat([first ?? '', second ?? ''] as Buffer[]);
    const emptyAndShort = [both, gzipSync('')];
    const claimsAll = [Buffer.concat([both, Buffer.alloc(4), Buffer.from([15, 0, 0, 0])])];

    expect(together(emptyAndShort)).toBeUndefined();
    expect(together([...claimsAll, gzipSync('{"Records":[3]}')])).toBeUndefined();
  });

  it('says nothing of a bomb', () => {
    const bomb = gzipSync(Buffer.alloc(16 * MB));
    bomb.writeUInt32LE(10, bomb.length - 4);

    expect(together([gzipSync('{}'), bomb])).toBeUndefined();
  });
});
