import { describe, expect, it } from 'vitest';
import { prepareText } from './typed-text.ts';

/** The conditions of a text that reads `cloudtrail_logs`, as words. */
function conditions(text: string): readonly string[] | undefined {
  return prepareText(text).scan?.conditions.map(({ column, values, from, to }) => {
    if (values) return `${column} in ${values.map(String).join(' ')}`;
    return `${column} within ${from ?? ''}..${to ? Buffer.from(to).toString('latin1') : ''}`;
  });
}

describe('a condition', () => {
  it.each([
    ["eventid = 'x'", 'eventid in x'],
    ["'x' = EventID", 'eventid in x'],
    [`"eventid"='it''s'`, "eventid in it's"],
    ["eventname IN ('a', 'b')", 'eventname in a b'],
    ["eventtime BETWEEN 'a' AND 'b'", 'eventtime within a..b'],
    ["eventtime >= 'a'", 'eventtime within a..'],
    ["eventtime > 'a'", 'eventtime within a..'],
    ["eventtime<='b'", 'eventtime within ..b'],
    ["eventtime < 'b'", 'eventtime within ..b'],
    ["eventtime LIKE '2026-06%'", 'eventtime within 2026-06..2026-06\xff'],
    ["eventtime LIKE 'a_c'", 'eventtime within a..a\xff'],
    ["eventname LIKE 'exact'", 'eventname in exact'],
    ["useridentity.accesskeyid = 'k'", 'useridentity_accesskeyid in k'],
  ])('is known: %s', (text, condition) => {
    expect(conditions(`SELECT 1 FROM cloudtrail_logs WHERE ${text}`)).toEqual([condition]);
  });

  it.each([
    "eventid <> 'x'",
    "eventid != 'x'",
    "NOT eventid = 'x'",
    "eventid = 'x' OR eventname = 'y'",
    "(eventid = 'x')",
    "(eventid) = 'x'",
    "lower(eventid) = 'x'",
    "eventid = lower('x')",
    "eventid = 'x' || 'y'",
    "eventid = 'x' COLLATE NOCASE",
    "eventid = 'x' IS NULL",
    "eventid NOT IN ('x')",
    "eventid NOT LIKE 'x%'",
    "eventid NOT BETWEEN 'a' AND 'b'",
    "eventid IN (SELECT 'x')",
    "eventid IN ('x', eventname)",
    "eventid LIKE '%x'",
    "eventid LIKE 'a!%' ESCAPE '!'",
    "eventid ILIKE 'x'",
    "eventid = E'x'",
    "requestparameters -> '$.a' = 'x'",
    "CASE WHEN true AND eventid = 'x' AND true THEN true END",
    "[true AND eventid = 'x' AND true][1]",
    'eventid = eventname',
    'eventid IS NULL',
  ])('is left to the engine: %s', (text) => {
    expect(conditions(`SELECT 1 FROM cloudtrail_logs WHERE ${text}`)).toBeUndefined();
  });

  it('stands beside others that are not known', () => {
    const text = `SELECT 1 FROM db.cloudtrail_logs AS t WHERE t.eventid = 'x' AND (a OR b) -- c
      AND eventtime BETWEEN 'a' AND 'b' AND x > 1 GROUP BY eventname = 'g' AND true`;

    expect(conditions(text)).toEqual(['eventid in x', 'eventtime within a..b']);
  });
});

describe('a statement asks for nothing', () => {
  it.each([
    "SELECT 1 FROM cloudtrail_logs, other WHERE eventid = 'x'",
    "SELECT 1 FROM other, cloudtrail_logs WHERE eventid = 'x'",
    "SELECT 1 FROM other JOIN cloudtrail_logs ON true WHERE eventid = 'x'",
    "SELECT 1 FROM other LEFT JOIN cloudtrail_logs WHERE eventid = 'x'",
    "SELECT 1 FROM cloudtrail_logs t(a, b) WHERE eventid = 'x'",
    "SELECT 1 FROM cloudtrail_logs TABLESAMPLE 10% WHERE eventid = 'x'",
    "SELECT 1 FROM cloudtrail_logs WHERE eventid = 'x' UNION SELECT 1 FROM cloudtrail_logs",
    "SELECT 1 FROM cloudtrail_logs GROUP BY 1 HAVING eventid = 'x'",
    "SELECT cloudtrail_logs.eventid FROM cloudtrail_logs WHERE eventid = 'x'",
    "SELECT 1 FROM cloudtrail_logs WHERE b = E'\\' AND eventid = ' AND a",
    "SELECT 1 FROM cloudtrail_logs WHERE a = $$ AND eventid = 'x' AND $$",
    "SELECT 1 FROM cloudtrail_logs WHERE a /* /* */ AND eventid = 'x' AND */ = 1",
  ])('%s', (text) => {
    expect(conditions(text)).toBeUndefined();
  });

  it('of the tables around a subquery', () => {
    const { scan } = prepareText(
      `SELECT * FROM (SELECT eventid FROM cloudtrail_logs WHERE eventid = 'x') WHERE eventid = 'y'`,
    );

    expect(scan?.over('ROWS')).toBe(
      `SELECT * FROM (SELECT eventid FROM (ROWS) AS cloudtrail_logs WHERE eventid = 'x') WHERE eventid = 'y'`,
    );
    expect(scan?.conditions).toHaveLength(1);
  });
});
