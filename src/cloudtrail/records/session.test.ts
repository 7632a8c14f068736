import { afterEach, describe, expect, it } from 'vitest';
import { sessionOf } from './index.ts';
import { tellingOf } from './telling.fixture.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const ASSUMED = 'arn:aws:sts::111122223333:assumed-role/deploy/run-1';

/** Somebody assumes a role; the fields of one part can be changed. */
function assumeRole(change: Readonly<Record<string, object | string>> = {}): object {
  return {
    eventVersion: '1.08',
    eventTime: '2026-01-31T12:00:00Z',
    eventName: 'AssumeRole',
    eventID: 'e-1',
    awsRegion: 'us-east-1',
    sourceIPAddress: '10.0.0.1',
    userAgent: 'aws-cli/2',
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::1:user/alice',
      accountId: '1',
      accessKeyId: 'AKIA1',
    },
    requestParameters: { roleArn: ROLE, roleSessionName: 'run-1' },
    responseElements: {
      credentials: { accessKeyId: 'ASIA1', expiration: 'Jan 31, 2026, 1:00:00 PM' },
      assumedRoleUser: { arn: ASSUMED },
    },
    ...change,
  };
}

const read = (record: unknown) => sessionOf(tellingOf(record));

describe('credentials that an event hands out', () => {
  it('are told with who asked, for what, and how long', () => {
    const session = read(assumeRole());

    expect(session).toEqual({
      accessKeyId: 'ASIA1',
      eventId: 'e-1',
      eventName: 'AssumeRole',
      principalArn: ASSUMED,
      callerArn: 'arn:aws:iam::1:user/alice',
      callerAccount: '1',
      parentAccessKeyId: 'AKIA1',
      issuedAt: Date.UTC(2026, 0, 31, 12) * 1000,
      expiresAt: Date.UTC(2026, 0, 31, 13) * 1000,
      sourceAddress: '10.0.0.1',
      userAgent: 'aws-cli/2',
      roleSessionName: 'run-1',
      account: '111122223333',
      region: 'us-east-1',
      origin: '{"type":"IAMUser"}',
    });
  });

  it.each([
    ['Jan 31, 2026 1:00:00 PM'],
    ['Jan 31, 2026, 1:00:00 PM'],
    ['2026-01-31T13:00:00Z'],
    ['2026-01-31T14:00:00+01:00'],
    ['2026-01-31 13:00:00'],
  ])('expire in UTC, wherever this machine stands: %s', (expiration) => {
    process.env.TZ = 'Asia/Kolkata';
    const credentials = { accessKeyId: 'ASIA1', expiration };

    const session = read(assumeRole({ responseElements: { credentials } }));

    expect(session?.expiresAt).toBe(Date.UTC(2026, 0, 31, 13) * 1000);
  });

  it('keep the source identity of the request, else of the session', () => {
    const sessionContext = { sourceIdentity: 'from-session' };
    const inSession = assumeRole({ userIdentity: { type: 'AssumedRole', sessionContext } });
    const asked = { ...inSession, requestParameters: { sourceIdentity: 'asked-for' } };

    expect([inSession, asked].map((one) => read(one)?.sourceIdentity)).toEqual([
      'from-session',
      'asked-for',
    ]);
  });

  it('keep the session tags as they were asked for', () => {
    const tags = [{ key: 'team', value: 'é' }];

    const session = read(assumeRole({ requestParameters: { roleArn: ROLE, tags } }));

    expect(JSON.parse(session?.tags ?? '')).toEqual(tags);
  });

  it.each([
    ['the session', { assumedRoleUser: { arn: ASSUMED } }, ASSUMED],
    ['the federated user', { federatedUser: { arn: 'arn:fed' } }, 'arn:fed'],
    ['the role asked for', {}, ROLE],
  ])('are for %s', (_, answer, target) => {
    const responseElements = { credentials: { accessKeyId: 'ASIA1' }, ...answer };

    const session = read(assumeRole({ responseElements }));

    expect(session?.principalArn).toBe(target);
  });

  it('of a session token are for whoever asked', () => {
    const session = read(
      assumeRole({
        eventName: 'GetSessionToken',
        requestParameters: {},
        responseElements: { credentials: { accessKeyId: 'ASIA1' } },
      }),
    );

    expect(session?.principalArn).toBe('arn:aws:iam::1:user/alice');
  });

  it('of a web identity say where it came from', () => {
    const session = read(
      assumeRole({
        eventName: 'AssumeRoleWithWebIdentity',
        userIdentity: { type: 'WebIdentityUser', identityProvider: 'oidc.example.com' },
        responseElements: {
          credentials: { accessKeyId: 'ASIA1' },
          subjectFromWebIdentityToken: 'repo:acme/shop',
          audience: 'sts.amazonaws.com',
        },
      }),
    );

    expect(session?.parentAccessKeyId).toBeUndefined();
    expect(JSON.parse(session?.origin ?? '')).toEqual({
      type: 'WebIdentityUser',
      provider: 'oidc.example.com',
      subject: 'repo:acme/shop',
      audience: 'sts.amazonaws.com',
    });
  });
});

describe('an event without credentials', () => {
  it.each([
    ['a refused call', { responseElements: 'null', errorCode: 'AccessDenied' }],
    ['an answer without a key', { responseElements: { credentials: { expiration: 'x' } } }],
    ['a key that is no text', { responseElements: { credentials: { accessKeyId: 1 } } }],
    ['an empty key', { responseElements: { credentials: { accessKeyId: '' } } }],
    ['a list for an answer', { responseElements: [] }],
  ])('has no session: %s', (_, change) => {
    expect(read(assumeRole(change as Record<string, object>))).toBeUndefined();
  });

  it.each([{}, [], null, 'text', 1])('has no session: %j', (record) => {
    expect(read(record)).toBeUndefined();
  });

  it('has times only where they can be read', () => {
    const credentials = { accessKeyId: 'ASIA1', expiration: 'soon' };

    const session = read(assumeRole({ eventTime: 'then', responseElements: { credentials } }));

    expect(session).toMatchObject({ issuedAt: undefined, expiresAt: undefined });
  });
});
