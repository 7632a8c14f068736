import { describe, expect, it } from 'vitest';
import { endOfCredentials } from './chain-end.ts';

const HOUR = 3_600_000_000;
const FIRST = Date.UTC(2026, 0, 1) * 1000;
const ACCOUNT = '111122223333';
const ROLE = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-1`;

function coverage(...regions: readonly string[]) {
  return { firstAt: FIRST, regions: new Map([[ACCOUNT, new Set(regions)]]) };
}

describe('credentials that nobody was seen to be given', () => {
  it.each([
    [
      { accessKeyId: 'AKIA1', arn: 'arn:aws:iam::111122223333:user/ada' },
      'static key AKIA1: whoever holds it',
    ],
    [
      { accessKeyId: 'ASIA1', arn: ROLE, account: ACCOUNT, createdAt: FIRST - HOUR },
      'ASIA1 was handed out at 2025-12-31 23:00:00, before the first event here, 2026-01-01 00:00:00',
    ],
    [
      { accessKeyId: 'ASIA1', arn: ROLE, account: '444455556666', createdAt: FIRST + HOUR },
      'ASIA1 is of account 444455556666, which has no trail here',
    ],
    [
      { accessKeyId: 'ASIA1', arn: ROLE, account: ACCOUNT, createdAt: FIRST + HOUR },
      'ASIA1 was handed out in us-east-1 or another region without a trail here, or by a service that logs no key',
    ],
    [
      {
        accessKeyId: 'ASIA1',
        arn: `arn:aws:iam::${ACCOUNT}:root`,
        account: ACCOUNT,
        createdAt: FIRST + HOUR,
      },
      'ASIA1 is of a sign-in or an MFA session that began at 2026-01-01 01:00:00 in us-east-1 or another region without a trail here',
    ],
    [{ service: 'ec2.amazonaws.com' }, 'a service that called by itself'],
    [{ arn: ROLE }, 'the call names no credentials'],
  ])('say why: %j', (credentials, end) => {
    expect(endOfCredentials(credentials, coverage('eu-west-1')).end).toBe(end);
  });

  it('do not blame a region that has a trail', () => {
    const credentials = {
      accessKeyId: 'ASIA1',
      arn: ROLE,
      account: ACCOUNT,
      createdAt: FIRST + HOUR,
    };

    expect(endOfCredentials(credentials, coverage('us-east-1')).end).toBe(
      'ASIA1 was handed out in a region without a trail here, or by a service that logs no key',
    );
  });

  it.each([
    [35, 'ASIA1 may have been handed out before the first event here, 2026-01-01 00:00:00'],
    [37, 'ASIA1 was handed out in a region without a trail here, or by a service that logs no key'],
  ])('may be older than the logs for as long as a session lives: %i hours', (hours, end) => {
    const credentials = { accessKeyId: 'ASIA1', arn: ROLE, account: ACCOUNT };

    const told = endOfCredentials(credentials, coverage('us-east-1'), FIRST + hours * HOUR);

    expect(told.end).toBe(end);
  });
});
