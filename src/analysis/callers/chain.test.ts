import { describe, expect, it } from 'vitest';
import type { SessionRow } from '../../lake/catalog/index.ts';
import { Chains } from './chain.ts';

const PERSON: SessionRow = {
  accessKeyId: 'ASIAPERSON',
  principalArn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada',
  roleSessionName: 'ada',
  origin: '{"type":"AWSService","invokedBy":"sso.amazonaws.com"}',
};
const OPERATOR: SessionRow = {
  accessKeyId: 'ASIAOPERATOR',
  parentAccessKeyId: 'ASIAPERSON',
  principalArn: 'arn:aws:sts::444455556666:assumed-role/operator/ada',
  origin: '{"type":"AssumedRole"}',
};

function endOf(session: Partial<SessionRow>) {
  const chain = new Chains([{ accessKeyId: 'ASIA1', ...session }]).of('ASIA1');
  return [chain?.actor, chain?.end];
}

describe('Chains', () => {
  it('go from role to role up to who signed in', () => {
    const chain = new Chains([OPERATOR, PERSON]).of('ASIAOPERATOR');

    expect(chain?.hops.map(({ accessKeyId }) => accessKeyId)).toEqual([
      'ASIAOPERATOR',
      'ASIAPERSON',
    ]);
    expect(chain?.actor).toBe('ada');
  });

  it('end in a loop', () => {
    const loop = [
      { accessKeyId: 'ASIA1', parentAccessKeyId: 'ASIA2', roleSessionName: 'one' },
      { accessKeyId: 'ASIA2', parentAccessKeyId: 'ASIA1', roleSessionName: 'two' },
    ];

    expect(new Chains(loop).of('ASIA1')?.end).toBe('the sessions name each other as parents');
  });

  it('of a loop are the same whichever of them was asked for before', () => {
    const loop = [
      { accessKeyId: 'ASIA1', parentAccessKeyId: 'ASIA2', roleSessionName: 'one' },
      { accessKeyId: 'ASIA2', parentAccessKeyId: 'ASIA1', roleSessionName: 'two' },
      { accessKeyId: 'ASIA3', parentAccessKeyId: 'ASIA1', roleSessionName: 'three' },
    ];
    const keys = ['ASIA1', 'ASIA2', 'ASIA3'];
    const [forwards, backwards] = [new Chains(loop), new Chains(loop)];

    const there = keys.map((key) => forwards.of(key));
    const back = keys.toReversed().map((key) => backwards.of(key));

    expect(back.toReversed()).toEqual(there);
    expect(there.map((chain) => chain?.actor)).toEqual(['two', 'one', 'two']);
  });

  it('go on where only who and when tell the parent', () => {
    const at = Date.UTC(2026, 0, 31, 12) * 1000;
    const parent = { ...PERSON, issuedAt: at };
    const child = { ...OPERATOR, parentAccessKeyId: 'ASIAHIDDEN', eventId: 'e-1' };
    const signedBy = new Map([['e-1', { arn: PERSON.principalArn, createdAt: at }]]);

    const chain = new Chains([child, parent], { signedBy }).of('ASIAOPERATOR');

    expect(chain?.joins).toEqual(['key', 'name-and-time']);
    expect(chain?.actor).toBe('ada');
  });

  it('begin with a sign-in at the console', () => {
    const arn = 'arn:aws:iam::111122223333:user/ada';
    const at = Date.UTC(2026, 0, 31, 12) * 1000;
    const signIn = { eventId: 'e-1', arn, at, mfa: true };
    const chains = new Chains([], { signIns: [signIn] });

    const chain = chains.ofCall({ accessKeyId: 'ASIA1', arn, createdAt: at });

    expect(chain).toEqual({
      ...{ hops: [], joins: [], signIn, actor: arn },
      end: 'signed in to the console at 2026-01-31 12:00:00, with MFA',
    });
  });

  it('of a hundred thousand sessions are followed to their ends', () => {
    const sessions = Array.from({ length: 100_000 }, (_, at) => ({
      accessKeyId: `ASIA${at}`,
      principalArn: `arn:aws:sts::111122223333:assumed-role/r/${at}`,
      issuedAt: at * 1_000_000,
      ...(at % 10 === 0 ? {} : { parentAccessKeyId: `ASIA${at - 1}` }),
    }));

    const chains = new Chains(sessions);
    const deepest = Math.max(
      ...sessions.map((one) => chains.of(one.accessKeyId)?.hops.length ?? 0),
    );

    expect(deepest).toBe(10);
  });

  it('know nothing of a key that nobody was given', () => {
    expect(new Chains([PERSON]).of('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
  });

  it('bear long chains', () => {
    const sessions = Array.from({ length: 100 }, (_, at) => ({
      accessKeyId: `ASIA${at}`,
      parentAccessKeyId: `ASIA${at + 1}`,
    }));

    expect(new Chains(sessions).of('ASIA0')?.hops).toHaveLength(20);
  });

  it.each([
    [
      {
        origin:
          '{"type":"WebIdentityUser","subject":"repo:acme/shop:ref:x","provider":"https://a.b"}',
      },
      ['repo:acme/shop:ref:x', 'signed in at a.b'],
    ],
    [
      { origin: '{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}', roleSessionName: 'i-1' },
      ['i-1', 'ec2.amazonaws.com handed it out; what made it do so is not logged'],
    ],
    [
      {
        origin: '{"type":"IAMUser"}',
        parentAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        callerArn: 'arn:aws:iam::111122223333:user/ada',
      },
      ['arn:aws:iam::111122223333:user/ada', 'static key AKIAIOSFODNN7EXAMPLE: whoever holds it'],
    ],
    [
      { origin: '{"type":"AWSAccount"}', callerAccount: '464622532012' },
      ['464622532012', 'account 464622532012 has no trail here'],
    ],
    [
      {
        origin: '{"type":"SAMLUser","provider":"arn:aws:iam::1:saml-provider/okta"}',
        roleSessionName: 'ada',
      },
      ['ada', 'signed in at okta by SAML; MFA is checked there'],
    ],
    [
      { origin: '{"type":"AssumedRole"}', parentAccessKeyId: 'ASIA0', roleSessionName: 'x' },
      ['x', 'ASIA0 began before the first event, or where no trail looks'],
    ],
  ])('say where %j ends', (session, expected) => {
    expect(endOf(session)).toEqual(expected);
  });
});
