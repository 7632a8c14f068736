import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type LedgerRow, openCatalog } from '../../lake/catalog/index.ts';
import { snapshot } from '../../lake/parts/index.ts';
import { FakeS3 } from '../storage/s3/fake-s3.fixture.ts';
import { type CollectOptions, collect } from './index.ts';

const top = mkdtempSync(join(tmpdir(), 'trailglass-runs-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let home = '';
let logs = '';
let count = 0;

beforeEach(() => {
  home = join(top, `home-${++count}`);
  logs = join(top, `logs-${count}`);
  mkdirSync(logs);
});

const ACCOUNT = '111122223333';

function event(id: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    eventVersion: '1.08',
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'us-east-1',
    recipientAccountId: ACCOUNT,
    eventID: id,
    ...more,
  };
}

/** A log of records; a text stands as it is. */
function logOf(...records: readonly (object | string)[]): Buffer {
  const texts = records.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return gzipSync(`{"Records":[${texts.join(',')}]}`);
}

function put(key: string, content: Uint8Array): string {
  const path = join(logs, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function keyOf(day: string, folder = 'CloudTrail'): string {
  const name = `${ACCOUNT}_${folder}_us-east-1_${day.replaceAll('-', '')}T1005Z_AAAAAAAAAAAAAAAA`;
  return `AWSLogs/${ACCOUNT}/${folder}/us-east-1/${day.replaceAll('-', '/')}/${name}.json.gz`;
}

const run = (options: Partial<CollectOptions> = {}) =>
  collect({ home, trails: [{ address: logs }], workers: 1, ...options });

function ledger(): readonly LedgerRow[] {
  const catalog = openCatalog(home, { readonly: true });
  try {
    return [...catalog.objects()];
  } finally {
    catalog.close();
  }
}

const rowsInLake = () => snapshot(home, { kind: 'events' }).rows;

describe('the summary of a run', () => {
  it('reads as many events as it keeps, knows already and refuses', async () => {
    put('one.json.gz', logOf(event('a'), event('b'), '{"x":tru}', event('a')));
    put('two.json.gz', logOf(event('b'), event('c'), 'null'));
    put('empty.json.gz', logOf());
    put('page.json.gz', Buffer.from('<html>'));
    put('notice.json', Buffer.from('{"s3Bucket":"b","s3ObjectKey":["k"]}'));

    const { objects, events, others, problems, from, to } = await run();

    expect(objects).toEqual({ listed: 5, fetched: 5, skipped: 1, failed: 1 });
    expect(events).toEqual({ read: 7, kept: 3, duplicate: 2, quarantined: 2 });
    expect(others).toEqual({ "CloudTrail's delivery notice": 1 });
    expect([from, to]).toEqual(['2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00.000Z']);
    expect(problems.map(({ at, records }) => [at.slice(logs.length + 1), records])).toEqual([
      ['one.json.gz', 1],
      ['page.json.gz', undefined],
      ['two.json.gz', 1],
    ]);
  });

  it('is what the ledger says of the objects', async () => {
    put('one.json.gz', logOf(event('a'), event('b'), '{"x":tru}', event('a')));
    put('page.json.gz', Buffer.from('<html>'));
    put('notice.json', Buffer.from('{"s3Bucket":"b","s3ObjectKey":["k"]}'));

    await run();

    const facts = ledger().map(({ key, status, rows, duplicates, rejected }) => [
      ...[key.slice(logs.length + 1), status, rows, duplicates, rejected],
    ]);
    expect(facts.sort()).toEqual([
      ['notice.json', 'skipped', 0, 0, 0],
      ['one.json.gz', 'quarantined', 2, 1, 1],
      ['page.json.gz', 'quarantined', 0, 0, 0],
    ]);
  });

  it('counts callers and remembers sessions', async () => {
    const credentials = { accessKeyId: 'ASIA1', expiration: 'Mar 1, 2026, 11:00:00 AM' };
    const assume = event('s', { eventName: 'AssumeRole', responseElements: { credentials } });
    const agents = ['x', 'x', 'y'].map((userAgent, index) => event(`${index}`, { userAgent }));
    put('one.json.gz', logOf(...agents, assume, event('again'), event('again')));

    await run();

    const catalog = openCatalog(home, { readonly: true });
    const calls = catalog.callers().map(({ userAgent, events }) => [userAgent ?? null, events]);
    expect(calls.sort()).toEqual([
      [null, 2],
      ['x', 2],
      ['y', 1],
    ]);
    expect(catalog.sessions()).toMatchObject([
      { accessKeyId: 'ASIA1', eventId: 's', expiresAt: Date.UTC(2026, 2, 1, 11) * 1000 },
    ]);
    catalog.close();
  });
});

describe('an object that is no longer as it was', () => {
  it('is read again under its key; what it held before is not there twice', async () => {
    put('one.json.gz', logOf(event('a'), event('b')));
    await run();
    put('one.json.gz', logOf(event('a'), event('b'), event('c')));

    const second = await run();

    expect(second.changed).toBe(1);
    expect(second.events).toEqual({ read: 3, kept: 1, duplicate: 2, quarantined: 0 });
    expect(rowsInLake()).toBe(3);
  });

  it('is a problem when it vanishes before it is read, and is taken when it is back', async () => {
    const gone = put(keyOf('2026-03-01'), logOf(event('a')));
    put(keyOf('2026-03-02'), logOf(event('b')));

    // The first day is listed by then, and waits for the second to fill its batch.
    const first = await run({ onProgress: () => rmSync(gone, { force: true }) });
    put(keyOf('2026-03-01'), logOf(event('a')));
    const second = await run();

    expect(first.objects).toEqual({ listed: 2, fetched: 1, skipped: 0, failed: 1 });
    expect(first.problems).toEqual([
      { at: gone, reason: expect.stringMatching(/could not be read/) },
    ]);
    expect([first, second].map(({ events }) => events.kept)).toEqual([1, 1]);
    expect(second.problems).toEqual([]);
  });

  it('is a problem when it vanishes from a bucket, and costs no neighbour', async () => {
    const fake = await FakeS3.start();
    fake.put(keyOf('2026-03-01'), logOf(event('a')));
    fake.put(keyOf('2026-03-02'), logOf(event('b')));
    fake.faults = ({ kind, key }) => {
      if (kind !== 'read' || key !== keyOf('2026-03-01')) return undefined;
      fake.remove(key);
      return 'internal-error';
    };

    const trail = { address: `s3://${fake.bucket}`, storage: { s3: fake.options } };
    const summary = await run({ trails: [trail] });
    await fake.stop();

    expect(summary.objects).toEqual({ listed: 2, fetched: 1, skipped: 0, failed: 1 });
    expect(summary.problems).toMatchObject([{ at: keyOf('2026-03-01') }]);
    expect(summary.events.kept).toBe(1);
  });
});

describe('an object that is taken again', () => {
  it('adds no row, and its ledger row still adds up to what it holds', async () => {
    const path = put('one.json.gz', logOf(event('a'), event('b'), '{"x":tru}'));
    await run();

    const second = await run({ again: new Set([path]) });

    expect(second.events).toEqual({ read: 3, kept: 0, duplicate: 2, quarantined: 1 });
    expect(rowsInLake()).toBe(2);
    expect(ledger()).toMatchObject([{ rows: 2, duplicates: 0, rejected: 1 }]);
  });
});

describe('one event in several places', () => {
  it('is one row when a folder and a bucket both have it', async () => {
    const fake = await FakeS3.start();
    fake.put(keyOf('2026-03-01'), logOf(event('a'), event('only in the bucket')));
    put(keyOf('2026-03-01'), logOf(event('a'), event('only in the folder')));

    const bucket = { address: `s3://${fake.bucket}`, storage: { s3: fake.options } };
    const summary = await run({ trails: [{ address: logs }, bucket], workers: 2 });
    await fake.stop();

    expect(summary.events).toEqual({ read: 4, kept: 3, duplicate: 1, quarantined: 0 });
  });

  it('is found again after the lake was closed, and with another time of delivery', async () => {
    put(keyOf('2026-03-01'), logOf(event('a', { eventTime: '2026-03-01T23:59:59Z' })));
    await run();
    put(keyOf('2026-03-02'), logOf(event('a', { eventTime: '2026-03-01T23:59:59Z' })));

    const second = await run();

    expect(second.events).toEqual({ read: 1, kept: 0, duplicate: 1, quarantined: 0 });
  });

  it('is two when sharedEventID joins two accounts that each logged it', async () => {
    const shared = { sharedEventID: 'both' };
    put('one.json.gz', logOf(event('a', shared)));
    put('two.json.gz', logOf(event('b', { ...shared, recipientAccountId: '444455556666' })));

    const { events } = await run();

    expect(events).toMatchObject({ kept: 2, duplicate: 0 });
  });
});

describe('what lies beside the logs', () => {
  it('is left out by its folder: digests, Lake results, other services', async () => {
    put(keyOf('2026-03-01'), logOf(event('a')));
    put(keyOf('2026-03-01', 'CloudTrail-Digest'), gzipSync('{"digestStartTime":"x"}'));
    put(`AWSLogs/${ACCOUNT}/CloudTrail-Lake/Query/2026/03/01/q-1/result_1.csv.gz`, gzipSync('a,b'));
    put(`AWSLogs/${ACCOUNT}/CloudTrail-Lake/Query/2026/03/01/q-1/result_sign.json`, gzipSync('{}'));
    put(`AWSLogs/${ACCOUNT}/Config/us-east-1/2026/3/1/ConfigHistory/x.json.gz`, gzipSync('{}'));

    const { objects, problems } = await run();

    expect(objects).toEqual({ listed: 1, fetched: 1, skipped: 0, failed: 0 });
    expect(problems).toEqual([]);
  });
});

describe('standard input', () => {
  const piped = (content: string | Uint8Array) => ({
    trails: [{ address: '-', storage: { stdin: input(content) } }],
  });

  async function* input(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(content);
    yield bytes.subarray(0, 10);
    yield bytes.subarray(10);
  }

  it('is known when the same comes again, and new when it holds something else', async () => {
    const first = await run(piped(logOf(event('a'))));
    const same = await run(piped(logOf(event('a'))));
    const other = await run(piped(JSON.stringify([event('a'), event('b')])));

    expect([first, same, other].map(({ objects }) => objects.fetched)).toEqual([1, 0, 1]);
    expect(same.objects.skipped).toBe(1);
    expect(other.events).toEqual({ read: 2, kept: 1, duplicate: 1, quarantined: 0 });
  });

  it('is a failure in words when it is empty', async () => {
    const { problems, objects } = await run(piped(''));

    expect(problems).toEqual([{ at: '-', reason: 'the file is empty' }]);
    expect(objects.failed).toBe(1);
  });
});
