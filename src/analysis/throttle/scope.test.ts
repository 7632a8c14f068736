import { describe, expect, it } from 'vitest';
import { inScope, ofApis } from './scope.ts';

const bucket = {
  account: '1',
  region: 'eu-west-1',
  service: 'ec2.amazonaws.com',
  api: 'RunInstances',
};
const kms = { ...bucket, service: 'kms.amazonaws.com', api: '*' };

describe('a scope', () => {
  it('is a condition of closed literals', () => {
    const from = Date.parse('2026-06-01T00:00:00Z');

    const condition = inScope({ from, to: from + 1500, services: ['ec2'], apis: ["O'Brien"] });

    expect(condition.split(' AND ').slice(2)).toEqual([
      "eventtime >= '2026-06-01T00:00:00Z'",
      "eventtime < '2026-06-01T00:00:02Z'",
      "eventsource IN ('ec2.amazonaws.com')",
      "eventname IN ('O''Brien')",
    ]);
  });

  it('of buckets names their services and APIs, in all regions', () => {
    const condition = ofApis([bucket], { regions: ['eu-west-1'], accounts: ['1'] });

    expect(condition).toContain("recipientaccountid IN ('1')");
    expect(condition).toContain("eventname IN ('RunInstances')");
    expect(condition).not.toContain('awsregion');
  });

  it('of services that count all APIs together names no API', () => {
    const condition = ofApis([bucket, kms], {});

    expect(condition).toContain("eventsource IN ('ec2.amazonaws.com', 'kms.amazonaws.com')");
    expect(condition).not.toContain('eventname IN');
  });
});
