import { describe, expect, it } from 'vitest';
import { SessionIndex } from './session-index.ts';

const SECOND = 1_000_000;
const AT = Date.UTC(2026, 0, 31, 12) * 1000;
const ROLE = 'arn:aws:sts::111122223333:assumed-role/admin/ada';
const USER = 'arn:aws:iam::111122223333:user/ada';

const session = { accessKeyId: 'ASIA1', principalArn: ROLE, issuedAt: AT };
const signIn = { eventId: 'e-1', arn: USER, at: AT };
const index = new SessionIndex([session], [signIn]);

describe('a call is joined to what handed out its credentials', () => {
  it.each([
    ['its key and its time', { accessKeyId: 'ASIA1', arn: ROLE, createdAt: AT }, 'key'],
    ['its key a second later', { accessKeyId: 'ASIA1', createdAt: AT + SECOND }, 'key'],
    ['its key where no time is told', { accessKeyId: 'ASIA1', arn: ROLE }, 'key'],
    ['who and when', { accessKeyId: 'ASIA2', arn: ROLE, createdAt: AT - SECOND }, 'name-and-time'],
    ['a sign-in', { accessKeyId: 'ASIA3', arn: USER, createdAt: AT - 2 * SECOND }, 'sign-in'],
    ['its key alone', { accessKeyId: 'ASIA1', createdAt: AT + 9 * SECOND }, 'key-alone'],
    [
      'nothing: another time',
      { accessKeyId: 'ASIA2', arn: ROLE, createdAt: AT + 2 * SECOND },
      undefined,
    ],
    ['nothing: too long after a sign-in', { arn: USER, createdAt: AT + 3 * SECOND }, undefined],
    ['nothing: another person', { arn: `${USER}m`, createdAt: AT }, undefined],
    ['nothing: no time', { accessKeyId: 'ASIA2', arn: ROLE }, undefined],
  ])('by %s', (_, credentials, by) => {
    expect(index.join(credentials)?.by).toBe(by);
  });

  it('by who and when rather than by a key that many share', () => {
    const shared = { accessKeyId: 'ASIA0', principalArn: `${ROLE}m`, issuedAt: AT - 60 * SECOND };
    const both = new SessionIndex([shared, session]);

    const join = both.join({ accessKeyId: 'ASIA0', arn: ROLE, createdAt: AT });

    expect(join).toEqual({ by: 'name-and-time', session });
  });
});
