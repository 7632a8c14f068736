import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ABSENT, sharedPath } from '../../../test/e2e/shared-data.fixture.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import { generate } from '../../demo/organisation/index.ts';
import { type Decoded, decodeAll, FALLBACK_DAY, type PartRow, readPart } from './decode.fixture.ts';
import { expectedRow } from './expected-row.fixture.ts';
import { Decoder, loadScanModule } from './index.ts';
import { mutations, spaces } from './mutations.fixture.ts';
import {
  depthOf,
  find,
  stringOf,
  type Tree,
  treeOf,
  type Written,
  write,
} from './record-text.fixture.ts';

// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const RUNS = 300;
const DEEPEST = 512;
const DATA = sharedPath('data');

const module = loadScanModule();
const fast = new Decoder(module);
const slow = new Decoder(module, { slowOnly: true });
let records: readonly Tree[] = [];

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'trailglass-records-'));
  await generate({ dir, events: 600, days: 2, seed: 17, files: 40 });
  records = globSync(`${dir}/AWSLogs/**/CloudTrail/**/*.json.gz`)
    .sort()
    .flatMap((file) => JSON.parse(gunzipSync(readFileSync(file)).toString()).Records)
    .map(treeOf);
  rmSync(dir, { recursive: true });
});

afterAll(() => void process.stdout.write(`fast and slow path, TRAILGLASS_SEED=${SEED}\n`));

/** A document of mutated records: its text, and the records in it. */
interface Sample {
  readonly text: string;
  readonly records: readonly { readonly tree: Tree; readonly written: Written }[];
}

const sample: fc.Arbitrary<Sample> = fc
  .array(fc.record({ base: fc.nat(), mutations, space: spaces }), { minLength: 1, maxLength: 5 })
  .map((list) => {
    const made = list.map(({ base, mutations: changes, space }) => {
      const original = records[base % records.length] ?? treeOf({});
      const tree = changes.reduce((record, one) => one(record), original);
      return { tree, written: write(tree, space()) };
    });
    return {
      text: `{"Records":[${made.map(({ written }) => written.text).join(',')}]}`,
      records: made,
    };
  });

/** The kind that the key of a document's object names, if any. */
const named = fc.constantFrom<TableKind | undefined>(undefined, 'events', 'network', 'insights');

/** What must be the same whichever path was taken. */
function factsOf({ objects, parts }: Decoded) {
  return {
    objects: objects.map(({ slow: _, rejections, ...object }) => ({
      ...object,
      rejections: rejections.map((one) => ({ ...one, raw: Buffer.from(one.raw) })),
    })),
    parts: parts.map(({ bytes: _, ...part }) => part),
  };
}

function expectSameParts(a: Decoded, b: Decoded): void {
  expect(factsOf(a)).toEqual(factsOf(b));
  a.parts.forEach(({ bytes }, index) => {
    expect(Buffer.compare(bytes, b.parts[index]?.bytes ?? new Uint8Array())).toBe(0);
  });
}

function isRecord({ tree, written }: Sample['records'][number]): boolean {
  const version = find(written, 'eventVersion')?.text ?? '';
  const isVersioned = /^(?:1\.|"1(?:\.|\\u002e))/.test(version);
  const isNamed = stringOf(find(written, 'eventName')) && stringOf(find(written, 'eventSource'));
  const isIdentified = stringOf(find(written, 'eventID')) && stringOf(find(written, 'eventTime'));
  return depthOf(tree) <= DEEPEST && Boolean(isVersioned || isNamed || isIdentified);
}

const KINDS: Readonly<Record<string, TableKind>> = {
  ...{ NetworkActivity: 'network', Insight: 'insights', Aggregated: 'aggregated' },
};

/** The kind of a record in an object whose key names none. */
function kindOf(written: Written): TableKind {
  return KINDS[stringOf(find(written, 'eventCategory')) ?? ''] ?? 'events';
}

// Written down by hand: spelling, microseconds, flag.
const UNUSUAL = 'time in an unusual form';
const ODD_TIMES: Readonly<Record<string, number>> = {
  '2023-07-10 11:42:18': Date.UTC(2023, 6, 10, 11, 42, 18),
  '2023-07-10T11:42:18+02:00': Date.UTC(2023, 6, 10, 9, 42, 18),
  '1688989338': Date.UTC(2023, 6, 10, 11, 42, 18),
  '1688989338000': Date.UTC(2023, 6, 10, 11, 42, 18),
  '20131102T010628Z': Date.UTC(2013, 10, 2, 1, 6, 28),
  '2023-07-10T11:42:18.1234567Z': Date.UTC(2023, 6, 10, 11, 42, 18) + 123.456,
  ' 2023-07-10T11:42:18Z': Date.UTC(2023, 6, 10, 11, 42, 18),
};

function timeOf(record: Written): Pick<PartRow, 'ts' | 'flags'> {
  const value = find(record, 'eventTime');
  const text = stringOf(value) ?? (/^[-\d]/.test(value?.text ?? '') ? value?.text : undefined);
  if (text === undefined) return { ts: null, flags: 'no time' };
  const odd = ODD_TIMES[text];
  if (odd !== undefined) return { ts: BigInt(Math.round(odd * 1000)), flags: UNUSUAL };
  const [, seconds = '', fraction = ''] = /^([-\dT:]{19})(?:\.(\d{1,6}))?Z$/.exec(text) ?? [];
  const ms = Date.parse(`${seconds}Z`);
  const isTime = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(seconds);
  if (!isTime) return { ts: null, flags: 'time not understood' };
  return { ts: BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, '0')), flags: null };
}

/** The rows of the table of events, by day; `named`: the kind that the key of the object names. */
function expectedDays(
  list: Sample['records'],
  named?: TableKind,
): ReadonlyMap<number, readonly PartRow[]> {
  const rows = list
    .filter((one) => isRecord(one) && (named ?? kindOf(one.written)) === 'events')
    .map(({ written }) => expectedRow(written, { ...timeOf(written), object_id: 1n }));
  return Map.groupBy(rows, ({ ts }) =>
    ts === null ? FALLBACK_DAY : Number((ts as bigint) / 86_400_000_000n),
  );
}

/** Without the hash of the caller, and keys of unknown fields without case. */
function comparable({ caller_id: _, unknown, ...row }: PartRow): PartRow {
  return {
    ...row,
    unknown: typeof unknown === 'string' ? unknown.toLowerCase() : (unknown ?? null),
  };
}

const NAMED = '"eventVersion":"1.08","eventName":"A","eventSource":"b.amazonaws.com"';

function documentOf(field: string): string {
  const time = field.includes('eventTime') ? '' : ',"eventTime":"2023-07-10T11:42:18Z"';
  return `{"Records":[{${NAMED}${time},${field}}]}`;
}

const ODDITIES = [
  {
    what: 'a network activity event that only its eventType names goes to its own table',
    field: '"eventType":"AwsVpceEvent"',
    kind: 'network',
    row: { eventtype: 'AwsVpceEvent' },
  },
  {
    what: 'an eventCategory with an escape is read by its characters',
    field: '"eventCategory":"\\u004eetworkActivity"',
    kind: 'network',
    row: { eventcategory: 'NetworkActivity' },
  },
  {
    what: 'of two map keys with the same characters the first counts, however they are spelled',
    field: `"userIdentity":{"sessionContext":{"webIdFederationData":{"attributes":{"a":"1","\\u0061":"2"}}}}`,
    kind: 'events',
    row: {
      useridentity: { sessioncontext: { webidfederationdata: { attributes: { a: '1' } } } },
    },
  },
  {
    what: 'a time beyond 2255 is the same on both paths',
    field: '"eventTime":"9999-12-31T23:59:59.999999Z"',
    kind: 'events',
    row: { eventtime: '9999-12-31T23:59:59.999999Z' },
  },
] as const;

/** Records of one moment, whichever table looks for it. */
const ALL_KINDS = JSON.stringify({
  Records: ['Management', 'NetworkActivity', 'Insight', 'Aggregated'].map((eventCategory, at) => ({
    ...{ eventVersion: '1.09', eventCategory, eventTime: '2023-07-10T11:42:18Z' },
    ...{ timeWindow: { windowStart: '2023-07-10T11:42:18Z' }, eventID: `${at}` },
    ...(at < 2 ? { eventName: 'A', eventSource: 'b.amazonaws.com' } : {}),
    ...(at === 2 ? { insightDetails: { state: 'Start' } } : {}),
  })),
});

describe('the fast and the slow path', () => {
  it('give the same parts, byte for byte, and the rows that JSON.parse gives', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(sample, named, async ({ text, records: list }, kind) => {
        const a = decodeAll(fast, [text], kind);
        const b = decodeAll(slow, [text], kind);

        const days = expectedDays(list, kind);
        const parts = a.parts.filter(({ kind }) => kind === 'events');
        expect(parts.map(({ day }) => day)).toEqual([...days.keys()].sort((x, y) => x - y));
        for (const part of parts) {
          const rows = (await readPart(part)).map(comparable);
          expect(rows).toEqual(days.get(part.day)?.map(comparable));
          accepted += rows.length;
        }
        const refused = list.filter((one) => !isRecord(one)).length;
        expect(a.objects[0]?.rejections.length).toBe(refused);
        expectSameParts(a, b);
        // In one go, as most objects are read.
        expectSameParts(decodeAll(fast, [gzipSync(text)], kind), b);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS);
  });

  it.each(['events', 'network', 'insights', 'aggregated'] as const)(
    'agree on records of any kind below a folder of %s',
    (kind) => {
      const a = decodeAll(fast, [gzipSync(ALL_KINDS)], kind);

      expect(a.parts.map((part) => [part.kind, part.rows])).toEqual([[kind, 4]]);
      expectSameParts(a, decodeAll(slow, [ALL_KINDS], kind));
    },
  );

  it.each(ODDITIES)('agree: $what', async ({ field, ...expected }) => {
    const text = documentOf(field);

    const found = decodeAll(fast, [gzipSync(text)]);

    expect(found.parts.map(({ kind }) => kind)).toEqual([expected.kind]);
    expectSameParts(found, decodeAll(slow, [text]));
    const [row] = await readPart(found.parts[0] ?? { bytes: new Uint8Array() });
    expect(row).toMatchObject(expected.row);
  });
});

describe.skipIf(!DATA)(`the fast and the slow path${DATA ? '' : ` (skipped: ${ABSENT})`}`, () => {
  it.each(['real', 'attacks', 'shapes'])('give the same parts for every file of %s', (set) => {
    const files = globSync(`${DATA}/${set}/**/*.{json,jsonl,csv,gz}`).sort();
    const documents = files.flatMap((file) => {
      const bytes = readFileSync(file);
      return [bytes, ...asRecords(bytes)];
    });

    const a = decodeAll(fast, documents);
    const b = decodeAll(slow, documents);

    expect(files.length).toBeGreaterThan(40);
    expectSameParts(a, b);
  });
});

/** A bare list of records as CloudTrail would have written it, so that the fast path reads it too. */
function asRecords(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes).toString();
  return text.startsWith('[') && text.trimEnd().endsWith(']') ? [`{"Records":${text}}`] : [];
}
