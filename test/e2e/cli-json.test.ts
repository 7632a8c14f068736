import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trailglass } from './cli.fixture.ts';
import { fillLake, makePlace, writeFaultyTrail } from './small-lake.fixture.ts';

// The shapes of docs/reference/json.md: toEqual also fails on keys that the page does not know.
const NUMBER = expect.any(Number);
const TEXT = expect.any(String);
const DAY = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/);
const ISO = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

const SUMMARY = {
  objects: { listed: NUMBER, fetched: NUMBER, skipped: NUMBER, failed: NUMBER },
  events: { read: NUMBER, kept: NUMBER, duplicate: NUMBER, quarantined: NUMBER },
  bytes: { compressed: NUMBER, raw: NUMBER, stored: NUMBER },
  seconds: NUMBER,
  changed: NUMBER,
  problemsLeftOut: 0,
  interrupted: false,
};

const INTAKE = {
  objects: { committed: NUMBER, quarantined: NUMBER, skipped: NUMBER },
  bytes: NUMBER,
  rawBytes: NUMBER,
  rows: NUMBER,
  duplicates: NUMBER,
  rejected: NUMBER,
};

const place = makePlace();
afterAll(place.remove);

/** What a command printed: one document and nothing else. */
async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await place.run(...args, '--json');
  const value = JSON.parse(stdout);
  expect(stdout).toBe(`${JSON.stringify(value, null, 2)}\n`);
  return { code, value, stderr };
}

beforeAll(async () => {
  await fillLake(place);
});

describe('generate', () => {
  it('says what it wrote', async () => {
    const { code, value } = await json('generate', 'other', '--events', '50', '--days', '2');

    expect(code).toBe(0);
    expect(value).toEqual({
      events: 50,
      files: NUMBER,
      bytes: NUMBER,
      from: '2026-06-29',
      to: '2026-06-30',
      truth: join('other', 'truth.json'),
    });
  });
});

describe('collect', () => {
  it('says what it took in, with times in ISO 8601', async () => {
    const { code, value, stderr } = await json('collect', 'trail', '--home', 'fresh');

    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(value).toEqual({
      ...SUMMARY,
      from: ISO,
      to: ISO,
      others: { 'JSON that holds no CloudTrail record': 1 },
      problems: [],
    });
    const { read, kept, duplicate, quarantined } = value.events;
    expect(read).toBe(kept + duplicate + quarantined);
    expect(kept).toBeGreaterThanOrEqual(2000);
  });

  it('says null for the times of nothing', async () => {
    const { value } = await json('collect', 'trail');

    expect(value).toEqual({ ...SUMMARY, from: null, to: null, others: {}, problems: [] });
    expect(value.objects.skipped).toBe(value.objects.listed);
  });

  it('lists problems, and returns 5', async () => {
    const trail = writeFaultyTrail(place);

    const { code, value } = await json('collect', trail);

    expect(code).toBe(5);
    expect(value).toEqual({ ...SUMMARY, from: ISO, to: ISO, others: {}, problems: value.problems });
    expect(value.problems).toHaveLength(2);
    expect(value.problems).toEqual(
      expect.arrayContaining([
        { at: join(trail, 'cut.json.gz'), reason: TEXT },
        { at: join(trail, 'half.json.gz'), reason: TEXT, records: 1 },
      ]),
    );
  });
});

describe('quarantine', () => {
  const ENTRY = {
    id: NUMBER,
    objectId: NUMBER,
    trail: 'files',
    key: TEXT,
    etag: TEXT,
    code: 'TG_DECODE_FAILED',
    reason: TEXT,
    at: NUMBER,
    state: 'open',
  };
  const RECORD = { ...ENTRY, byteStart: NUMBER, byteEnd: NUMBER };

  it('lists entries, those of records with their place', async () => {
    const { value } = await json('quarantine', 'list');

    expect(value).toHaveLength(2);
    expect(value).toEqual(expect.arrayContaining([ENTRY, RECORD]));
  });

  it('shows one entry with its text', async () => {
    const { value: entries } = await json('quarantine', 'list');
    const [record] = entries.filter((entry: object) => 'byteStart' in entry);
    const [whole] = entries.filter((entry: object) => !('byteStart' in entry));

    const shown = await json('quarantine', 'show', `${record.id}`);
    const shownWhole = await json('quarantine', 'show', `${whole.id}`);

    expect(shown.value).toEqual({ ...record, text: '{"nothing":"of ours"}' });
    expect(shownWhole.value).toEqual({ ...whole, text: null });
  });

  it('retries with the summary of a collect, and keeps what was resolved', async () => {
    const { code, value } = await json('quarantine', 'retry');
    const { value: all } = await json('quarantine', 'list', '--all');

    expect(code).toBe(5);
    expect(value).toMatchObject({ ...SUMMARY, objects: { fetched: 2, failed: 1 } });
    expect(all).toContainEqual({ ...RECORD, state: 'resolved', resolvedAt: NUMBER });
  });

  it('retries nothing with null', async () => {
    const { code, value } = await json('quarantine', 'retry', '999');

    expect(code).toBe(0);
    expect(value).toBeNull();
  });

  it('does not look for standard input among files', async () => {
    const home = join(place.folder, 'from-stdin');
    const taken = await trailglass(['collect', '-', '--json'], { home, input: 'no JSON at all' });

    const { code, value, stderr } = await json('quarantine', 'retry', '--home', home);

    expect([taken.code, code, value]).toEqual([5, 0, null]);
    expect(stderr).toContain('What came from standard input cannot be read again.');
  });
});

describe('status', () => {
  it('gives totals, trails and the last commit', async () => {
    const { value } = await json('status');

    expect(value).toEqual({
      home: place.home,
      events: NUMBER,
      rows: NUMBER,
      parts: NUMBER,
      bytes: NUMBER,
      rawBytes: NUMBER,
      days: 3,
      firstTs: NUMBER,
      lastTs: NUMBER,
      intake: INTAKE,
      openQuarantine: 2,
      countries: { source: 'iptoasn.com', license: 'PDDL-1.0', made: expect.any(String) },
      trails: [{ ...INTAKE, name: 'files', firstSeen: NUMBER, lastCollected: NUMBER }],
      lastCommit: { number: NUMBER, at: NUMBER, rows: NUMBER, duplicates: NUMBER, objects: NUMBER },
    });
  });

  it('has microseconds for events and milliseconds for work', async () => {
    const { value } = await json('status');

    expect(new Date(value.lastTs / 1000).toISOString()).toMatch(/^2026-06-30T/);
    expect(Math.abs(Date.now() - value.lastCommit.at)).toBeLessThan(600_000);
    expect(Math.abs(Date.now() - value.trails[0].firstSeen)).toBeLessThan(600_000);
  });
});

describe('lake', () => {
  it('info has an entry for each table and day', async () => {
    const { value } = await json('lake', 'info');

    expect(value).toEqual({
      parts: NUMBER,
      rows: NUMBER,
      bytes: NUMBER,
      rawBytes: NUMBER,
      days: value.days,
    });
    for (const day of value.days) {
      expect(day).toEqual({
        kind: expect.stringMatching(/^(?:events|network|insights|aggregated)$/),
        day: DAY,
        parts: NUMBER,
        rows: NUMBER,
        bytes: NUMBER,
        rawBytes: NUMBER,
        minTs: NUMBER,
        maxTs: NUMBER,
      });
    }
  });

  it('fsck has no findings in a sound lake', async () => {
    const { code, value } = await json('lake', 'fsck');

    expect(code).toBe(0);
    expect(value).toEqual({ parts: NUMBER, findings: [] });
  });

  it('fsck lists what it finds, and returns 1', async () => {
    const folder = join(place.home, 'lake', 'dt=2026-06-30');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'notes.txt');
    writeFileSync(path, 'not ours');

    const { code, value } = await json('lake', 'fsck');

    expect(code).toBe(1);
    expect(value.findings).toEqual([{ problem: 'stranger', path, detail: TEXT, repaired: false }]);
  });

  it('compact counts parts and bytes', async () => {
    const { value } = await json('lake', 'compact');

    expect(value).toEqual({
      days: NUMBER,
      partsBefore: NUMBER,
      partsAfter: NUMBER,
      rows: NUMBER,
      bytesBefore: NUMBER,
      bytesAfter: NUMBER,
    });
  });

  it('retain says which day is the first that stays', async () => {
    const { value } = await json('lake', 'retain', '--days', '36500');

    expect(value).toEqual({ first: DAY, parts: 0, rows: 0, bytes: 0 });
  });
});

describe('query', () => {
  it('list has the saved queries', async () => {
    const { value } = await json('query', 'list');

    expect(value.length).toBeGreaterThan(3);
    for (const query of value) {
      expect(query).toMatchObject({ name: TEXT, title: TEXT, description: TEXT, sql: TEXT });
      expect(query).toMatchObject({ origin: 'trailglass', hides: [], problems: [] });
      expect(query.tags).toContainEqual(TEXT);
      for (const parameter of query.parameters) {
        expect(parameter).toMatchObject({ name: TEXT, type: TEXT, description: TEXT });
      }
    }
  });

  it('prints rows as objects, NULL as null and nested values as they are', async () => {
    const sql = `SELECT eventname, errorcode, useridentity, resources, ts, 1 AS n, 2 AS n
      FROM cloudtrail_logs WHERE errorcode IS NULL AND useridentity.arn IS NOT NULL LIMIT 1`;

    const { code, stdout, stderr } = await place.run('query', sql, '--json');

    const rows = JSON.parse(stdout);
    expect([code, stderr]).toEqual([0, '']);
    expect(rows).toEqual([
      {
        eventname: TEXT,
        errorcode: null,
        useridentity: expect.objectContaining({ type: TEXT, arn: TEXT, onbehalfof: null }),
        resources: rows[0].resources,
        ts: expect.stringMatching(/^2026-06-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
        n: 1,
        n_2: 2,
      },
    ]);
  });

  it('prints an empty list without rows', async () => {
    const sql = "SELECT eventname FROM {table_name} WHERE eventname = 'Nothing'";

    const { code, stdout } = await place.run('query', sql, '--json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it('prints nothing but an error on standard error when it fails', async () => {
    const { code, stdout, stderr } = await place.run('query', 'SELECT nothing', '--json');

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('TG_QUERY_INVALID');
  });
});

describe('throttling', () => {
  const CALLER = {
    ...{ system: TEXT, principal: TEXT, calls: NUMBER, ok: NUMBER, throttled: NUMBER },
    ...{ near: NUMBER, nearMinutes: NUMBER, minutes: NUMBER, regions: NUMBER },
    ...{ shareOfCalls: NUMBER, shareOfThrottles: NUMBER },
  };
  const MODEL = {
    ...{ size: NUMBER, refill: NUMBER, seen: NUMBER, simulated: NUMBER, matched: NUMBER },
  };
  const VERDICT = expect.stringMatching(/^(?:self|self-and-others|others|shared)$/);

  it('tells of each bucket, the most throttled first', async () => {
    const { value } = await json('throttling', '--limit', '1', '--from', '2026-06-01');

    const [bucket] = value.buckets;
    expect(value).toEqual({
      ...{ from: '2026-06-01T00:00:00.000Z', to: null, throttled: NUMBER },
      ...{ bucketsLeftOut: NUMBER, buckets: [bucket] },
    });
    expect(bucket).toEqual({
      ...{ account: TEXT, region: TEXT, service: 'ec2.amazonaws.com', api: 'DescribeInstances' },
      ...{ throttled: NUMBER, minutes: NUMBER, calls: NUMBER, from: ISO, to: ISO },
      ...{ verdict: VERDICT, callers: bucket.callers, startRate: NUMBER },
      ...{ episodes: bucket.episodes, retryStorms: bucket.retryStorms, alwaysFailing: [] },
      ...{ siblings: [], unfiltered: [], known: MODEL, fitted: MODEL, assumed: 'fitted' },
      ...{ remedies: bucket.remedies, advice: bucket.advice },
    });
    for (const { component, agent, ...caller } of bucket.callers) {
      expect([component ?? '', agent ?? '', caller]).toEqual([TEXT, TEXT, CALLER]);
    }
    for (const episode of bucket.episodes) {
      expect(episode).toEqual({ from: ISO, to: ISO, throttled: NUMBER, startRate: NUMBER });
    }
    for (const { kind, ...remedy } of bucket.remedies) {
      const own = kind === 'thin' ? { every: NUMBER } : { rate: NUMBER, delay: NUMBER };
      expect(remedy).toEqual({ caller: 0, before: NUMBER, after: NUMBER, ...own });
    }
  });

  it('compares two times', async () => {
    const periods = ['2026-06-28..2026-06-30', '2026-06-29..2026-07-01'];
    const { value } = await json('throttling', '--compare', ...periods);

    const volume = { calls: NUMBER, throttled: NUMBER, perThousand: NUMBER };
    expect(value).toEqual({
      before: { from: ISO, to: ISO, ...volume },
      after: { from: ISO, to: ISO, ...volume },
      weekdays: [1],
      buckets: value.buckets,
    });
    for (const bucket of value.buckets) {
      const { before, after, ...where } = bucket;
      expect(where).toEqual({ account: TEXT, region: TEXT, service: TEXT, api: TEXT });
      for (const side of [before, after]) {
        expect(side).toEqual({ ...volume, perThousand: side.perThousand });
      }
    }
  });
});

/** What the configuration says of detections and messages where nobody wrote anything. */
const NOTHING_WRITTEN = {
  detections: {
    ...{ own: true, placeholders: {}, off: [], nonProduction: [], levels: {} },
    severity: { packs: {} },
    ...{ risk: false, staging: { days: 7 }, backfillAlerts: false },
  },
  notify: { sinks: {}, routes: [], allowPrivate: [] },
};

describe('config show', () => {
  it('prints what is in force', async () => {
    const { value } = await json('config', 'show');

    expect(value).toEqual({
      home: place.home,
      trails: {},
      query: { rows: 50 },
      systems: [],
      contracts: {},
      enrichment: {},
      ...NOTHING_WRITTEN,
    });
  });

  it('says with --origin where it comes from', async () => {
    const { value } = await json('config', 'show', '--origin', '--workers', '2');

    expect(value).toEqual({
      file: null,
      config: {
        home: place.home,
        workers: 2,
        trails: {},
        query: { rows: 50 },
        systems: [],
        contracts: {},
        enrichment: {},
        ...NOTHING_WRITTEN,
      },
      origins: {
        home: { from: 'environment', detail: 'TRAILGLASS_HOME' },
        queries: { from: 'default', detail: '' },
        workers: { from: 'flag', detail: '--workers' },
        'query.rows': { from: 'default', detail: '' },
        'query.memory': { from: 'default', detail: '' },
      },
    });
  });
});
