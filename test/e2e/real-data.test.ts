import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, rowsOf } from './cli.fixture.ts';
import { expectedRow, type JsonObject, readLike, readRecords } from './records.fixture.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const REAL = sharedPath('data', 'real');
const EXPECTED = sharedPath('data', 'expected.json');

const home = mkdtempSync(join(tmpdir(), 'trailglass-real-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function ask(sql: string, from = home) {
  const { code, stdout, stderr } = await command(['query', sql, '--output', 'ndjson'], {
    home: from,
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return rowsOf(stdout);
}

describe.skipIf(!REAL)(`real logs${REAL ? '' : ` (skipped: ${ABSENT})`}`, () => {
  const real = REAL ?? '';
  let first: { code: number | null; stdout: string };

  beforeAll(async () => {
    first = await command(['collect', real, '--json'], { home });
  });

  it('takes in every record once', () => {
    const summary = JSON.parse(first.stdout);

    expect(first.code).toBe(0);
    expect(summary.objects).toEqual({ listed: 3979, fetched: 3979, skipped: 0, failed: 0 });
    expect(summary.events).toEqual({ read: 36963, kept: 30466, duplicate: 6497, quarantined: 0 });
    expect(summary.problems).toEqual([]);
  });

  it('takes in nothing the second time', async () => {
    const again = JSON.parse((await command(['collect', real, '--json'], { home })).stdout);

    expect(again.objects).toEqual({ listed: 3979, fetched: 0, skipped: 3979, failed: 0 });
    expect(again.events).toEqual({ read: 0, kept: 0, duplicate: 0, quarantined: 0 });
  });

  it('gives every leaf of every record as JSON.parse does', async () => {
    const { stdout } = await command(
      ['query', 'SELECT * FROM cloudtrail_logs', '--output', 'ndjson'],
      { home },
    );
    // Of two records with one id the one that was read first is the row.
    const records = Map.groupBy(readRecords(real), (record) => String(record.eventID));
    const rows = rowsOf(stdout) as readonly JsonObject[];

    expect(rows).toHaveLength(30466);
    for (const row of rows) {
      const candidates = (records.get(String(row.eventid)) ?? []).map(expectedRow);
      const wanted =
        candidates.find((one) => one.eventtime === row.eventtime) ?? candidates[0] ?? {};
      expect(readLike(row, wanted)).toEqual(wanted);
    }
  });

  it('counts each set as an independent program does', async () => {
    const expected = JSON.parse(readFileSync(EXPECTED ?? '', 'utf8'));
    for (const set of readdirSync(real)) {
      const own = join(home, set);
      const collected = await command(['collect', join(real, set), '--json'], { home: own });
      const summary = JSON.parse(collected.stdout);
      const want = expected[set];
      const [counts] = await ask(
        `SELECT count(DISTINCT eventname) AS "eventName", count(DISTINCT eventsource) AS "eventSource",
          count(DISTINCT useragent) AS "userAgent", count(DISTINCT awsregion) AS "awsRegion",
          count(DISTINCT errorcode) AS "errorCode", count(DISTINCT sourceipaddress) AS "sourceIPAddress",
          count(DISTINCT recipientaccountid) AS "recipientAccountId" FROM cloudtrail_logs`,
        own,
      );
      const names = await ask(
        'SELECT eventname, count(*) AS count FROM cloudtrail_logs GROUP BY eventname',
        own,
      );
      const byName = Object.fromEntries(names.map((row) => [row.eventname, row.count]));

      expect(summary.objects.fetched).toBe(want.files);
      expect(summary.events.read).toBe(want.records);
      expect(summary.events.kept).toBe(want.uniqueEventIDs);
      expect(counts).toEqual(want.distinct);
      for (const [name, count] of Object.entries(want.eventNameTop20Deduped)) {
        expect([name, byName[name]]).toEqual([name, count]);
      }
    }
  });

  it("answers the post's query", async () => {
    const expected = JSON.parse(readFileSync(EXPECTED ?? '', 'utf8'));
    const rows = await ask(`
      SELECT eventname, errorcode, eventsource, awsregion, useragent, useridentity.principalid, COUNT(*) count
      FROM {table_name} WHERE errorcode = 'ThrottlingException'
      AND eventtime BETWEEN '2023-07-01T00:00:00Z' AND '2023-07-31T00:00:00Z'
      GROUP BY useridentity.principalid, errorcode, awsregion, eventsource, useragent, eventname ORDER BY count desc`);
    const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(one, KEYS)).sort();

    expect(sorted(rows)).toEqual(sorted(expected['invictus-stratus'].throttlingQuery));
    const byName = Map.groupBy(rows, (row) => String(row.eventname));
    const totals = [...byName].map(([name, list]) => [
      name,
      list.reduce((sum, row) => sum + Number(row.count), 0),
    ]);
    expect(Object.fromEntries(totals)).toEqual({
      DescribeParameters: 39,
      DeleteParameter: 38,
      PutParameter: 25,
    });
  });
});

const KEYS = [
  ...['eventname', 'errorcode', 'eventsource', 'awsregion', 'useragent', 'principalid', 'count'],
];
