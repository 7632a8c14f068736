import { describe, expect, it } from 'vitest';
import { aCall } from './call.fixture.ts';
import { attemptWords, changeWords } from './change-words.ts';

const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/press/50dc6c495c0c9188/f2f7dc8efc522ab2';

describe('a change in words', () => {
  it.each([
    [
      'AuthorizeSecurityGroupIngress',
      {
        groupId: 'sg-1',
        ipPermissions: {
          items: [
            {
              ipProtocol: 'tcp',
              fromPort: 22,
              toPort: 22,
              ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
            },
            { ipProtocol: '-1', groups: { items: [{ groupId: 'sg-2' }] } },
          ],
        },
      },
      'opened security group sg-1 (tcp 22 from 0.0.0.0/0, all traffic from sg-2)',
    ],
    [
      'ModifyDBInstance',
      { dBInstanceIdentifier: 'db-1', applyImmediately: true, allowMajorVersionUpgrade: false },
      'modified DB instance db-1 (applyImmediately true)',
    ],
    ['PutBucketPolicy', { bucketName: 'b', Host: 'b.s3.amazonaws.com' }, 'set bucket policy on b'],
    [
      'AttachRolePolicy',
      { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', roleName: 'r' },
      'gave role r a policy (policyArn AdministratorAccess)',
    ],
    [
      'PutMetricAlarm',
      { alarmName: 'too many', metricName: 'Errors', threshold: 5 },
      'set metric alarm "too many" (metricName Errors, threshold 5)',
    ],
    [
      'PutParameter',
      { name: '/a/b', value: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      'set parameter /a/b',
    ],
    [
      'ModifyListener',
      { listenerArn: LISTENER, port: 443 },
      'modified listener app/press (port 443)',
    ],
    [
      'StopInstances',
      { instancesSet: { items: [{ instanceId: 'i-1' }] } },
      'stopped instances on i-1',
    ],
    ['StartLogging', {}, 'started logging'],
  ])('%s', (name, request, words) => {
    expect(changeWords(aCall({ name, request }))).toBe(words);
  });

  it('names what was made, as the answer has it', () => {
    const call = aCall({
      name: 'CreateVpc',
      request: { cidrBlock: '10.0.0.0/16' },
      response: { vpc: { vpcId: 'vpc-1', state: 'pending' } },
    });

    expect(changeWords(call)).toBe('created VPC vpc-1 (cidrBlock 10.0.0.0/16)');
  });

  it('that failed says what was tried', () => {
    expect(attemptWords(aCall({ name: 'DeleteTrail', request: { name: 'main' } }))).toBe(
      'DeleteTrail on main',
    );
  });
});
