import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../cloudtrail/records/index.ts';
import { tellingOf } from '../../cloudtrail/records/telling.fixture.ts';
import { decodeAll } from './decode.fixture.ts';
import { Decoder, loadScanModule } from './index.ts';

const module = loadScanModule();

const RECORD = {
  eventVersion: '1.08',
  ...{ eventID: 'e-1', eventTime: '2026-01-31T12:00:00Z', eventName: 'AssumeRole' },
  ...{ eventSource: 'sts.amazonaws.com', awsRegion: 'us-east-1', sourceIPAddress: '10.0.0.1' },
  ...{ userAgent: 'aws-cli/2', recipientAccountId: '111122223333', requestID: 'not read' },
  userIdentity: {
    ...{ type: 'AssumedRole', arn: 'arn:aws:iam::1:user/ada', accountId: '1' },
    ...{ accessKeyId: 'ASIA0', principalId: 'not read', invokedBy: 'x.amazonaws.com' },
    sessionContext: { sourceIdentity: 'ada', attributes: { mfaAuthenticated: 'not read' } },
  },
  requestParameters: {
    ...{ roleArn: 'arn:aws:iam::1:role/r', roleSessionName: 'run', durationSeconds: 900 },
    tags: [{ key: 'team', value: 'é \\ "quoted"' }],
  },
  responseElements: {
    credentials: {
      ...{ accessKeyId: 'ASIA1', expiration: 'Jan 31, 2026, 1:00:00 PM' },
      sessionToken: 'not read',
    },
    assumedRoleUser: { assumedRoleId: 'not read', arn: 'arn:aws:sts::1:assumed-role/r/run' },
    ...{ provider: 'p', subject: 's', audience: 'a', issuer: 'i' },
  },
};

/** What the parts of some records tell of sessions: JSON. */
function tellings(...records: readonly string[]): string {
  const { parts } = decodeAll(new Decoder(module), [`{"Records":[${records.join(',')}]}`]);
  expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(records.length);
  return parts.map(({ sessions }) => Buffer.from(sessions ?? []).toString()).join('');
}

describe('records that hand out credentials', () => {
  it('are cut down to what tells of the session', () => {
    const told = tellings(JSON.stringify(RECORD));

    expect(told).not.toContain('not read');
    expect(JSON.parse(told)).toEqual([tellingOf(RECORD)]);
    expect(sessionOf(JSON.parse(told)[0])?.tags).toBe(
      JSON.stringify(RECORD.requestParameters.tags),
    );
  });

  it('tell the same however they are written', () => {
    const escaped = JSON.stringify(RECORD).replaceAll('"accessKeyId"', '"acces\\u0073KeyId"');
    const doubled = JSON.stringify(RECORD).replace(
      '"expiration"',
      '"accessKeyId":"ASIA2","expiration"',
    );
    const told = tellings(JSON.stringify(RECORD, undefined, 4), escaped, doubled);

    expect(JSON.parse(told)).toEqual([
      tellingOf(RECORD),
      tellingOf(RECORD),
      { ...tellingOf(RECORD), key: 'ASIA2' },
    ]);
  });

  it('tell the same, whatever shape a member has', () => {
    const shapes = [null, '', 'text', 7, true, [], [{}], {}, { arn: 'a', accessKeyId: 'k' }];
    const records = Object.keys(RECORD)
      .filter((name) => !/^event(Version|Source|Name|Time)$/.test(name))
      .flatMap((name) => shapes.map((shape) => ({ ...RECORD, [name]: shape })))
      .concat(
        shapes.map((credentials) => ({ ...RECORD, responseElements: { credentials } as never })),
      )
      .map((record, index) => ({ ...record, eventID: record.eventID && `e-${index}` }));

    const told = JSON.parse(tellings(...records.map((record) => JSON.stringify(record))));

    const expected = records.filter(({ responseElements }) => responseElements !== null);
    expect(told).toEqual(expected.map((record) => tellingOf(record)));
  });

  it.each([
    ['another event', { eventName: 'GetCallerIdentity' }],
    ['a refused one', { responseElements: null }],
  ])('are no others: %s', (_, change) => {
    expect(tellings(JSON.stringify({ ...RECORD, ...change }))).toBe('');
  });
});
