import { describe, expect, it } from 'vitest';
import { OWN_FUNCTIONS, planStatement } from '../../../query/sql/index.ts';
import { readItemOf, readRuleOf } from '../sigma/reading.fixture.ts';
import { questionOf } from './question.ts';
import { wantsOf } from './wants.ts';

const SESSION = { now: 0n, user: 'trailglass', catalog: 'AwsDataCatalog', schema: 'default' };

const DETECTION = `
a: {eventName: X, requestParameters.list.name: [y, z]}
b: {userIdentity.arn|fieldref: requestParameters.arn}
c: [evil, worse]
condition: a and not b or c`;

describe('the question behind an explanation', () => {
  it('has a column for every part of the condition, the whole before its parts', () => {
    const { nodes, fields, sql } = questionOf(readRuleOf(DETECTION).condition, 'e-1');

    expect(nodes.map(({ is }) => is)).toEqual([
      ...['or', 'and', 'selection', 'and', 'item', 'item', 'not', 'selection', 'item'],
      ...['selection', 'item'],
    ]);
    expect(fields).toEqual([
      ...['eventName', 'requestParameters.list.name', 'userIdentity.arn', 'requestParameters.arn'],
    ]);
    for (const [at] of nodes.entries()) expect(sql).toContain(` AS n${at}`);
  });

  it('is one statement that the gate lets through, whatever the event is called', () => {
    const { sql } = questionOf(readRuleOf(DETECTION).condition, "x' OR '1'='1");

    expect(sql).toContain("e.eventid = 'x'' OR ''1''=''1'");
    expect(planStatement(sql, { functions: OWN_FUNCTIONS, session: SESSION }).is).toBe('query');
  });

  it('asks calls where the rule asks who is behind them', () => {
    const { condition } = readRuleOf('a: {system: unknown}\ncondition: a');

    expect(questionOf(condition, 'e-1').sql).toContain('FROM calls e');
  });
});

describe('what an item asks for', () => {
  it.each([
    ['userAgent|contains: curl', '*curl*'],
    ['eventName: [A, B]', 'A, B'],
    ['userAgent|contains|all: [a, b]', '*a* and *b*'],
    ["errorCode: ''", "''"],
    ['errorCode: null', 'null'],
    ['errorCode|exists: true', 'true'],
    ['requestParameters.n|gte: 22', '>= 22'],
    ['eventTime|hour|lt: 6', 'hour < 6'],
    ['sourceIPAddress|cidr: 10.0.0.0/8', '10.0.0.0/8'],
    ['userAgent|re: ^curl', '^curl'],
    ['awsRegion|other: [eu-west-1, us-*]', 'other than eu-west-1, us-*'],
    ['userIdentity.userName|fieldref: requestParameters.userName', 'requestParameters.userName'],
  ])('%s reads %s', (item, words) => {
    expect(wantsOf(readItemOf(item))).toBe(words);
  });
});
