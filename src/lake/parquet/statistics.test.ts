import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { TABLES } from '../../cloudtrail/columns/index.ts';
import { decodeAll } from '../../collect/decode/decode.fixture.ts';
import { Decoder, loadScanModule } from '../../collect/decode/index.ts';
import { type Condition, mergeParts, PartStatistics } from './index.ts';

// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const decoder = new Decoder(loadScanModule());
const folder = mkdtempSync(join(tmpdir(), 'trailglass-statistics-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
  process.stdout.write(`statistics, TRAILGLASS_SEED=${SEED}\n`);
});

interface Event {
  readonly eventID?: string;
  readonly eventName?: string;
  readonly errorCode?: string;
}

let made = 0;

/** Writes events as one part; `isMerged` as compaction does. */
function partOf(events: readonly Event[], isMerged = false): string {
  const records = events.map((event, index) =>
    JSON.stringify({
      eventVersion: '1.08',
      eventTime: '2023-07-10T00:00:00Z',
      // Events of one id are one event.
      requestID: `${index}`,
      recipientAccountId: String(index).padStart(12, '0'),
      ...event,
    }),
  );
  const { parts } = decodeAll(decoder, [`{"Records":[${records.join(',')}]}`]);
  const files = parts.map(({ bytes }) => bytes);
  const [merged] = mergeParts({ table: TABLES.events, files, maxRows: 1e6 });
  const path = join(folder, `${made++}.parquet`);
  writeFileSync(path, isMerged ? Buffer.concat(merged?.buffers ?? []) : (files[0] ?? ''));
  return path;
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.string({ unit: 'grapheme', minLength: 20, maxLength: 90 }),
  fc.constantFrom('a', 'b', 'ä', '\u{10ffff}', 'x'.repeat(300)),
);
const optionalText = fc.option(text, { nil: undefined });
const event = fc
  .record({ eventID: optionalText, eventName: optionalText, errorCode: optionalText })
  .map((one) => JSON.parse(JSON.stringify(one)) as Event);

const KEYS = { eventid: 'eventID', eventname: 'eventName', errorcode: 'errorCode' } as const;

/** Whether a row satisfies a condition, by its words. */
function satisfies(one: Event, { column, values, from, to }: Condition): boolean {
  const value = one[KEYS[column as keyof typeof KEYS]];
  if (value === undefined) return false;
  const bytes = Buffer.from(value);
  if (values) return values.some((each) => bytes.equals(each));
  return !(from && bytes.compare(from) < 0) && !(to && bytes.compare(to) > 0);
}

function conditionsFor(texts: readonly string[]): fc.Arbitrary<Condition> {
  const bytes = fc.oneof(text, fc.constantFrom(...texts, 'none')).map((one) => Buffer.from(one));
  const column = fc.constantFrom(...Object.keys(KEYS));
  return fc.oneof(
    fc.record({ column, values: fc.array(bytes, { minLength: 1, maxLength: 3 }) }),
    fc.record({ column, from: bytes, to: bytes }),
    fc.record({ column, from: bytes }),
    fc.record({ column, to: bytes }),
  );
}

describe('statistics of a part', () => {
  it('never deny a part that holds what is asked for', () => {
    const events = fc.array(event, { minLength: 1, maxLength: 40 });
    const asked = events.chain((list) => {
      const texts = list.flatMap((one) => Object.values(one) as string[]);
      const conditions = fc.array(conditionsFor(texts), { minLength: 1, maxLength: 3 });
      return fc.tuple(fc.constant(list), fc.boolean(), fc.array(conditions, { maxLength: 20 }));
    });
    const property = fc.property(asked, ([list, isMerged, questions]) => {
      const path = partOf(list, isMerged);
      const statistics = new PartStatistics();
      for (const conditions of questions) {
        const isThere = list.some((one) => conditions.every((each) => satisfies(one, each)));
        if (isThere) expect(statistics.mayHold(path, conditions)).toBe(true);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });

  it('deny what lies outside of the bounds, what filters know not to be there, and columns of NULLs', () => {
    const events = Array.from({ length: 40_000 }, (_, index) => ({
      eventID: `id-${index * 2}`,
      eventName: index < 20_000 ? 'Early' : 'Late',
    }));
    const path = partOf(events, true);
    const statistics = new PartStatistics();
    const holds = (...conditions: Condition[]) => statistics.mayHold(path, conditions);
    const [early, late, id, other] = ['Early', 'Late', 'id-4', 'id-79998'].map((one) => [
      Buffer.from(one),
    ]);

    const isDenied = Array.from({ length: 200 }, (_, index) => Buffer.from(`id-${index * 2 + 1}`))
      .map((absent) => holds({ column: 'eventid', values: [absent] }))
      .filter((may) => !may).length;

    expect(isDenied).toBeGreaterThan(180);
    expect(holds({ column: 'eventid', from: Buffer.from('ie') })).toBe(false);
    expect(holds({ column: 'errorcode', from: Buffer.from('') })).toBe(false);
    expect(holds({ column: 'requestparameters', from: Buffer.from('') })).toBe(false);
    expect(holds({ column: 'nothing', values: [] })).toBe(true);
    // Both are there, but in no row group together.
    const group = (name: Buffer[] = [], ids: Buffer[] = []) =>
      holds({ column: 'eventname', values: name }, { column: 'eventid', values: ids });
    expect([group(early, id), group(late, other)]).toEqual([true, true]);
    expect([group(early, other), group(late, id)]).toEqual([false, false]);
  });

  it('deny no part that cannot be read: the engine will say so', () => {
    const broken = join(folder, 'broken.parquet');
    writeFileSync(broken, 'PAR1');
    const statistics = new PartStatistics();
    const condition = { column: 'eventid', values: [] };

    const may = [broken, join(folder, 'gone')].map((path) => statistics.mayHold(path, [condition]));

    expect(may).toEqual([true, true]);
  });
});
