import { describe, expect, it } from 'vitest';
import { tree as t } from '../../../query/sql/index.ts';
import type { Pass } from './plan.ts';
import { matchStatement } from './statement.ts';

const ID = [{ name: 'id', sql: 'e.eventid' }];
const DENIED = t.compare(t.path('errorcode'), '=', t.text('AccessDenied'));
const SLOW = t.call('$exists', t.path('requestparameters'), t.text('a'));

function aPass(change: Partial<Pass> = {}): Pass {
  return { table: 'cloudtrail_logs', candidates: [], conditions: [], singles: [], ...change };
}

const IAM = 'iam.amazonaws.com';

describe('the statement of a pass', () => {
  it('joins the index of names, and asks of each row what its class asks', () => {
    const sql = matchStatement(
      aPass({
        candidates: [
          { name: 'createuser', source: IAM, number: 7, class: 1 },
          { name: 'getuser', source: IAM, number: 8, class: 0 },
        ],
        conditions: [t.TRUE, DENIED],
      }),
      ID,
    );

    expect(sql).toBe(`SELECT c.rule, e.eventid AS id FROM cloudtrail_logs e
JOIN (VALUES ('createuser', '${IAM}', 1, 7), ('getuser', '${IAM}', 0, 8)) AS c (name, source, class, rule) ON c.name = lower(e.eventname) AND c.source = lower(e.eventsource)
WHERE CASE c.class WHEN 1 THEN errorcode = 'AccessDenied'
WHEN 0 THEN TRUE END`);
  });

  it('joins names of any source by the name alone', () => {
    const sql = matchStatement(
      aPass({ candidates: [{ name: 'getuser', number: 0, class: 0 }], conditions: [t.TRUE] }),
      ID,
    );

    expect(sql).toContain('ON c.name = lower(e.eventname)\n');
  });

  it('leaves out events of other names before it joins who is behind them', () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, number) => ({ name: `n${number}`, number, class: 0 }));
    const ofCalls = (count: number) =>
      matchStatement(aPass({ table: 'calls', candidates: names(count), conditions: [t.TRUE] }), ID);

    expect(ofCalls(2)).toContain(`WHERE lower(e.eventname) IN ('n0', 'n1') AND CASE`);
    expect(ofCalls(101)).toContain('WHERE CASE');
  });

  it('has a join of its own for conditions that are slow to ask', () => {
    const sql = matchStatement(
      aPass({
        candidates: [
          { name: 'a', number: 0, class: 0 },
          { name: 'b', number: 1, class: 1 },
        ],
        conditions: [DENIED, SLOW],
      }),
      ID,
    );

    const [fast, slow, ...others] = sql.split('\nUNION ALL\n');
    expect(others).toEqual([]);
    expect(fast).toContain("('a', '', 0, 0)");
    expect(fast).not.toContain('$exists');
    expect(slow).toContain("('b', '', 1, 1)");
  });

  it('reads the table once more for each rule without a name', () => {
    const sql = matchStatement(aPass({ singles: [{ number: 3, condition: DENIED }] }), ID);

    expect(sql).toBe(
      "SELECT 3 AS rule, e.eventid AS id FROM cloudtrail_logs e WHERE (errorcode = 'AccessDenied')",
    );
  });

  it('holds to the times that are wanted, in every part', () => {
    const sql = matchStatement(
      aPass({
        candidates: [{ name: 'a', number: 0, class: 0 }],
        conditions: [DENIED],
        singles: [{ number: 1, condition: DENIED }],
      }),
      ID,
      { from: '2026-01-31T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    );

    const during =
      "WHERE e.eventtime >= '2026-01-31T00:00:00Z' AND e.eventtime < '2026-02-01T00:00:00Z' AND ";
    expect(sql.split(during)).toHaveLength(3);
  });

  it('works a column out for the rules alone that want it', () => {
    const columns = [{ name: 'f0', sql: 'e.useragent', only: new Set([1, 3]) }];

    const sql = matchStatement(
      aPass({
        candidates: [
          { name: 'a', number: 0, class: 0 },
          { name: 'b', number: 1, class: 0 },
        ],
        conditions: [DENIED],
        singles: [
          { number: 2, condition: DENIED },
          { number: 3, condition: DENIED },
        ],
      }),
      columns,
    );

    const heads = sql.split('\n').filter((line) => line.startsWith('SELECT'));
    expect(heads.map((line) => line.slice(0, line.indexOf(' FROM')))).toEqual([
      'SELECT c.rule, CASE WHEN c.rule IN (1) THEN e.useragent END AS f0',
      'SELECT 2 AS rule, CAST(NULL AS varchar) AS f0',
      'SELECT 3 AS rule, e.useragent AS f0',
    ]);
  });

  it('is nothing for a pass of nothing', () => {
    const sql = matchStatement(aPass(), ID);

    expect(sql).toBe('');
  });
});
