import { describe, expect, it } from 'vitest';
import { PartStatistics } from '../../../lake/parquet/index.ts';
import { FUNCTIONS, planStatement } from '../../sql/index.ts';
import { givesFewRows, preparedQuery } from './prepared.ts';

const SESSION = { now: 0n, user: 'me', catalog: 'awsdatacatalog', schema: 'default' };

function isHeld(text: string, rows = 1000, atMost?: number): boolean {
  const plan = planStatement(text, { functions: FUNCTIONS, session: SESSION });
  if (plan.is !== 'query') throw new Error('it is no query');
  const events = [{ path: '/lake/one.parquet', day: '2026-06-01', rows, bytes: 1 }];
  const snapshot = { parts: { events, network: [], insights: [], aggregated: [] } };
  const prepared = preparedQuery(plan.query, { snapshot, statistics: new PartStatistics() });
  return givesFewRows(prepared, atMost);
}

describe('the rows of a query', () => {
  it.each([
    'SELECT eventid FROM cloudtrail_logs',
    'SELECT eventname, count(*) FROM cloudtrail_logs GROUP BY 1 ORDER BY 2 DESC',
    'SELECT n FROM (SELECT eventname AS n FROM cloudtrail_logs) AS t',
    "SELECT eventid FROM cloudtrail_logs WHERE eventname LIKE '%join with unnest%'",
    'SELECT eventid FROM cloudtrail_logs UNION ALL SELECT eventid FROM cloudtrail_logs',
    'SELECT actor FROM calls',
  ])('are held where there are no more than in few parts: %s', (text) => {
    expect([isHeld(text), isHeld(text, 500_000)]).toEqual([true, false]);
  });

  it('are counted for each time that a table is read', () => {
    const read = 'SELECT eventid FROM cloudtrail_logs';
    const isHeldOf = (times: number) => isHeld(Array(times).fill(read).join(' UNION ALL '), 50_000);

    expect([isHeldOf(2), isHeldOf(3)]).toEqual([true, false]);
  });

  it('are held, or not, by what the program knows of them', () => {
    const joined = 'SELECT a.eventid FROM cloudtrail_logs AS a, (VALUES 1, 2) AS b(x)';

    expect([isHeld(joined, 1000, 2000), isHeld(joined, 1000, 200_000)]).toEqual([true, false]);
  });

  it.each(['SELECT 1', 'VALUES 1, 2'])('are held where no table is read: %s', (text) => {
    expect(isHeld(text)).toBe(true);
  });

  it.each([
    'SELECT a.eventid FROM cloudtrail_logs AS a, cloudtrail_logs AS b',
    'SELECT a.eventid FROM cloudtrail_logs AS a, (VALUES 1, 2) AS b(x)',
    'SELECT a.eventid FROM cloudtrail_logs AS a CROSS JOIN UNNEST(sequence(1, 9)) AS b(x)',
    'SELECT a.eventid FROM cloudtrail_logs AS a CROSS JOIN LATERAL (SELECT a.eventname) AS b(x)',
    'SELECT n FROM (SELECT a.eventname AS n FROM cloudtrail_logs AS a JOIN cloudtrail_logs AS b USING (eventid))',
    ...['CUBE', 'ROLLUP', 'GROUPING SETS'].map(
      (kind) => `SELECT count(*) FROM cloudtrail_logs GROUP BY ${kind} (eventid, eventname)`,
    ),
    'WITH t AS (SELECT eventid FROM cloudtrail_logs) SELECT a.eventid FROM t AS a, t AS b, t AS c',
    'WITH t AS (SELECT eventid FROM cloudtrail_logs) TABLE t UNION ALL TABLE t',
  ])('are handed on one by one where there may be more: %s', (text) => {
    expect(isHeld(text)).toBe(false);
  });
});
