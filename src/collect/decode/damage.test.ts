import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../demo/organisation/index.ts';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
import { decodeAll, FALLBACK_DAY, type PartRow, readRows } from './decode.fixture.ts';
import { type DecodedObject, Decoder, loadScanModule, type RejectedText } from './index.ts';

// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const DOCUMENTS = 2000;
/** Documents of one batch. */
const AT_ONCE = 250;
const LIST = 5;
const REASONS =
  /^not JSON: |not a CloudTrail record$|must be a JSON object$|^the text ends|broken record$/;

const random = seededRandom(SEED);
const decoder = new Decoder(loadScanModule());
let records: readonly string[] = [];
let sound: ReadonlyMap<string, PartRow> = new Map();

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'trailglass-records-'));
  await generate({ dir, events: 300, days: 1, seed: 23, files: 20 });
  records = globSync(`${dir}/AWSLogs/**/CloudTrail/**/*.json.gz`)
    .sort()
    .flatMap((file) => JSON.parse(gunzipSync(readFileSync(file)).toString()).Records)
    .map((record) => JSON.stringify(record));
  rmSync(dir, { recursive: true });
  const { parts } = decodeAll(decoder, [`{"Records":[${records.join(',')}]}`]);
  sound = new Map((await readRows(parts)).map((row) => [String(row.eventid), contentOf(row)]));
});

afterAll(() => void process.stdout.write(`damage to records, TRAILGLASS_SEED=${SEED}\n`));

function contentOf({ object_id: _, ...row }: PartRow): PartRow {
  return row;
}

function below(limit: number): number {
  return Math.floor(random() * limit);
}

function positionsOf(text: Buffer, characters: string): readonly number[] {
  return [...text.entries()]
    .filter(([, byte]) => characters.includes(String.fromCharCode(byte)))
    .map(([at]) => at);
}

function without(text: Buffer, at: number, length: number): Buffer {
  return Buffer.concat([text.subarray(0, at), text.subarray(at + length)]);
}

function removeOne(text: Buffer, characters: string): Buffer {
  const places = positionsOf(text, characters);
  return without(text, places[below(places.length)] ?? 0, 1);
}

const HARM: Readonly<Record<string, (text: Buffer) => Buffer>> = {
  'flipped bytes': (text) => {
    const copy = Buffer.from(text);
    for (let i = 0; i <= below(3); i++) copy[below(copy.length)] = below(256);
    return copy;
  },
  cut: (text) => text.subarray(0, 1 + below(text.length - 1)),
  insertion: (text) => {
    const at = below(text.length + 1);
    const garbage = Buffer.from(Array.from({ length: 1 + below(8) }, () => below(256)));
    return Buffer.concat([text.subarray(0, at), garbage, text.subarray(at)]);
  },
  deletion: (text) => without(text, below(text.length - 1), 1 + below(40)),
  'a brace less': (text) => removeOne(text, '{}[]'),
  'a quote less': (text) => removeOne(text, '"'),
  'a comma or colon less': (text) => removeOne(text, ',:'),
  'punctuation where none belongs': (text) => {
    const at = below(text.length + 1);
    const sign = Buffer.from('{}[]",:\\'.charAt(below(8)));
    return Buffer.concat([text.subarray(0, at), sign, text.subarray(at)]);
  },
};
const KINDS = Object.keys(HARM);

interface Sample {
  readonly kind: string;
  readonly document: Buffer;
  /** Ids of the records beside the damaged one. */
  readonly neighbours: readonly string[];
  /** Bytes between the neighbours. */
  readonly from: number;
  readonly to: number;
}

/** Five records in a row, one of them damaged. */
function damagedList(index: number): Sample {
  const kind = KINDS[index % KINDS.length] ?? '';
  const start = below(records.length - LIST);
  const texts = records.slice(start, start + LIST).map((text) => Buffer.from(text));
  const place = below(LIST);
  const damaged = HARM[kind]?.(texts[place] ?? Buffer.alloc(0)) ?? Buffer.alloc(0);
  const before = joined(texts.slice(0, place));
  const after = joined(texts.slice(place + 1));
  const parts = [
    ...(before.length > 0 ? [before] : []),
    damaged,
    ...(after.length > 0 ? [after] : []),
  ];
  const document = Buffer.concat([Buffer.from('{"Records":['), joined(parts), Buffer.from(']}')]);
  return {
    kind,
    document,
    neighbours: texts.filter((_, at) => at !== place).map(idOf),
    from: '{"Records":['.length + before.length,
    to: after.length > 0 ? document.length - 2 - after.length : document.length,
  };
}

function joined(texts: readonly Buffer[]): Buffer {
  return Buffer.concat(texts.flatMap((text, at) => (at > 0 ? [Buffer.from(','), text] : [text])));
}

function idOf(text: Buffer): string {
  return (JSON.parse(text.toString()) as { readonly eventID: string }).eventID;
}

describe('a damaged record', () => {
  it(`costs no neighbour, and is a row or in the quarantine (${DOCUMENTS} times)`, async () => {
    const outcomes = { row: 0, quarantine: 0 };
    for (let done = 0; done < DOCUMENTS; done += AT_ONCE) {
      const samples = Array.from({ length: AT_ONCE }, (_, index) => damagedList(done + index));

      const { objects, parts } = decodeAll(
        decoder,
        samples.map(({ document }) => document),
      );

      const rows = Map.groupBy(await readRows(parts), (row) => Number(row.object_id));
      samples.forEach((sample, index) => {
        const found = rows.get(index + 1) ?? [];
        const { rejections } = objects[index] as DecodedObject;
        assertNeighbours(sample, found);
        for (const rejection of rejections) assertPlace(sample, rejection);
        const others = found.length - (LIST - 1);
        expect(others + rejections.length, describeSample(sample)).toBeGreaterThan(0);
        outcomes.row += others > 0 ? 1 : 0;
        outcomes.quarantine += rejections.length > 0 ? 1 : 0;
      });
    }
    // Both happen, or the damage is none.
    expect(outcomes.row).toBeGreaterThan(DOCUMENTS / 10);
    expect(outcomes.quarantine).toBeGreaterThan(DOCUMENTS / 3);
  });
});

function assertNeighbours(sample: Sample, rows: readonly PartRow[]): void {
  for (const id of sample.neighbours) {
    const own = rows.filter((row) => row.eventid === id).map(contentOf);
    expect(own, describeSample(sample)).toEqual([sound.get(id)]);
  }
  expect(rows.length, describeSample(sample)).toBeLessThanOrEqual(LIST);
}

/** Between the neighbours; only that the list is not closed as it should be is said at its end. */
function assertPlace(sample: Sample, { start, end, reason }: RejectedText): void {
  const isUnclosed = start >= sample.document.length - ']}'.length;
  const isInPlace = start >= sample.from && end <= sample.to;
  expect(isUnclosed || isInPlace, describeSample(sample)).toBe(true);
  expect(reason).toMatch(REASONS);
}

function describeSample({ kind, document, from, to }: Sample): string {
  return `${kind}: ${JSON.stringify(document.subarray(from, to).toString('latin1'))}`;
}

describe('a truncated list', () => {
  it('keeps the records before the cut, and tells of the rest', async () => {
    const texts = records.slice(0, 20);
    const whole = Buffer.from(`{"Records":[${texts.join(',')}]}`);
    const ends = texts.map(
      (_, index) => `{"Records":[${texts.slice(0, index + 1).join(',')}`.length,
    );
    const cuts = [
      ...Array.from({ length: 200 }, () => 1 + below(whole.length - 1)),
      ...ends.flatMap((end) => [end - 1, end, end + 1]),
      whole.length - 1,
    ];

    const { objects, parts } = decodeAll(
      decoder,
      cuts.map((cut) => whole.subarray(0, cut)),
    );

    const rows = Map.groupBy(await readRows(parts), (row) => Number(row.object_id));
    cuts.forEach((cut, index) => {
      const before = texts
        .filter((_, at) => (ends[at] ?? 0) <= cut)
        .map((text) => idOf(Buffer.from(text)));
      const { rejections, failure } = objects[index] as DecodedObject;
      expect(rows.get(index + 1)?.map(({ eventid }) => eventid) ?? []).toEqual(before);
      expect(failure).toBeUndefined();
      expect(rejections).toHaveLength(1);
      expect(rejections[0]?.reason).toMatch(
        /^not JSON: the text ends early at byte|^the text ends before/,
      );
      expect(rejections[0]).toMatchObject({ end: cut });
    });
  });
});

describe('a text that is broken all over', () => {
  const SIZE = 1_000_000;
  const SOUND =
    '{"eventVersion":"1.08","eventTime":"2023-07-10T11:42:18Z","eventName":"A","eventID":"1"}';
  const repeat = (text: string) => text.repeat(Math.ceil(SIZE / text.length));

  it.each([
    ['lines of no JSON', repeat('x{"eventName": broken\n')],
    ['braces that never close', repeat('{"eventVersion":')],
    ['records that never close', `{"Records":[${repeat('{"eventVersion":"1.08","a":"b ')}`],
    ['texts that never close', `{"Records":[${repeat('{"eventVersion":"1.08","a":"b\n')}`],
    ['brackets without end', repeat('[')],
    ['braces in a record', `{"Records":[{"eventVersion":"1.08","a":${repeat('{"a":')}`],
    ['numbers for records', `{"Records":[${repeat('1,')}`],
    ['quotes', `{"Records":[${repeat('"')}`],
    ['backslashes', `{"Records":["${repeat('\\')}`],
    ['lists that are not closed', repeat('{"Records":[] ')],
    ['every record broken', `{"Records":[${repeat('{"eventVersion":"1.08","a":tru},')}`],
    ['a byte before every record', `{"Records":[${repeat(`x${SOUND}`)}`],
    ['lines that break inside', repeat('{"CloudTrailEvent":"{\\"eventVersion\\" x\n')],
  ])('is given up, and told in few words: %s', (_, text) => {
    const bytes = Buffer.from(text);
    decoder.begin(0);

    const found = decoder.decode({ id: 1, bytes, fallbackDay: FALLBACK_DAY });

    const entries = found.rejections.length + (found.failure === undefined ? 0 : 1);
    expect(entries).toBeGreaterThan(0);
    expect(entries).toBeLessThanOrEqual(1000);
  });
});
