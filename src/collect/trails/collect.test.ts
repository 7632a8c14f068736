import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../lake/catalog/index.ts';
import { snapshot } from '../../lake/parts/index.ts';
import { collect } from './collect.ts';

const top = mkdtempSync(join(tmpdir(), 'trailglass-collect-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let home = '';
let logs = '';
let count = 0;

beforeEach(() => {
  home = join(top, `home-${++count}`);
  logs = join(top, `logs-${count}`);
  mkdirSync(logs);
});

interface Event {
  readonly id?: string;
  readonly time?: string;
  readonly region?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

function event({ id = 'a', time = '2026-03-01T10:00:00Z', region = 'us-east-1', more }: Event) {
  return {
    eventVersion: '1.08',
    eventTime: time,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: region,
    eventID: id,
    recipientAccountId: '111122223333',
    ...more,
  };
}

function put(key: string, ...events: readonly object[]): void {
  const path = join(logs, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gzipSync(JSON.stringify({ Records: events })));
}

function keyOf(
  day: string,
  name: string,
  place = { account: '111122223333', region: 'us-east-1' },
) {
  const { account, region } = place;
  return `AWSLogs/${account}/CloudTrail/${region}/${day.replaceAll('-', '/')}/${account}_CloudTrail_${region}_${day.replaceAll('-', '')}T1005Z_${name}.json.gz`;
}

/** More than the threads have in hand at one time. */
const FILES = 2000;
const NAME = 'AAAAAAAAAAAAAAAA';
const run = (options: Partial<Parameters<typeof collect>[0]> = {}) =>
  collect({ home, trails: [{ address: logs }], workers: 1, ...options });

describe('an event that is there more than once', () => {
  it('is one row through two keys, two runs and two trails', async () => {
    put('one.json.gz', event({}));
    put('two.json.gz', event({}));
    const first = await run();
    put('three.json.gz', event({}));
    const second = await run();
    const copy = join(top, `copy-${count}`);
    mkdirSync(copy);
    writeFileSync(join(copy, 'one.json'), JSON.stringify([event({})]));
    const third = await run({ trails: [{ address: copy }] });

    expect(first.events).toEqual({ read: 2, kept: 1, duplicate: 1, quarantined: 0 });
    expect(second.events).toEqual({ read: 1, kept: 0, duplicate: 1, quarantined: 0 });
    expect(third.events).toEqual({ read: 1, kept: 0, duplicate: 1, quarantined: 0 });
    expect(snapshot(home, { kind: 'events' }).rows).toBe(1);
  });

  it('is found beyond midnight, and told apart by account, region and id', async () => {
    put('one.json.gz', event({ time: '2026-03-01T23:59:59Z' }));
    put('two.json.gz', event({ time: '2026-03-02T00:00:09Z' }));
    put('three.json.gz', event({ region: 'eu-west-1' }), event({ id: 'b' }));
    put('four.json.gz', event({ more: { recipientAccountId: '444455556666' } }));

    const { events } = await run();

    expect(events).toEqual({ read: 5, kept: 4, duplicate: 1, quarantined: 0 });
  });

  it('without an id is known by its text', async () => {
    const old = {
      eventVersion: '1.0',
      eventTime: '2014-03-01T10:00:00Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'ListUsers',
    };
    put('one.json.gz', old, { ...old, eventName: 'ListRoles' });
    put('two.json.gz', old);

    const { events } = await run();

    expect(events).toEqual({ read: 3, kept: 2, duplicate: 1, quarantined: 0 });
  });
});

describe('what is asked for', () => {
  beforeEach(() => {
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']) {
      put(keyOf(day, NAME), event({ id: day, time: `${day}T10:00:00Z` }));
    }
    const elsewhere = { account: '444455556666', region: 'eu-west-1' };
    put(keyOf('2026-03-03', NAME, elsewhere), event({ id: 'elsewhere' }));
  });

  it('prunes day folders, and reaches one day either side', async () => {
    const range = {
      from: Date.parse('2026-03-03T00:00:00Z'),
      to: Date.parse('2026-03-04T00:00:00Z'),
    };

    const { objects } = await run({ range });

    expect(objects.listed).toBe(4);
  });

  it('keeps to accounts and regions', async () => {
    const account = await run({ accounts: ['444455556666'] });
    const region = await run({ regions: ['us-east-1'] });

    expect([account.objects.listed, region.objects.listed]).toEqual([1, 5]);
  });
});

describe('a run', () => {
  it('ends at a commit when it is interrupted, and the next one goes on', async () => {
    for (let index = 0; index < FILES; index++) put(`${index}.json.gz`, event({ id: `${index}` }));
    const controller = new AbortController();
    const onProgress = () => controller.abort();

    const cut = await run({ signal: controller.signal, onProgress });
    const rest = await run();

    expect(cut.interrupted).toBe(true);
    expect(cut.events.kept).toBeLessThan(FILES);
    expect(cut.events.kept + rest.events.kept).toBe(FILES);
    expect(snapshot(home, { kind: 'events' }).rows).toBe(FILES);
  });

  it('reads the other trails when one is missing, and says which', async () => {
    put('one.json.gz', event({}));
    const missing = join(top, 'missing');

    const summary = await run({ trails: [{ address: missing }, { address: logs }] });

    expect(summary.events.kept).toBe(1);
    expect(summary.problems).toEqual([{ at: missing, reason: expect.stringContaining(missing) }]);
  });

  it('fails when nothing can be read, and makes no lake', async () => {
    const missing = join(top, 'missing');

    await expect(run({ trails: [{ address: missing }] })).rejects.toMatchObject({
      code: 'TG_STORAGE_NOT_FOUND',
    });
    expect(() => openCatalog(home, { readonly: true })).toThrow(/./);
  });

  it('puts other kinds into tables of their own, and leaves digests alone', async () => {
    put('insight.json.gz', {
      eventVersion: '1.07',
      eventTime: '2026-03-01T10:00:00Z',
      eventCategory: 'Insight',
      eventID: 'i',
      awsRegion: 'us-east-1',
      insightDetails: { state: 'Start' },
    });
    put('network.json.gz', event({ id: 'n', more: { eventCategory: 'NetworkActivity' } }));
    put('aggregated.json.gz', {
      eventVersion: '1.0',
      accountId: '111122223333',
      eventId: 'g',
      eventCategory: 'Aggregated',
      eventType: 'AwsAggregatedEvent',
      timeWindow: {
        windowStart: '2026-03-01T10:00:00Z',
        windowEnd: '2026-03-01T10:05:00Z',
        windowSize: 'PT5M',
      },
      summary: { primaryDimension: {}, details: [] },
    });
    writeFileSync(
      join(logs, 'digest.json'),
      JSON.stringify({
        digestS3Object: 'x',
        digestStartTime: '2026-03-01T10:00:00Z',
        logFiles: [],
      }),
    );

    const summary = await run();
    const rows = (['events', 'insights', 'network', 'aggregated'] as const).map(
      (kind) => snapshot(home, { kind }).rows,
    );

    expect(rows).toEqual([0, 1, 1, 1]);
    expect(summary.others).toEqual({ 'a CloudTrail digest': 1 });
    expect(summary.problems).toEqual([]);
  });
});
