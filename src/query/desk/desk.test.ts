import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../collect/trails/index.ts';
import type { Engine } from '../engine/index.ts';
import { openDesk } from './index.ts';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const folder = mkdtempSync(join(tmpdir(), 'trailglass-desk-'));
const modified = new Date('2026-02-01T12:30:00Z');
let desk: Engine;

const RESOURCES = [{ type: 'AWS::S3::Bucket' }, { ARNPrefix: 'arn:aws:s3:::b/', accountId: OTHER }];

function pathOf(kind: string, day: string): string {
  const name = `${OTHER}_${kind}_eu-west-1_${day.replaceAll('-', '')}T2355Z_0123456789abcdef.json`;
  return join(folder, 'AWSLogs', OTHER, kind, 'eu-west-1', day.replaceAll('-', '/'), name);
}

function write(kind: string, day: string, records: readonly object[]): void {
  const path = pathOf(kind, day);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ Records: records }));
  utimesSync(path, modified, modified);
}

function event(id: string, day: string, more: object = {}) {
  return {
    ...{ eventVersion: '1.09', eventTime: `${day}T10:00:00Z`, eventID: id, awsRegion: 'eu-west-1' },
    ...{ eventName: 'ListBuckets', eventSource: 's3.amazonaws.com', ...more },
  };
}

function insight(id: string, day: string) {
  const details = { state: 'Start', insightType: 'ApiCallRateInsight' };
  const about = { eventType: 'AwsCloudTrailInsight', eventCategory: 'Insight' };
  const addendum = { reason: 'DELIVERY_DELAY' };
  return event(id, day, { ...about, insightDetails: details, addendum });
}

async function rowsOf(sql: string) {
  const rows = [];
  for await (const page of (await desk.run(sql)).pages) rows.push(...page);
  return rows;
}

beforeAll(async () => {
  write('CloudTrail', '2026-01-30', [
    event('received', '2026-01-30', { recipientAccountId: ACCOUNT, resources: RESOURCES }),
    event('nobody', '2026-01-30', {
      userIdentity: { type: 'Root', accountId: ACCOUNT, onBehalfOf: { 'a "b"': [1, null] } },
      newInTown: 'yes',
    }),
  ]);
  write('CloudTrail', '2026-01-31', [insight('stray', '2026-01-31')]);
  write('CloudTrail-Insight', '2026-01-31', [insight('insight', '2026-01-31')]);
  const home = join(folder, 'home');
  await collect({ home, trails: [{ address: join(folder, 'AWSLogs') }] });
  desk = await openDesk({ home, threads: 1 });
});

afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

it('reads the parts of the wanted days only, none of them where none is wanted', async () => {
  const home = join(folder, 'home');
  const some = await openDesk({ home, threads: 1, days: ['2026-01-31'] });
  const none = await openDesk({ home, threads: 1, days: [] });
  const idsIn = async (engine: typeof some) => {
    const ids = [];
    const { pages } = await engine.run('SELECT eventid FROM cloudtrail_logs');
    for await (const page of pages) ids.push(...page.flat());
    return ids;
  };

  const found = [await idsIn(some), await idsIn(none)];

  await some.close();
  await none.close();
  expect(found).toEqual([['stray'], []]);
});

describe('the log file of a row', () => {
  it('answers to the names that Trino gives it', async () => {
    const rows = await rowsOf(`SELECT eventid, "$path", "$file_size" > 0, "$file_modified_time",
      "$partition" FROM cloudtrail_logs WHERE "$path" LIKE '%/2026/01/31/%'`);

    const path = pathOf('CloudTrail', '2026-01-31');
    const time = '2026-02-01 12:30:00.000 UTC';
    expect(rows).toEqual([['stray', path, true, time, 'date=2026/01/31']]);
  });

  it('is asked for in joins and subqueries', async () => {
    const rows = await rowsOf(`SELECT count(*) FROM cloudtrail_logs a
      JOIN (SELECT "$path" AS p, count(*) AS n FROM cloudtrail_logs GROUP BY 1) b ON a."$path" = b.p
      WHERE b.n = 2`);

    expect(rows).toEqual([[2]]);
  });

  it.each(['$bucket', '$file_owner'])('has no %s', async (name) => {
    await expect(rowsOf(`SELECT "${name}" FROM cloudtrail_logs`)).rejects.toThrow(
      `COLUMN_NOT_FOUND: line 1:8: Column '${name}' cannot be resolved`,
    );
  });
});

describe('partitions', () => {
  it('take the account from the key where nobody received the event', async () => {
    const rows = await rowsOf('SELECT eventid, account FROM cloudtrail_logs ORDER BY eventid');

    expect(rows).toEqual([
      ['nobody', OTHER],
      ['received', ACCOUNT],
      ['stray', OTHER],
    ]);
    expect(await rowsOf(`SELECT count(*) FROM cloudtrail_logs WHERE account = '${OTHER}'`)).toEqual(
      [[2]],
    );
  });

  it('are a table of any query', async () => {
    const rows = await rowsOf(`SELECT p.*, count(*) FROM "any"."cloudtrail_logs$partitions" p
      JOIN cloudtrail_logs l ON l.date = p.date
      WHERE p.year = '2026' AND p.date < (SELECT max(date) FROM "cloudtrail_logs$partitions")
      GROUP BY 1`);

    expect(rows).toEqual([['2026/01/30', 2]]);
  });

  it('are days, and tell no more', async () => {
    await expect(rowsOf('SELECT region FROM "cloudtrail_logs$partitions"')).rejects.toThrow(
      "COLUMN_NOT_FOUND: line 1:8: Column 'region' cannot be resolved",
    );
  });

  it('come along with a star, as hidden as they were', async () => {
    const inside = await rowsOf(
      `WITH e AS (SELECT * FROM cloudtrail_logs) SELECT e.eventid FROM e WHERE e.day = '31'`,
    );
    const { columns } = await desk.run(
      `SELECT * FROM (SELECT eventid, l.* FROM cloudtrail_logs l) WHERE month = '01'`,
    );

    expect(inside).toEqual([['stray']]);
    expect(columns.map(({ name }) => name)).not.toContain('month');
  });

  it('do not come along where rows were thrown together', async () => {
    const work = rowsOf('SELECT day FROM (SELECT DISTINCT * FROM cloudtrail_logs)');

    await expect(work).rejects.toThrow("Column 'day' cannot be resolved");
  });
});

describe('an event data store', () => {
  it('has the prefixes of resources', async () => {
    const rows = await rowsOf(`SELECT element_at(resources, 1).arnprefix,
      element_at(resources, 2).arnprefix FROM eds WHERE eventid = 'received'`);

    expect(rows).toEqual([[null, 'arn:aws:s3:::b/']]);
  });

  it("has the record under CloudTrail's own keys", async () => {
    const rows = await rowsOf(`SELECT json_extract_scalar(eventjson, '$.userIdentity.accountId'),
      json_extract_scalar(eventjson, '$.resources[1].accountId') FROM eds
      WHERE eventid IN ('nobody', 'received') ORDER BY eventid`);

    expect(rows).toEqual([
      [ACCOUNT, null],
      [null, OTHER],
    ]);
  });
});

describe('fields that no column names', () => {
  it('stand in the record where they stood', async () => {
    const [[text] = []] = await rowsOf(`SELECT eventjson FROM eds WHERE eventid = 'nobody'`);

    expect(JSON.parse(String(text))).toMatchObject({
      eventName: 'ListBuckets',
      userIdentity: { type: 'Root', accountId: ACCOUNT, onBehalfOf: { 'a "b"': [1, null] } },
      newInTown: 'yes',
    });
  });
});

describe('Insights records', () => {
  it('are found wherever they lie, with the file that they came from', async () => {
    const rows = await rowsOf(`SELECT eventid, json_extract_scalar(insightdetails, '$.state'),
      json_extract_scalar(addendum, '$.reason'), "$path" FROM cloudtrail_insights ORDER BY 1`);

    expect(rows).toEqual([
      ['insight', 'Start', 'DELIVERY_DELAY', pathOf('CloudTrail-Insight', '2026-01-31')],
      ['stray', 'Start', 'DELIVERY_DELAY', pathOf('CloudTrail', '2026-01-31')],
    ]);
  });

  it('in the folder of events are events, as in Athena', async () => {
    const rows = await rowsOf('SELECT count(*), count(insightdetails) FROM cloudtrail_logs');

    expect(rows).toEqual([[3, 1]]);
  });
});

describe('functions of our own', () => {
  const SQL = 'SELECT cardinality("$values"(\'{"a":["x","y"]}\', \'a\'))';

  it('are unknown to what people write', async () => {
    const work = rowsOf(SQL);

    await expect(work).rejects.toThrow("Function '$values' not registered");
  });

  it('are called by questions of the program', async () => {
    const { pages } = await desk.run(SQL, { isOwn: true });
    const rows = [];
    for await (const page of pages) rows.push(...page);

    expect(rows).toEqual([[2]]);
  });
});
