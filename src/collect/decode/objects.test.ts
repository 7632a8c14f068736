import { constants, gunzipSync, gzipSync, type ZlibOptions } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TABLES } from '../../cloudtrail/columns/index.ts';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
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

/** The text that a scanner finds, undefined when it leaves the file to zlib. */
function inflated(file: Uint8Array): Buffer | undefined {
  const scanner = new Scanner(module, TABLES.events);
  scanner.begin(0);
  if (scanner.takeObject(file, 1, true) === 'unread') return undefined;
  const { at, length } = scanner.objectText;
  return Buffer.from(scanner.textAt(at, length));
}

function zlibs(file: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(file);
  } catch {
    return undefined;
  }
}

describe('the text of an object', () => {
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

describe('how far an object is read in one go', () => {
  const record = {
    eventVersion: '1.08',
    eventName: 'A',
    eventSource: 'b',
    eventTime: '2026-03-01T10:00:00Z',
    eventID: 'a',
  };
  const log = (records: readonly object[], rest = '}') =>
    `{"Records":${JSON.stringify(records)}${rest}`;

  it.each([
    ['all of a plain log', log([record, record]), 'whole', 2],
    ['all of a log without records', log([]), 'whole', 0],
    ['up to a record that it is not sure of', log([record, { a: 1 }, record]), 'stopped', 1],
    ['the list, where more follows', log([record], ',"more":1}'), 'listed', 1],
    ['the list, where spaces follow', log([record], ' }\n'), 'listed', 1],
    ['nothing of a text with other letters', log([{ ...record, eventName: 'é' }]), 'placed', 0],
    ['nothing of a text with another beginning', ` ${log([record])}`, 'placed', 0],
    ['nothing of a text that is too short', '{"Records":', 'placed', 0],
  ] as const)('%s', (_, text, read, rows) => {
    const scanner = new Scanner(module, TABLES.events);
    scanner.begin(0);

    const found = scanner.takeObject(gzipSync(text), 1, true);

    expect([found, scanner.batchCount]).toEqual([read, rows]);
  });

  it('is the same from the room, and for objects that do not fit into it', () => {
    const large = Array.from({ length: 90_000 }, (_, index) => ({
      ...record,
      eventID: Buffer.from(Float64Array.of(Math.sin(index)).buffer).toString('base64'),
      requestID: Buffer.from(Float64Array.of(Math.sqrt(index)).buffer).toString('base64'),
    }));
    const file = gzipSync(log(large), { level: 1 });
    const small = gzipSync(log([record]));
    const scanner = new Scanner(module, TABLES.events);
    scanner.begin(0);
    const room = scanner.room();
    room.set(small);

    const found = [
      scanner.takeObject(room.subarray(0, small.length), 1, true),
      scanner.takeObject(file, 2, true),
      scanner.takeObject(small, 3, true),
    ];

    expect(file.length).toBeGreaterThan(scanner.room().length);
    expect(found).toEqual(['whole', 'whole', 'whole']);
    expect(scanner.batchCount).toBe(90_002);
  });
});
