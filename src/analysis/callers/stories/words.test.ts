import { describe, expect, it } from 'vitest';
import { nameParts, pageName, pastOf, serviceName } from './words.ts';

describe('names of APIs in words', () => {
  it.each([
    ['DescribeDBInstances', 'Describe', 'DB instances'],
    ['UpdateFunctionConfiguration20150331v2', 'Update', 'function configuration'],
    ['ListFunctions20150331', 'List', 'functions'],
    ['GetDistribution2020_05_31', 'Get', 'distribution'],
    ['DescribeVpcs', 'Describe', 'VPCs'],
    ['CreateVPCEndpoint', 'Create', 'VPC endpoint'],
    ['DescribeRouteTables', 'Describe', 'route tables'],
    ['Publish', 'Publish', ''],
  ])('%s', (name, verb, noun) => {
    expect(nameParts(name)).toEqual({ verb, noun });
  });

  it.each([
    ['DescribeInstances', 'Instances'],
    ['DescribeDBInstances', 'DB instances'],
    ['Scan', 'Scan'],
  ])('%s as a page', (name, page) => {
    expect(pageName(name)).toBe(page);
  });

  it.each([
    ['Create', 'created'],
    ['Modify', 'modified'],
    ['Attach', 'attached'],
    ['Put', 'set'],
    ['Stop', 'stopped'],
    ['Deploy', 'deployed'],
  ])('%s in the past', (verb, past) => {
    expect(pastOf(verb)).toBe(past);
  });
});

it.each([
  ['ec2.amazonaws.com', 'EC2'],
  ['logs.amazonaws.com', 'CloudWatch Logs'],
  ['notifications.amazonaws.com', 'Notifications'],
  ['some-new-service.amazonaws.com', 'Some new service'],
  ['constructor.amazonaws.com', 'Constructor'],
])('the service %s as people know it', (source, name) => {
  expect(serviceName(source)).toBe(name);
});
