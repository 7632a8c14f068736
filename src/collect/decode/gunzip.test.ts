import { randomBytes } from 'node:crypto';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
import { GunzipError, gunzip, isGzip, MAX_COMPRESSED_BYTES, withoutBom } from './gunzip.ts';
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

    const outcome = outcomeOf(bomb);

    expect(outcome).toMatch(/^inflates beyond \d+ bytes, as a bomb does$/);
    // In kilobytes: 200 times its own 400 KB, twice.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200 * 1024);
  });

  it('refuses a file that is larger than any that CloudTrail writes, unread', () => {
    const file = new Uint8Array(MAX_COMPRESSED_BYTES + 1);
    file.set(gzipSync('{}').subarray(0, 10));

    const outcome = outcomeOf(file);

    expect(outcome).toMatch(/^larger than 50000000 bytes compressed$/);
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
