import { describe, expect, it } from 'vitest';
import { callerName, clientOf, retryModeOf, shortPrincipal } from './caller.ts';

const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.12.2 (+https://www.terraform.io) aws-sdk-go-v2/1.36.5 ua/2.1 m/q,E';
const caller = (component: string | undefined, agent?: string) => ({
  ...{ system: 'Unknown', principal: 'arn:aws:sts::111122223333:assumed-role/report/a' },
  ...(component === undefined ? {} : { component }),
  ...(agent === undefined ? {} : { agent }),
});

describe('a caller', () => {
  it.each([
    ['Terraform', caller('Terraform', TERRAFORM)],
    ['Attack simulation with Terraform', caller('Attack simulation', TERRAFORM)],
    ['YACE', caller('YACE', 'aws-sdk-go-v2/1.30.3 os/linux')],
    ['Unknown (assumed-role/report/a)', caller(undefined)],
  ])('is called %s', (name, who) => {
    expect(callerName(who)).toBe(name);
  });

  it.each([
    ['Terraform', TERRAFORM],
    ['Boto3', 'Boto3/1.34.0 md/Botocore#1.34.0'],
    ['config.amazonaws.com', 'config.amazonaws.com'],
    ['S3Console', '[S3Console/0.4]'],
    ['AWS Internal', 'AWS Internal'],
    [undefined, undefined],
  ])('has the client %s', (client, agent) => {
    expect(clientOf(caller('x', agent))).toBe(client);
  });

  it.each([
    ['standard', TERRAFORM],
    ['adaptive', 'aws-cli/2.15 md/a cfg/retry-mode#adaptive'],
    ['legacy', 'Boto3/1.34 m/b,D md/x'],
    [undefined, 'aws-sdk-go/1.55.5 (go1.24.2; linux; amd64)'],
    [undefined, undefined],
  ])('retries in the mode %s', (mode, agent) => {
    expect(retryModeOf(caller('x', agent))).toBe(mode);
  });

  it.each([
    ['role/path/deploy', 'arn:aws:iam::111122223333:role/path/deploy'],
    ['user/x', 'arn:aws-us-gov:iam::111122223333:user/x'],
    ['ec2.amazonaws.com', 'ec2.amazonaws.com'],
    ['no principal', ''],
  ])('has the principal %s', (short, principal) => {
    expect(shortPrincipal(principal)).toBe(short);
  });
});
