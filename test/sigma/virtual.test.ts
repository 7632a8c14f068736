import { describe, expect, it } from 'vitest';
import { virtualFields } from './virtual.ts';

const text = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement }, null, 1);

describe('policy facts', () => {
  it.each<[string, object, string]>([
    [
      'any action on any resource',
      { Effect: 'Allow', Action: ['s3:Get*', '*'], Resource: '*' },
      'true',
    ],
    ['all but some actions', { Effect: 'Allow', NotAction: 'iam:*', Resource: ['*'] }, 'true'],
    [
      'any action on all but some resources',
      { Effect: 'Allow', Action: '*:*', NotResource: 'x' },
      'true',
    ],
    ['any action of one service', { Effect: 'Allow', Action: 's3:*', Resource: '*' }, 'false'],
    [
      'any action on one bucket',
      { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b' },
      'false',
    ],
    ['a denial', { Effect: 'Deny', Action: '*', Resource: '*' }, 'false'],
  ])('judges %s', (_, statement, expected) => {
    const fields = virtualFields({ requestParameters: { policyDocument: text(statement) } });

    expect(fields['policy.grantsAdmin']).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['URL-encoded text', encodeURIComponent(text({ Effect: 'Allow', Principal: '*' }))],
    ['an object', { Statement: [{ Effect: 'Allow', Principal: { AWS: ['*'] } }] }],
    ['one level deeper', { Policy: text([{ Effect: 'Allow', Principal: { AWS: '*' } }]) }],
  ])('reads %s', (_, policy) => {
    expect(virtualFields({ requestParameters: { policy } })['policy.isPublic']).toBe('true');
  });

  it('calls nothing public that has a condition', () => {
    const policy = { Statement: { Effect: 'Allow', Principal: '*', Condition: { Bool: {} } } };

    expect(virtualFields({ requestParameters: { policy } })['policy.isPublic']).toBe('false');
  });

  it('names the accounts that are allowed, each once, and is silent without a policy', () => {
    const AWS = [
      '111122223333',
      'arn:aws-cn:iam::444455556666:root',
      '111122223333',
      'AROAEXAMPLE',
    ];
    const policy = [
      { Effect: 'Allow', Principal: { AWS, Service: 'ec2.amazonaws.com' } },
      { Effect: 'Deny', Principal: { AWS: '123456789012' } },
    ];

    const fields = virtualFields({ requestParameters: { policy: text(policy) } });

    expect(fields['policy.accounts']).toEqual(['111122223333', '444455556666']);
    expect(virtualFields({ requestParameters: { policy: 'none' } })).not.toHaveProperty(
      'policy.accounts',
    );
  });
});

describe('ports that are opened to the world', () => {
  const ports = (requestParameters: object) =>
    virtualFields({ eventName: 'AuthorizeSecurityGroupIngress', requestParameters })[
      'ingress.worldPorts'
    ];
  const rule = (ipProtocol: string, fromPort: number, toPort: number, ranges: object) => ({
    ipProtocol,
    fromPort,
    toPort,
    ...ranges,
  });
  const world = { ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }, { cidrIp: '0.0.0.0/0' }] } };
  const world6 = { ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } };

  it('judges each permission by itself', () => {
    const inside = rule('tcp', 22, 22, { ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] } });

    expect(ports({ ipPermissions: { items: [inside, rule('tcp', 443, 443, world)] } })).toEqual([]);
    expect(ports({ ipPermissions: { items: [inside, rule('tcp', 3300, 3400, world)] } })).toEqual([
      3306, 3389,
    ]);
  });

  it('knows IPv6, numbers of protocols, all of them, and the flat form', () => {
    expect(ports({ ipPermissions: { items: [rule('6', 22, 22, world6)] } })).toEqual([22]);
    expect(ports({ ipPermissions: { items: [rule('-1', -1, -1, world)] } })).toHaveLength(23);
    expect(ports({ ipPermissions: { items: [rule('icmp', -1, -1, world)] } })).toEqual([]);
    expect(ports(rule('tcp', 0, 65_535, { cidrIp: '0.0.0.0/0' }))).toHaveLength(23);
  });
});

describe('the principal and the weekday', () => {
  it('takes the role before the session, and leaves the session name out', () => {
    const issuer = { arn: 'arn:aws:iam::111122223333:role/path/Admin' };
    const arn = 'arn:aws:sts::111122223333:assumed-role/Admin/alice';

    expect(
      virtualFields({ userIdentity: { arn, sessionContext: { sessionIssuer: issuer } } }).principal,
    ).toBe(issuer.arn);
    expect(virtualFields({ userIdentity: { principalId: 'AROAEXAMPLE:alice' } }).principal).toBe(
      'AROAEXAMPLE',
    );
  });

  it('counts days from Monday, in UTC', () => {
    expect(virtualFields({ eventTime: '2026-11-22T23:59:59Z' }).weekday).toBe(7);
    expect(virtualFields({ eventTime: '2026-11-23T00:00:00Z' }).weekday).toBe(1);
  });
});
