import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, dayOf } from '../../base/time/index.ts';
import { isLogFile, parseObjectKey } from './index.ts';

const NAME = '123456789012_CloudTrail_us-east-1_20260131T1825Z_zKlMhON7EpHala9u.json.gz';
const DAY = 'AWSLogs/123456789012/CloudTrail/us-east-1/2026/01/31/';
const STAMP = Date.UTC(2026, 0, 31, 18, 25);

describe('parseObjectKey', () => {
  it('reads the key of a delivered file', () => {
    const key = parseObjectKey(`${DAY}${NAME}`);

    expect(key).toEqual({
      kind: 'events',
      prefix: '',
      account: '123456789012',
      region: 'us-east-1',
      day: '2026-01-31',
      stamp: STAMP,
    });
  });

  it('reads a prefix with slashes and an organisation', () => {
    const key = parseObjectKey(
      `team/a/${DAY.replace('AWSLogs/', 'AWSLogs/o-exampleorgid/')}${NAME}`,
    );

    expect(key.prefix).toBe('team/a/');
    expect(key.organisation).toBe('o-exampleorgid');
    expect(key.account).toBe('123456789012');
    expect(key.unusual).toBeUndefined();
  });

  it.each([
    ['CloudTrail', 'events'],
    ['CloudTrail-Insight', 'insights'],
    ['CloudTrail-NetworkActivity', 'network'],
    ['CloudTrail-Aggregated', 'aggregated'],
    ['CloudTrail-Digest', 'digest'],
    ['CloudTrail-Tomorrow', 'unknown'],
    ['Config', 'foreign'],
    ['vpcflowlogs', 'foreign'],
    ['elasticloadbalancing', 'foreign'],
  ])('routes the folder %s to %s', (folder, kind) => {
    const key = parseObjectKey(`AWSLogs/123456789012/${folder}/us-east-1/2026/1/31/x.json.gz`);

    expect(key.kind).toBe(kind);
  });

  it('reads the name of a digest, whose trail may hold underscores', () => {
    const name =
      '653711331788_CloudTrail-Digest_us-east-1_my_trail_eu-west-1_20181129T004000Z_backfill.json.gz';
    const key = parseObjectKey(
      `AWSLogs/653711331788/CloudTrail-Digest/us-east-1/2018/11/29/${name}`,
    );

    expect(key).toEqual({
      kind: 'digest',
      prefix: '',
      account: '653711331788',
      region: 'us-east-1',
      day: '2018-11-29',
      stamp: Date.UTC(2018, 10, 29, 0, 40),
    });
  });

  it('reads the results of a Lake query, which have no region', () => {
    const key = parseObjectKey(
      'AWSLogs/123456789012/CloudTrail-Lake/Query/2026/01/31/6f4a/result_1.csv.gz',
    );

    expect(key).toEqual({
      kind: 'lake-result',
      prefix: '',
      account: '123456789012',
      day: '2026-01-31',
    });
  });

  it('takes from the name what the folders do not say', () => {
    const key = parseObjectKey(`downloads/${NAME}`);

    expect(key).toEqual({
      kind: 'events',
      prefix: 'downloads/',
      account: '123456789012',
      region: 'us-east-1',
      day: '2026-01-31',
      stamp: STAMP,
    });
  });

  it('does not mind a doubled slash', () => {
    const key = parseObjectKey(`logs//AWSLogs//${DAY.slice('AWSLogs/'.length)}${NAME}`);

    expect(key).toMatchObject({ kind: 'events', prefix: 'logs//', account: '123456789012' });
    expect(key.day).toBe('2026-01-31');
  });

  it('leaves a loose file to its content', () => {
    expect(parseObjectKey('cases/7/export.json')).toEqual({ kind: 'unknown', prefix: 'cases/7/' });
    expect(parseObjectKey('-')).toEqual({ kind: 'unknown', prefix: '' });
  });

  it.each([
    ['us-east-1/2026/01/31/'],
    ['CloudTrail/us-east-1/2026/01/31/'],
    ['123456789012/CloudTrail/us-east-1/2026/01/31/'],
  ])('reads a layout that begins at %s', (folder) => {
    const key = parseObjectKey(`copy/${folder}x.json`);

    expect(key.prefix).toBe('copy/');
    expect(key.region).toBe('us-east-1');
    expect(key.day).toBe('2026-01-31');
  });

  it.each([
    [`${DAY}123456789012_CloudTrail_us-east-1_20260131T1825Z.json.gz`, /16 characters/],
    [`${DAY.replace('us-east-1', 'us_east_1')}${NAME}`, /^the region folder is written us_east_1$/],
    [`${DAY}records.json`, /not one that CloudTrail gives/],
    [`${DAY.replace('01/31', '02/30')}${NAME}`, /no day 2026-02-30/],
    [`${DAY}${NAME.replace('0131T1825', '0231T1825')}`, /time in the name does not exist/],
    [
      `${DAY.replace('us-east-1', 'eu-west-1')}${NAME}`,
      /name says region us-east-1, the folder eu/,
    ],
    [`${DAY.replace('123456789012', '210987654321')}${NAME}`, /name says account 123456789012/],
    [`AWSLogs/123456789012/CloudTrail/odd/${NAME}`, /outside the day folders/],
  ])('reads %s, and says what is unusual', (text, words) => {
    const key = parseObjectKey(text);

    expect(key.kind).toBe('events');
    expect(key.region).toMatch(/^(us-east-1|eu-west-1)$/);
    expect(key.unusual).toMatch(words);
  });

  it('does not take folders of people for accounts, regions or years', () => {
    const key = parseObjectKey('log-files-1/1999/12/31/x.json');

    expect(key).toEqual({ kind: 'unknown', prefix: 'log-files-1/1999/12/31/' });
  });

  it('lets the innermost AWSLogs count', () => {
    const key = parseObjectKey(`old/AWSLogs/999999999999/CloudTrail-Digest/${DAY}${NAME}`);

    expect(key.kind).toBe('events');
    expect(key.account).toBe('123456789012');
    expect(key.prefix).toBe('old/AWSLogs/999999999999/CloudTrail-Digest/');
  });

  it('answers any text', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'AWSLogs',
        '123456789012',
        'CloudTrail',
        'us-east-1',
        '2026',
        '01',
        '31',
        NAME,
      ),
    );

    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('/');

        const key = parseObjectKey(text);

        expect(text.startsWith(key.prefix)).toBe(true);
        expect(key.unusual).not.toBe('');
      }),
    );
  });

  it('reads back every key that CloudTrail builds', () => {
    fc.assert(
      fc.property(fc.record(built), (parts) => {
        const key = parseObjectKey(keyOf(parts));

        expect(key).toEqual({
          kind: parts.kind[1],
          prefix: parts.prefix,
          ...(parts.organisation && { organisation: parts.organisation }),
          account: parts.account,
          region: parts.region,
          day: dayOf(parts.stamp),
          stamp: parts.stamp,
        });
      }),
    );
  });
});

describe('isLogFile', () => {
  it.each([
    'a.json',
    'a/b.JSON.GZ',
    'x.jsonl',
    'x.ndjson.gz',
    'e.csv',
    'e.log',
    'firehose-1-2026',
    '-',
  ])('offers %s', (key) => expect(isLogFile(key)).toBe(true));

  it.each(['LICENSE.txt', 'a/', '', 'a/.DS_Store', 'part.parquet', 'notes.md', 'x.json.bak'])(
    'does not offer %s',
    (key) => expect(isLogFile(key)).toBe(false),
  );
});

const lower = 'abcdefghijklmnopqrstuvwxyz'.split('');
const digits = '0123456789'.split('');
const word = (min: number, max: number, from: readonly string[]) =>
  fc.string({ unit: fc.constantFrom(...from), minLength: min, maxLength: max });

const built = {
  prefix: fc
    .array(word(1, 8, [...lower, '-', '.']))
    .map((parts) => parts.map((p) => `${p}/`).join('')),
  organisation: fc.option(
    word(10, 32, [...lower, ...digits]).map((id) => `o-${id}`),
    { nil: undefined },
  ),
  account: word(12, 12, digits),
  kind: fc.constantFrom(
    ['CloudTrail', 'events'] as const,
    ['CloudTrail-Insight', 'insights'] as const,
    ['CloudTrail-NetworkActivity', 'network'] as const,
    ['CloudTrail-Aggregated', 'aggregated'] as const,
  ),
  region: fc.constantFrom('us-east-1', 'ap-southeast-4', 'us-gov-west-1', 'eusc-de-east-1'),
  stamp: fc
    .integer({ min: Date.UTC(2013, 10, 13), max: Date.UTC(2099, 0, 1) })
    .map((ms) => ms - (ms % 60_000)),
  unique: word(16, 16, [...lower, ...digits, 'A', 'Z']),
  end: fc.constantFrom('.json', '.json.gz'),
};

interface BuiltKey {
  readonly prefix: string;
  readonly organisation: string | undefined;
  readonly account: string;
  readonly kind: readonly [folder: string, kind: string];
  readonly region: string;
  readonly stamp: number;
  readonly unique: string;
  readonly end: string;
}

function keyOf({
  prefix,
  organisation,
  account,
  kind,
  region,
  stamp,
  unique,
  end,
}: BuiltKey): string {
  const day: Day = dayOf(stamp);
  const time = `${new Date(stamp).toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;
  const owner = organisation === undefined ? account : `${organisation}/${account}`;
  const folder = `${prefix}AWSLogs/${owner}/${kind[0]}/${region}/${day.replaceAll('-', '/')}`;
  return `${folder}/${account}_${kind[0]}_${region}_${time}_${unique}${end}`;
}
