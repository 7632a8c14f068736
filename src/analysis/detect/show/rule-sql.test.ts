import { describe, expect, it } from 'vitest';
import { FUNCTIONS, OWN_FUNCTIONS, planStatement } from '../../../query/sql/index.ts';
import { readRuleOf, readText, ruleOf } from '../sigma/reading.fixture.ts';
import { ruleSql } from './rule-sql.ts';

const SESSION = { now: 0n, user: 'trailglass', catalog: 'AwsDataCatalog', schema: 'default' };

function sqlOf(...items: readonly string[]) {
  return ruleSql(readRuleOf(`s:\n  ${items.join('\n  ')}\ncondition: s`));
}

describe('a rule as SQL', () => {
  it('asks columns of Athena with its own functions alone', () => {
    const { sql, runsOn, notes } = sqlOf(
      'eventName: DeleteTrail',
      'userIdentity.sessionContext.sessionIssuer.userName|startswith: admin',
      'errorCode|exists: false',
      'sourceIPAddress|cidr: 10.0.0.0/8',
      'eventTime|hour|gte: 22',
    );

    expect([runsOn, notes]).toEqual(['athena', []]);
    expect(sql).not.toMatch(/"\$|\bts\b|unknown/);
    expect(sql).toContain('useridentity.sessioncontext.sessionissuer.username');
    expect(sql).toContain('from_iso8601_timestamp(eventtime)');
    expect(planStatement(sql, { functions: FUNCTIONS, session: SESSION }).is).toBe('query');
  });

  it('walks into JSON with paths in which no key can be anything else', () => {
    const { sql, notes } = sqlOf(`requestParameters.x-amz-acl: public-read`);

    expect(sql).toContain(`json_extract_scalar(requestparameters, '$["x-amz-acl"]')`);
    expect(notes).toEqual(['Athena does not look into lists inside JSON as the rule does.']);
  });

  it('quotes what a rule looks for', () => {
    expect(sqlOf(`userAgent: "it's"`).sql).toContain(`'it''s'`);
  });

  it('says which fields the table of Athena lacks', () => {
    expect(sqlOf('insightDetails.state: Start').notes).toContain(
      "Athena's table has no insightDetails.state.",
    );
  });

  it('is ours alone where it asks who is behind a call', () => {
    const { sql, runsOn, notes } = sqlOf('system: Console');

    expect(runsOn).toBe('trailglass');
    expect(notes[0]).toMatch(/^Only Trailglass computes/);
    expect(planStatement(sql, { functions: FUNCTIONS, session: SESSION }).is).toBe('query');
  });

  it('is for detections alone where it calls functions that people have not', () => {
    const { sql, runsOn, notes } = sqlOf('policy.isPublic: true');

    expect(runsOn).toBe('detections');
    expect(notes[0]).toMatch(/^Only Trailglass computes/);
    expect(planStatement(sql, { functions: OWN_FUNCTIONS, session: SESSION }).is).toBe('query');
  });

  it('is ours alone for keywords', () => {
    const rule = readRuleOf('s: [evil]\ncondition: s');

    expect(ruleSql(rule).runsOn).toBe('detections');
  });

  it('is the text of a rule of plain SQL', () => {
    const own = 'trailglass: {sql: SELECT eventid FROM cloudtrail_logs, every: 1h}';
    const [rule] = readText(ruleOf('s: {eventName: X}\ncondition: s', own)).rules;

    expect(rule && ruleSql(rule)).toMatchObject({
      sql: 'SELECT eventid FROM cloudtrail_logs',
      notes: [],
    });
  });

  it('says of plain SQL that a run puts in its time', () => {
    const sql = 'SELECT eventid FROM cloudtrail_logs WHERE eventtime >= :from';
    const [rule] = readText(
      ruleOf('s: {eventName: X}\ncondition: s', `trailglass: {sql: "${sql}"}`),
    ).rules;

    expect(rule && ruleSql(rule).notes).toEqual([
      ':from and :to are times of events: a run puts in what it has not asked about yet.',
    ]);
  });
});
