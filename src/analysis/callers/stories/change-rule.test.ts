import { describe, expect, it } from 'vitest';
import { isChange, isPoll } from './change-rule.ts';

const deed = (service: string, name: string, readOnly?: boolean) => ({
  ...{ source: `${service}.amazonaws.com`, name, readOnly },
});

describe('a change', () => {
  it.each([
    ['what CloudTrail calls one', deed('ec2', 'CreateVpc', false), true],
    ['no read', deed('route53', 'ListResourceRecordSets', true), false],
    ['by its verb where CloudTrail says nothing', deed('ec2', 'RunInstances'), true],
    ['no read by its verb', deed('ec2', 'DescribeInstances'), false],
    ['no read of many', deed('dynamodb', 'BatchGetItem'), false],
    ['what begins like a read', deed('ses', 'GetterUpdate'), true],
    ['no role taken', deed('sts', 'AssumeRole', false), false],
    ['no token', deed('sts', 'GetSessionToken', false), false],
    ['no data key', deed('kms', 'GenerateDataKeyWithoutPlaintext', false), false],
    ['no sign-in', deed('signin', 'ConsoleLogin', false), false],
    ['no question to logs', deed('logs', 'StartQuery', false), false],
    ['no pulse of CloudShell', deed('cloudshell', 'CreateSession', false), false],
  ])('is %s', (_, call, is) => {
    expect(isChange(call)).toBe(is);
  });
});

describe('a poll', () => {
  it.each([
    ['what a page asks for hours', deed('health', 'DescribeEventAggregates', true), true],
    ['no change of a service that is polled', deed('ce', 'CreateAnomalyMonitor', false), false],
    ['what CloudShell does', deed('cloudshell', 'SendHeartBeat', false), true],
    ['no page of a person', deed('ec2', 'DescribeInstances', true), false],
  ])('is %s', (_, call, is) => {
    expect(isPoll(call)).toBe(is);
  });
});
