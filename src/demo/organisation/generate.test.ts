import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Day } from '../../base/time/index.ts';
import { generate } from './index.ts';
import { type Generated, generated } from './tree.fixture.ts';

const MINUTE = 60_000;

/** The time that a file's key names. */
function keyTime(key: string): number {
  const [, day, clock] = /_(\d{8})T(\d{4})Z_/.exec(key) ?? [];
  const iso = `${day?.slice(0, 4)}-${day?.slice(4, 6)}-${day?.slice(6)}T${clock?.slice(0, 2)}:${clock?.slice(2)}:00Z`;
  return Date.parse(iso);
}

function unissuedKeys({ events }: Generated): readonly string[] {
  const issued = new Map(
    events.flatMap(({ responseElements, eventTime }) =>
      responseElements?.credentials
        ? [[responseElements.credentials.accessKeyId, eventTime] as const]
        : [],
    ),
  );
  return events.flatMap(({ userIdentity, eventTime }) => {
    const key = userIdentity.accessKeyId;
    if (!key?.startsWith('ASIA')) return [];
    const begun = issued.get(key);
    const created = userIdentity.sessionContext?.attributes.creationDate;
    return begun !== undefined && begun === created && begun <= eventTime ? [] : [key];
  });
}

test('the same options give the same bytes, whatever the number of workers', async () => {
  const options = { events: 1200, days: 3, seed: 7, files: 60 };

  const one = await generated({ ...options, workers: 1 });
  const again = await generated({ ...options, workers: 1 });
  const two = await generated({ ...options, workers: 2 });

  expect(again.hash).toBe(one.hash);
  expect(two.hash).toBe(one.hash);
});

test('another seed gives other bytes', async () => {
  const options = { events: 60, days: 1, workers: 1 };

  const one = await generated({ ...options, seed: 1 });
  const other = await generated({ ...options, seed: 2 });

  expect(other.hash).not.toBe(one.hash);
});

test('any number of events is met exactly, with every session issued before its use', async () => {
  const options = fc.record({
    events: fc.integer({ min: 1, max: 600 }),
    days: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    files: fc.integer({ min: 1, max: 60 }),
  });

  await fc.assert(
    fc.asyncProperty(options, async (some) => {
      const result = await generated({ ...some, workers: 1 });
      const records = result.files.flatMap((file) => file.records);

      expect(result.events).toHaveLength(some.events);
      expect(result.truth.counts.events).toBe(some.events);
      expect(records.length).toBe(some.events + result.truth.counts.duplicates);
      expect(unissuedKeys(result)).toEqual([]);
      expect(records.every(({ eventID }) => eventID.length === 36)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('a second delivery is the same record in a later file of the same place', async () => {
  const { files, truth } = await generated({
    events: 4000,
    days: 1,
    seed: 3,
    files: 150,
    workers: 1,
  });

  const copies = new Map<string, string[]>();
  for (const { key, records } of files) {
    for (const record of records) {
      copies.set(record.eventID, [...(copies.get(record.eventID) ?? []), key]);
    }
  }
  const twice = [...copies.values()].filter((keys) => keys.length > 1);
  expect(twice.length).toBe(truth.counts.duplicates);
  expect(twice.length).toBeGreaterThan(0);
  for (const [first = '', second = ''] of twice)
    expect(keyTime(first)).toBeLessThan(keyTime(second));
});

test('by itself a file is named 2 to 14 minutes after its events and holds one place', async () => {
  const { files } = await generated({ events: 1500, days: 1, seed: 5, workers: 1 });

  const seen = new Set<string>();
  for (const { key, records } of files.toSorted((a, b) => keyTime(a.key) - keyTime(b.key))) {
    for (const record of records) {
      const place = `/${record.recipientAccountId}/CloudTrail/${record.awsRegion}/`;
      expect(key).toContain(place);
      if (seen.has(record.eventID)) continue;
      seen.add(record.eventID);
      const delay = keyTime(key) - Date.parse(record.eventTime);
      expect(delay).toBeGreaterThanOrEqual(2 * MINUTE);
      expect(delay).toBeLessThanOrEqual(14 * MINUTE);
    }
  }
});

test('files just after midnight hold events of the day before', async () => {
  const { files } = await generated({ events: 5000, days: 1, seed: 4, files: 60, workers: 1 });

  const late = files.filter(({ key }) => keyTime(key) >= Date.parse('2026-07-01T00:00:00Z'));
  expect(late.length).toBeGreaterThan(0);
  expect(late.every(({ key }) => key.includes('/2026/07/01/'))).toBe(true);
});

test.each([24, 90, 700])('about %i files are written when so many are wanted', async (files) => {
  const { truth } = await generated({ events: 1600, days: 2, seed: 9, files, workers: 1 });

  expect(truth.counts.files).toBeGreaterThan(files * 0.75);
  expect(truth.counts.files).toBeLessThan(files * 1.1);
});

test('the days end with the day given', async () => {
  const end = '2025-03-02' as Day;

  const { events, truth } = await generated({
    events: 400,
    days: 3,
    seed: 1,
    end,
    files: 40,
    workers: 1,
  });

  expect(truth.options).toMatchObject({ from: '2025-02-28', to: '2025-03-02' });
  expect(new Set(events.map((event) => event.eventTime.slice(0, 10)))).toEqual(
    new Set(['2025-02-28', '2025-03-01', '2025-03-02']),
  );
});

test('a folder with something in it is refused', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'organisation-'));
  writeFileSync(join(dir, 'mine.txt'), 'mine');

  const attempt = generate({ dir, events: 10, days: 1, seed: 1, workers: 1 });

  await expect(attempt).rejects.toMatchObject({ code: 'TG_CLI_USAGE' });
  rmSync(dir, { recursive: true });
});

test.each([
  { events: 0 },
  { events: 1.5 },
  { days: 0 },
  { files: 0 },
  { workers: 0 },
  { seed: 0.5 },
  { end: 'yesterday' as Day },
])('%o is refused', async (wrong) => {
  const dir = join(tmpdir(), 'organisation-never');

  const attempt = generate({ dir, events: 10, days: 1, seed: 1, ...wrong });

  await expect(attempt).rejects.toMatchObject({ code: 'TG_CLI_USAGE' });
});

test('progress ends with all events and files', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'organisation-'));
  const heard: { readonly events: number; readonly files: number }[] = [];

  const summary = await generate({
    dir,
    events: 500,
    days: 3,
    seed: 1,
    workers: 2,
    onProgress: (done) => heard.push(done),
  });

  expect(heard.at(-1)).toEqual({ events: summary.events, files: summary.files });
  rmSync(dir, { recursive: true });
});
