import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOfNumber } from '../../../base/time/index.ts';
import { decodeAll } from '../../../collect/decode/decode.fixture.ts';
import { Decoder, loadScanModule } from '../../../collect/decode/index.ts';
import type { Engine } from '../engine.ts';
import { openDuckDB } from './duckdb.ts';

// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const PARTS = 8;
const ROWS = 30;
const folder = mkdtempSync(join(tmpdir(), 'trailglass-pruning-'));
let engine: Engine;

beforeAll(async () => {
  const decoder = new Decoder(loadScanModule());
  const events = Array.from({ length: PARTS }, (_, part) => {
    const records = Array.from({ length: ROWS }, (_, row) => JSON.stringify(eventOf(part, row)));
    return decodeAll(decoder, [`{"Records":[${records.join(',')}]}`]).parts.map((one) => {
      const path = join(folder, `${part}-${one.day}.parquet`);
      writeFileSync(path, one.bytes);
      return { path, day: dayOfNumber(one.day), rows: one.rows, bytes: one.bytes.length };
    });
  }).flat();
  const parts = { events, network: [], insights: [], aggregated: [] };
  const now = () => Date.parse('2023-07-12T06:00:00Z');
  engine = await openDuckDB({ snapshot: { parts }, threads: 1 }, { now });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`pruning, TRAILGLASS_SEED=${SEED}\n`);
});

function dayOf(part: number): string {
  return `2023-07-1${part % 3}`;
}

function eventOf(part: number, row: number) {
  return {
    ...{ eventVersion: '1.08', eventID: `id-${part}-${row}`, ...timeOf(part, row) },
    eventName: ['GetObject', 'PutObject', 'ListBuckets'][(part + row) % 3],
    eventSource: 's3.amazonaws.com',
    ...(part % 2 ? { errorCode: row % 3 ? 'AccessDenied' : `it's ${part}` } : {}),
    sourceIPAddress: `10.0.${part}.${row % 5}`,
    userIdentity: { type: 'IAMUser', accessKeyId: `AKIA${part}${row % 4}` },
  };
}

/** As CloudTrail writes it; of the day before where its clock is five hours behind; or none. */
function timeOf(part: number, row: number): { readonly eventTime?: string } {
  const seconds = `0${part}:00:${String(row).padStart(2, '0')}`;
  const before = String(9 + (part % 3)).padStart(2, '0');
  if (row % 10 === 7) return { eventTime: `2023-07-${before}T2${part % 3}:00:00-05:00` };
  return row % 10 === 8 ? {} : { eventTime: `${dayOf(part)}T${seconds}Z` };
}

async function rowsOf(sql: string): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const page of (await engine.run(sql)).pages) {
    rows.push(...page.map((row) => JSON.stringify(row)));
  }
  return rows.sort();
}

const part = fc.nat(PARTS);
const literal = fc.oneof(
  fc.tuple(part, fc.nat(ROWS)).map(([a, b]) => `'id-${a}-${b}'`),
  part.map((a) => `'10.0.${a}.1'`),
  part.map((a) => `'2023-07-10T0${a}'`),
  part.map((a) => `'AKIA${a}1'`),
  fc.constantFrom(
    "'AccessDenied'",
    "'it''s 3'",
    "''",
    "'GetObject'",
    "'2023%'",
    "'_'",
    "'10.0.1%'",
    "'2023/07/11'",
    "'11'",
    "'07'",
    "'2023'",
  ),
);
const column = fc.constantFrom(
  ...['eventid', 'eventtime', 'eventname', 'errorcode', 'sourceipaddress'],
  ...['dt', 'year', 'month', 'day', 'region', 'account', 't.p_date'],
  ...['useridentity.accesskeyid', 'useridentity.type', 't.eventid', '"eventtime"'],
);
const simple = fc.oneof(
  fc
    .tuple(column, fc.constantFrom('=', '<', '<=', '>', '>=', '<>', 'LIKE', 'NOT LIKE'), literal)
    .map((words) => words.join(' ')),
  fc.tuple(literal, column).map(([text, name]) => `${text} = ${name}`),
  fc.tuple(column, literal, literal).map(([name, a, b]) => `${name} BETWEEN ${a} AND ${b}`),
  fc.tuple(column, literal, literal).map(([name, a, b]) => `${name} NOT BETWEEN ${a} AND ${b}`),
  fc.tuple(column, literal, literal).map(([name, a, b]) => `${name} IN (${a}, ${b})`),
  column.map((name) => `${name} IS NULL`),
  fc.tuple(column, literal).map(([name, a]) => `CASE WHEN ${name} = ${a} AND true THEN true END`),
);
const moment = fc
  .tuple(fc.nat(3), fc.nat(PARTS))
  .map(([day, hour]) => `2023-07-${String(9 + day).padStart(2, '0')} 0${hour}:00:00`);
const time = fc.constantFrom(
  ...['from_iso8601_timestamp(eventtime)', 'ts', 'CAST(from_iso8601_timestamp(eventtime) AS date)'],
  ...["date_trunc('day', from_iso8601_timestamp(eventtime))", 'date(ts)'],
  ...["date_trunc('hour', TRY(from_iso8601_timestamp(eventtime)))", 'CAST(ts AS timestamp(0))'],
);
const constant = fc.oneof(
  moment.map((text) => `TIMESTAMP '${text}'`),
  moment.map((text) => `TIMESTAMP '${text} +03:00' - INTERVAL '1' HOUR`),
  moment.map((text) => `date_parse('${text}', '%Y-%m-%d %H:%i:%s')`),
  moment.map((text) => `date_add('day', -1, CAST('${text}' AS timestamp))`),
);
const timed = fc.oneof(
  fc
    .tuple(time, fc.constantFrom('=', '<', '<=', '>', '>=', '<>'), constant)
    .map((words) => words.join(' ')),
  fc.tuple(time, constant, constant).map(([one, a, b]) => `${one} BETWEEN ${a} AND ${b}`),
  fc.tuple(time, constant, constant).map(([one, a, b]) => `${one} IN (${a}, ${b})`),
  time.map((one) => `${one} < TIMESTAMP '12345-01-01 00:00:00'`),
  moment.map((text) => `eventtime >= date_format(TIMESTAMP '${text}', '%Y-%m-%dT%H')`),
);
const ofDay = fc.oneof(
  moment.map((text) => `dt >= date_format(TIMESTAMP '${text}', '%Y/%m/%d')`),
  moment.map((text) => `year || '-' || month || '-' || day <= '${text.slice(0, 10)}'`),
  moment.map((text) => `(day = '11' OR date_parse(dt, '%Y/%m/%d') = TIMESTAMP '${text}')`),
  fc.constantFrom(
    ...[
      "coalesce(day, '11') = '11'",
      "NOT day IN ('10', '12')",
      'TRY_CAST(day AS integer) % 2 = 0',
    ],
    ...["(dt IS NULL OR month = '08')", "CASE day WHEN '10' THEN true END"],
  ),
);
const joined = fc
  .array(
    fc.tuple(fc.oneof(simple, timed, ofDay), fc.constantFrom('AND', 'AND', 'AND', 'OR', 'AND NOT')),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((all) => all.map(([one, word], at) => (at ? `${word} ${one}` : one)).join(' '));

describe('a query over fewer parts', () => {
  it('gives what it gives over all of them', async () => {
    const property = fc.asyncProperty(joined, async (where) => {
      const text = (condition: string) =>
        `SELECT eventid, errorcode FROM cloudtrail_logs t WHERE ${condition}`;

      const pruned = await rowsOf(text(where));

      // What an OR joins asks for nothing, unless it is all about the day.
      expect(pruned).toEqual(await rowsOf(text(`(${where}) OR eventid = 'nobody'`)));
    });
    await fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it.each([
    ["ts > now() - interval '1' day", '2023-07-11 to 2024-10-04 (3)'],
    ["dt = date_format(current_date - interval '1' day, '%Y/%m/%d')", '2023-07-11'],
    ["date_parse(year || month || day, '%Y%m%d') = DATE '2023-07-10'", '2023-07-10'],
    ["(day = '11' OR month = '01')", '2023-07-11'],
    ["ts >= date_trunc('day', now())", '2023-07-11 to 2024-10-04 (3)'],
    ["date(ts) < DATE '2023-07-10'", '2023-07-10 to 2023-07-11 (2)'],
    ["account = '111122223333'", '2023-07-10 to 2024-10-04 (4)'],
    ["eventtime >= to_iso8601(current_timestamp - interval '7' hour)", '2023-07-12'],
  ])('looks at few days for %s', async (where, days) => {
    const plan = await rowsOf(`EXPLAIN SELECT 1 FROM cloudtrail_logs WHERE ${where}`);

    const said = plan.find((line) => line.includes('days:')) ?? '';
    expect(said).toContain(`days: ${days} of `);
  });

  it('holds times that are read from texts against the texts of parts', async () => {
    const plan = await rowsOf(`EXPLAIN SELECT 1 FROM cloudtrail_logs
      WHERE try(from_iso8601_timestamp(eventtime)) BETWEEN now() - interval '1' hour AND now()`);

    expect(plan.join()).toContain("eventtime from '2023-07-12T04:59:59' to '2023-07-12T06:00:01~'");
  });

  it('prefers columns to names that it gives itself', async () => {
    const rows = await rowsOf(
      `SELECT 'id-9-9' AS eventid, eventname FROM cloudtrail_logs WHERE eventid = 'id-3-3'`,
    );

    expect(rows).toEqual(['["id-9-9","GetObject"]']);
  });

  it('shows all columns and no rows when no part is left', async () => {
    const result = await engine.run(`SELECT * FROM cloudtrail_logs WHERE eventid = 'nobody'`);

    expect(result.columns.map(({ name }) => name)).toContain('useridentity');
    for await (const page of result.pages) expect(page).toEqual([]);
  });

  it.each([
    [`(SELECT * FROM cloudtrail_logs) WHERE eventid = 'id-1-1'`, 1],
    [
      `cloudtrail_logs a JOIN cloudtrail_logs b ON a.eventid = b.eventid WHERE a.eventid = 'id-1-1'`,
      1,
    ],
    [`cloudtrail_logs a LEFT JOIN cloudtrail_logs b ON b.eventid = 'id-1-1'`, PARTS * ROWS],
    [
      `cloudtrail_logs a FULL JOIN cloudtrail_logs b ON a.eventid = b.eventid AND a.eventid = 'id-1-1'`,
      2 * PARTS * ROWS - 1,
    ],
    [`(SELECT eventname, count(*) AS n FROM cloudtrail_logs GROUP BY 1) WHERE n = 80`, 3],
    [
      `(SELECT eventid, row_number() OVER (ORDER BY eventid) AS n FROM cloudtrail_logs) WHERE eventid = 'id-1-1' AND n > 30`,
      1,
    ],
  ])('counts in %s', async (from, count) => {
    expect(await rowsOf(`SELECT count(*) FROM ${from}`)).toEqual([`[${count}]`]);
  });

  it('leaves a common table whole that two places read', async () => {
    const rows = await rowsOf(
      `WITH all_of_them AS (SELECT * FROM cloudtrail_logs)
       SELECT eventid FROM all_of_them WHERE eventid = 'id-1-1'
       AND (SELECT count(*) FROM all_of_them) = ${PARTS * ROWS}`,
    );

    expect(rows).toEqual(['["id-1-1"]']);
  });

  it('fails in the words of the text that was typed', async () => {
    const work = engine.run(`SELECT nothing FROM cloudtrail_logs WHERE eventid = 'id-1-1'`);

    await expect(work).rejects.toMatchObject({
      code: 'TG_QUERY_INVALID',
      message: "COLUMN_NOT_FOUND: line 1:8: Column 'nothing' cannot be resolved",
    });
  });
});
