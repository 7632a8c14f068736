import { describe, expect, it } from 'vitest';
import type { CallerRow, SessionRow } from '../../lake/catalog/index.ts';
import { attributor } from './attribute.ts';
import { attributeCallers } from './attribute-callers.ts';
import { sessionClass } from './session-class.ts';

const ROLE = 'arn:aws:iam::111122223333:role';
const attribute = attributor({
  own: [],
  builtIn: [
    { system: 'Pipeline', match: [{ issuer: 'ci.example.com' }, { session: 'run-*' }] },
    { system: 'Shop', match: [{ role: 'shop' }] },
    { system: 'Script', tool: true, match: [{ agent: 'Boto3/*' }] },
  ],
});

function caller(callerId: bigint, facts: Partial<CallerRow>): CallerRow {
  return { callerId, console: false, events: 1, firstTs: 0, lastTs: 0, ...facts };
}

function session(accessKeyId: string, facts: Partial<SessionRow>): SessionRow {
  return { accessKeyId, ...facts };
}

describe('attributeCallers', () => {
  it('takes the origin that all sessions of a role share', () => {
    const deploy = 'arn:aws:sts::111122223333:assumed-role/deploy';
    const sessions = [
      session('ASIA1', {
        principalArn: `${deploy}/a`,
        origin: '{"type":"WebIdentityUser","issuer":"https://ci.example.com","subject":"a"}',
      }),
      session('ASIA2', {
        principalArn: `${deploy}/b`,
        origin: '{"type":"WebIdentityUser","provider":"ci.example.com","subject":"b"}',
      }),
    ];
    const callers = [caller(1n, { principalArn: `${ROLE}/deploy`, userAgent: 'Boto3/1' })];

    const found = attributeCallers({ callers, sessions, tellings: [] }, attribute).callers.get(1n);

    expect(found).toMatchObject({ system: 'Pipeline', confidence: 'certain' });
  });

  it('trusts no origin that only some sessions have', () => {
    const principalArn = 'arn:aws:sts::111122223333:assumed-role/deploy/x';
    const sessions = [
      session('ASIA1', { principalArn, origin: '{"issuer":"https://ci.example.com"}' }),
      session('ASIA2', { principalArn, origin: '{"type":"IAMUser"}' }),
    ];
    const callers = [caller(1n, { principalArn: `${ROLE}/deploy`, userAgent: 'Boto3/1' })];

    const found = attributeCallers({ callers, sessions, tellings: [] }, attribute).callers.get(1n);

    expect(found?.system).toBe('Script');
  });

  it('gives what a service does on behalf of a principal to the principal’s system', () => {
    const callers = [
      caller(1n, { principalArn: 'x', userAgent: 'Boto3/1', events: 5 }),
      caller(2n, { principalArn: 'x', userAgent: 'AWS Internal', invokedBy: 'AWS Internal' }),
      caller(3n, { principalArn: 'y', userAgent: 'AWS Internal', invokedBy: 'AWS Internal' }),
    ];

    const found = attributeCallers({ callers, sessions: [], tellings: [] }, attribute).callers;

    expect(found.get(2n)).toMatchObject({
      system: 'Script',
      reason: 'AWS Internal on behalf of the principal, whose own calls say: user agent Boto3/1',
    });
    expect(found.get(3n)).toMatchObject({ system: 'AWS services', confidence: 'claimed' });
  });

  it('names the calls that handed out credentials to those who have no ARN', () => {
    const sessions = [
      session('ASIA1', {
        eventId: 'e1',
        origin: '{"type":"AWSAccount"}',
        roleSessionName: 'run-12345',
      }),
      session('ASIA2', { eventId: 'e2', origin: '{"type":"IAMUser"}', roleSessionName: 'run-1' }),
    ];

    const { issuing } = attributeCallers(
      { callers: [], sessions: [], tellings: sessions },
      attribute,
    );

    expect([...issuing.keys()]).toEqual(['e1']);
    expect(issuing.get('e1')?.system).toBe('Pipeline');
  });
});

it.each([
  ['i-0123456789abcdef0', 'i-*'],
  ['AWSCodeBuild-01234567-89ab-cdef-0123-456789abcdef', 'AWSCodeBuild-*'],
  ['botocore-session-1689000000', 'botocore-session-*'],
  ['deadbeef', 'deadbeef'],
  ['ada@example.com', 'ada@example.com'],
])('what differs between runs of %s is left out: %s', (name, expected) => {
  expect(sessionClass(name)).toBe(expected);
});
