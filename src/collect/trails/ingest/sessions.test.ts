import { expect, it } from 'vitest';
import { sessionsOf } from './sessions.ts';

function packed(...records: readonly object[]): Uint8Array {
  return Buffer.concat(
    records.flatMap((record) => {
      const text = Buffer.from(JSON.stringify(record));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return [length, text];
    }),
  );
}

it('reads the sessions out of records, with times in microseconds', () => {
  const answer = {
    credentials: { accessKeyId: 'ASIA1', expiration: '2026-03-01T11:00:00Z' },
    assumedRoleUser: { arn: 'arn:aws:sts::1:assumed-role/r/s' },
  };
  const record = {
    ...{ eventName: 'AssumeRole', eventTime: '2026-03-01T10:00:00Z' },
    userIdentity: { arn: 'arn:aws:iam::2:user/ada', accountId: '2' },
  };
  const records = packed({ ...record, responseElements: answer }, record);

  const sessions = JSON.parse(sessionsOf(records) ?? '');

  expect(sessions).toEqual([
    {
      accessKeyId: 'ASIA1',
      eventName: 'AssumeRole',
      principalArn: 'arn:aws:sts::1:assumed-role/r/s',
      callerArn: 'arn:aws:iam::2:user/ada',
      callerAccount: '2',
      issuedAt: Date.UTC(2026, 2, 1, 10) * 1000,
      expiresAt: Date.UTC(2026, 2, 1, 11) * 1000,
    },
  ]);
});
