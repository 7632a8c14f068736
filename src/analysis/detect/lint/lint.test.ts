import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText, ruleOf } from '../sigma/reading.fixture.ts';
import { CHECKS } from './checks.ts';
import type { Finding } from './finding.ts';
import { lintRules } from './lint.ts';

const PLACEHOLDERS = { Countries: ['DE', 'AT'] };

function lint(text: string): readonly Finding[] {
  return lintRules(readText(text, { placeholders: PLACEHOLDERS }));
}

function lintRule(detection: string, more = ''): readonly string[] {
  return lint(ruleOf(detection, more)).map(({ code, severity }) => `${severity} ${code}`);
}

/** A rule with one selection. */
function selecting(...items: readonly string[]): string {
  return `selection:\n  ${items.join('\n  ')}\ncondition: selection`;
}

describe('detect lint', () => {
  it.each([
    ['error foreign-field', ['eventName: DeleteTrail', 'status: success']],
    ['error foreign-field', ["event.action: 'DeleteTrail'"]],
    ['error foreign-field', ["'@timestamp|startswith': '2026'"]],
    ['error foreign-field', ['user.name|contains: alice']],
    ['error event-name', ['eventSource: iam.amazonaws.com', 'eventName: PassRole']],
    ['error event-name', ['eventSource: lambda.amazonaws.com', 'eventName: CreateFunction']],
    ['error event-name', ['eventName: PutPublicAccessBlock']],
    ['warning event-name', ['eventName: [DeletePublicAccessBlock, DeleteBucketPolicy]']],
    ['error event-source', ['eventSource: cloudwatch.amazonaws.com']],
    ['error event-source', ['eventSource: iam']],
    ['error source-mismatch', ['eventSource: iam.amazonaws.com', 'eventName: RunInstances']],
    [
      'error hidden-value',
      ['eventName: SendCommand', 'requestParameters.parameters|contains: curl'],
    ],
    ['error hidden-value', ['requestParameters.masterUserPassword: secret']],
    ['error literal-field-name', ['userIdentity.arn|contains: requestParameters.userName']],
    ['error arn-reference', ['userIdentity.arn|fieldref: requestParameters.userName']],
    ['error exclusion', ['eventName: DeleteTrail', 'eventName|cased: StopLogging']],
    ['error exclusion', ['eventName: DeleteTrail', 'eventName|startswith: Create']],
    ['error exclusion', ['eventName|all: [DeleteTrail, StopLogging]']],
    ['error exclusion', ['eventName: DeleteTrail', 'eventName|neq: deletetrail']],
    ['warning unknown-field', ['userIdentity.sessionContext.attributes.mfa: true']],
    ['error exclusion', ['errorCode: AccessDenied', 'errorCode|exists: false']],
    ['warning unknown-field', ['eventNam: DeleteTrail']],
    ['hint field-case', ['EventName: DeleteTrail']],
    [
      'warning key-case',
      ['eventSource: rds.amazonaws.com', 'requestParameters.DBInstanceIdentifier: prod'],
    ],
    [
      'warning policy-text',
      ['eventName: PutRolePolicy', `requestParameters.policyDocument|contains: '"Action": "*"'`],
    ],
    ['hint not-portable', ['eventName: DeleteTrail', 'system: unknown']],
    ['hint not-portable', ['eventName: DeleteTrail', 'awsRegion|other: eu-west-1']],
    ['hint data-events', ['eventSource: s3.amazonaws.com', 'eventName: GetObject']],
    ['warning broad', ['userIdentity.type: AssumedRole']],
    ['warning all-of-one', ['userAgent|contains|all: curl']],
  ])('finds %s in %j', (expected, items) => {
    expect(lintRule(selecting(...items))).toEqual([expected]);
  });

  it.each([
    [['eventName: DeleteTrail', 'errorCode|exists: false']],
    [['eventSource: cloudfront.amazonaws.com', 'eventName: CreateFunction']],
    [['eventSource: [iam.amazonaws.com, ec2.amazonaws.com]', 'eventName: RunInstances']],
    [['eventSource: lambda.amazonaws.com', 'eventName: CreateFunction20150331']],
    [['eventName: SendCommand', 'requestParameters.documentName: AWS-RunShellScript']],
    [
      [
        'eventName: CreateDBInstance',
        "responseElements.pendingModifiedValues.masterUserPassword: '*'",
      ],
    ],
    [['eventSource: s3.amazonaws.com', 'requestParameters.Host|contains: evil']],
    [['userIdentity.arn|fieldref|endswith: requestParameters.userName', 'eventName: X']],
    [['resources.ARN|contains: prod', 'resources.ARN|endswith: logs']],
    [['resources.type: AWS::S3::Bucket', 'resources.type|cased: AWS::KMS::Key']],
    [['eventName|startswith: Delete', 'eventName|contains: Trail']],
    [['userIdentity.sessionContext.webIdFederationData.attributes.sub: x']],
    [['insightDetails.state: Start']],
    [['userIdentity.inScopeOf.sourceArn|contains: lambda']],
    [['eventName: DeleteTrail', 'eventName|startswith: Delete', 'eventName|neq: StopLogging']],
  ])('has nothing against %j', (items) => {
    expect(lintRule(selecting(...items))).toEqual([]);
  });

  it('says that a filter on a field that is not there filters nothing, as a warning', () => {
    const detection = `
selection: {eventName: ConsoleLogin}
filter: {src_country|expand: '%Countries%'}
condition: selection and not filter`;

    expect(lintRule(detection)).toEqual(['warning foreign-field']);
  });

  it('sees that a rule is dead through OR, NOT and lists of selections', () => {
    const detection = `
a: {eventName: PassRole}
b: {src_ip: 10.0.0.1, eventName: DeleteTrail}
c: {status|exists: false}
condition: 1 of a or (b and c) or not c`;

    const codes = lintRule(detection);

    expect(new Set(codes)).toEqual(new Set(['error foreign-field', 'error event-name']));
  });

  it('sees a condition and its opposite through the names of selections', () => {
    const detection = `
a: {eventName: DeleteTrail, errorCode|exists: false}
b: {eventName: DeleteTrail}
condition: a and not b`;

    expect(lintRule(detection)).toEqual(['error exclusion']);
  });

  it('tells a missing level and a selection that nothing names', () => {
    const text = ruleOf('a: {eventName: A}\nb: {eventName: B}\ncondition: a').replace(
      'level: low\n',
      '',
    );

    expect(lint(text).map(({ code }) => code)).toEqual(['no-level', 'unused-selection']);
  });

  it('points at the line and says what to write', () => {
    const [finding] = lint(ruleOf(selecting('eventName: X', 'eventNam: Y')));

    expect(finding?.place).toEqual({ file: 'a.yml', document: 1, line: 7 });
    expect(finding?.suggestion).toBe('Did you mean eventName?');
  });

  it('tells a rule that waits for a list from one that is wrong', () => {
    const detection = selecting('eventName: X', `userName|expand: '%Nobody%'`);

    expect(lintRule(detection)).toEqual(['warning no-list']);
    const empty = lintRules(readText(ruleOf(detection), { placeholders: { Nobody: [] } }));
    expect(empty.map(({ code }) => code)).not.toContain('no-list');
  });

  it('says of a refused document why it is not used', () => {
    const [finding] = lint(ruleOf('condition: nothing'));

    expect(finding).toMatchObject({ code: 'refused', severity: 'error', title: 'A rule' });
  });
});

const BASE = ruleOf('a: {eventName: DeleteTrail}\ncondition: a').replace('A rule', 'Base');

function correlating(body: string, base = BASE): readonly string[] {
  const correlation = `title: Counted\nlevel: high\ncorrelation:\n  rules: [Base]\n  timespan: 5m\n${body}`;
  return lint(`${base}\n---\n${correlation}`).map(({ code }) => code);
}

describe('detect lint of correlations and filters', () => {
  it('asks for an absence rule where fewer than so many are counted', () => {
    expect(correlating('  type: event_count\n  condition: {lt: 3}')).toEqual(['silence']);
    expect(correlating('  type: event_count\n  condition: {gte: 1, lt: 3}')).toEqual([]);
  });

  it('asks which percentile is meant', () => {
    const body = '  type: value_percentile\n  condition: {gte: 3, field: requestParameters.size}';

    expect(correlating(body)).toEqual(['no-percentile']);
  });

  it.each(["a: {eventName: '*'}", 'a: {eventID|exists: true}', 'a: {eventType: AwsApiCall}'])(
    'tells a base rule that matches nearly everything: %s',
    (selection) => {
      const base = ruleOf(`${selection}\ncondition: a`).replace('A rule', 'Base');

      expect(correlating('  type: event_count\n  condition: {gte: 3}', base)).toContain(
        'base-rule',
      );
    },
  );

  it('does not take writes, errors or one call for nearly everything', () => {
    for (const selection of ["a: {readOnly: 'false'}", 'a: {errorCode|exists: true}']) {
      const base = ruleOf(`${selection}\ncondition: a`).replace('A rule', 'Base');

      expect(correlating('  type: event_count\n  condition: {gte: 3}', base)).toEqual([]);
    }
  });

  it('asks of a filter without not whether it means that', () => {
    const filter = (condition: string) =>
      `title: F\nlogsource: {product: aws}\nfilter:\n  rules: [Base]\n  ours: {awsRegion: eu-west-1}\n  condition: ${condition}`;

    expect(lint(`${BASE}\n---\n${filter('ours')}`).map(({ code }) => code)).toEqual([
      'filter-without-not',
    ]);
    expect(lint(`${BASE}\n---\n${filter('not ours')}`)).toEqual([]);
  });

  it('tells an id that two rules have', () => {
    const one = (name: string) =>
      ruleOf(`a: {eventName: ${name}}\ncondition: a`, 'id: 5d1c0f5e-6b0f-4d3c-9d64-3f3a5ce0a001');

    expect(lint(`${one('X')}\n---\n${one('Y')}`)).toMatchObject([
      { code: 'same-id', rule: '5d1c0f5e-6b0f-4d3c-9d64-3f3a5ce0a001#2' },
    ]);
  });
});

describe('the page of the checks', () => {
  it('has a line for every check and no other', () => {
    const page = readFileSync(
      new URL('../../../../docs/reference/lint.md', import.meta.url),
      'utf8',
    );
    const listed = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);

    expect(listed).toEqual(CHECKS.map(({ code }) => code));
  });
});
