import { autoscaling, elasticloadbalancing, lambda } from '../calls/compute.ts';
import { rds } from '../calls/data-stores.ts';
import {
  ec2Writes,
  type IngressRule,
  ingressRequest,
  ingressResponse,
} from '../calls/ec2-writes.ts';
import { iam } from '../calls/iam.ts';
import { cloudwatch, logs } from '../calls/observability.ts';
import { onBucket, s3 } from '../calls/s3.ts';
import { kms, ssm } from '../calls/security.ts';
import type { Call, Place, WriteBody } from '../model.ts';
import type { TruthChange } from '../truth.ts';
import { PROD, STAGING } from '../world/accounts.ts';
import { ALICE, BOB, CAROL, type Person } from '../world/people.ts';

/** A change made by hand. Its resources are named nowhere else, so that nothing else touches them. */
export interface Change extends Place {
  readonly person: Person;
  /** When, as a part of the period. */
  readonly part: number;
  readonly hour: number;
  readonly call: Call;
  readonly arn: string;
  readonly body: WriteBody;
  readonly later: TruthChange['later'];
  /** The opposite call, of a change that was taken back. */
  readonly undo?: Call;
}

const EAST: Place = { account: PROD, region: 'us-east-1' };
const WEST: Place = { account: PROD, region: 'eu-west-1' };
const TEST: Place = { account: STAGING, region: 'us-east-1' };

function arnIn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
}

const RULE: IngressRule = {
  groupId: 'sg-0c4f1e9a7b2d83605',
  port: 22,
  cidr: '0.0.0.0/0',
  description: 'kurz für Debugging – "bitte löschen"',
};

function request(parameters: object): WriteBody {
  return () => ({ request: parameters });
}

const PRESS_KIT_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'PublicRead',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::acme-prod-press-kit/*',
    },
  ],
};

const BLOCK = {
  RestrictPublicBuckets: false,
  BlockPublicPolicy: false,
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
};

const LISTENER = arnIn(
  EAST,
  'elasticloadbalancing',
  'listener/app/press/50dc6c495c0c9188/f2f7dc8efc522ab2',
);
const GROUP = 'press-workers';
const KEY = arnIn(EAST, 'kms', 'key/3d5a7c19-6b42-4f08-9e21-c07fa8d4b365');

// biome-ignore format: a table
export const CHANGES: readonly Change[] = [
  {
    ...EAST, person: ALICE, part: 0.1, hour: 9,
    call: ec2Writes.authorizeSecurityGroupIngress, undo: ec2Writes.revokeSecurityGroupIngress,
    arn: arnIn(EAST, 'ec2', `security-group/${RULE.groupId}`),
    body: (random, scene) => ({ request: ingressRequest(RULE), response: ingressResponse(RULE, random, scene) }),
    later: 'reverted',
  },
  {
    ...EAST, person: BOB, part: 0.15, hour: 10,
    call: rds.modifyDBInstance,
    arn: arnIn(EAST, 'rds', 'db:prod-press-db'),
    body: request({ dBInstanceIdentifier: 'prod-press-db', dBInstanceClass: 'db.r7g.2xlarge', applyImmediately: true, allowMajorVersionUpgrade: false }),
    later: 'open',
  },
  {
    ...WEST, person: CAROL, part: 0.2, hour: 11,
    call: s3.putBucketPolicy,
    arn: 'arn:aws:s3:::acme-prod-press-kit',
    body: onBucket('acme-prod-press-kit', { bucketPolicy: PRESS_KIT_POLICY, policy: '' }),
    later: 'codified',
  },
  {
    ...EAST, person: ALICE, part: 0.25, hour: 13,
    call: autoscaling.updateAutoScalingGroup,
    arn: arnIn(EAST, 'autoscaling', `autoScalingGroup:5f0e2c7a-91d4-4b63-8a7e-2d6c1b9f4e30:autoScalingGroupName/${GROUP}`),
    body: request({ autoScalingGroupName: GROUP, minSize: 4, maxSize: 24, desiredCapacity: 8 }),
    later: 'open',
  },
  {
    ...WEST, person: BOB, part: 0.32, hour: 14,
    call: lambda.updateFunctionConfiguration,
    arn: arnIn(WEST, 'lambda', 'function:prod-returns-portal'),
    body: request({ functionName: 'prod-returns-portal', timeout: 120, memorySize: 2048, environment: {} }),
    later: 'codified',
  },
  {
    ...EAST, person: CAROL, part: 0.4, hour: 9,
    call: cloudwatch.putMetricAlarm,
    arn: arnIn(EAST, 'cloudwatch', 'alarm:press kit – 5xx'),
    body: request({ alarmName: 'press kit – 5xx', metricName: 'HTTPCode_ELB_5XX_Count', namespace: 'AWS/ApplicationELB', threshold: 500, evaluationPeriods: 15, period: 60, comparisonOperator: 'GreaterThanThreshold', actionsEnabled: false }),
    later: 'open',
  },
  {
    ...TEST, person: ALICE, part: 0.45, hour: 10,
    call: ssm.putParameter,
    arn: arnIn(TEST, 'ssm', 'parameter/staging/returns/feature-flags'),
    body: request({ name: '/staging/returns/feature-flags', type: 'SecureString', value: 'HIDDEN_DUE_TO_SECURITY_REASONS', overwrite: true }),
    later: 'codified',
  },
  {
    ...EAST, person: BOB, part: 0.52, hour: 11,
    call: logs.putRetentionPolicy,
    arn: arnIn(EAST, 'logs', 'log-group:/press/access'),
    body: request({ logGroupName: '/press/access', retentionInDays: 7 }),
    later: 'codified',
  },
  {
    ...EAST, person: CAROL, part: 0.6, hour: 10,
    call: elasticloadbalancing.modifyListener,
    arn: LISTENER,
    body: request({ listenerArn: LISTENER, sslPolicy: 'ELBSecurityPolicy-2016-08', port: 443, protocol: 'HTTPS' }),
    later: 'open',
  },
  {
    ...WEST, person: ALICE, part: 0.68, hour: 14,
    call: s3.putBucketPublicAccessBlock,
    arn: 'arn:aws:s3:::acme-prod-partner-drop',
    body: onBucket('acme-prod-partner-drop', { publicAccessBlock: '', PublicAccessBlockConfiguration: BLOCK }),
    later: 'codified',
  },
  {
    ...EAST, person: BOB, part: 0.75, hour: 15,
    call: iam.attachRolePolicy,
    arn: `arn:aws:iam::${PROD}:role/press-renderer`,
    body: request({ roleName: 'press-renderer', policyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' }),
    later: 'open',
  },
  {
    ...EAST, person: CAROL, part: 0.85, hour: 13,
    call: kms.disableKeyRotation,
    arn: KEY,
    body: () => ({ request: { keyId: KEY }, resources: [{ accountId: PROD, type: 'AWS::KMS::Key', ARN: KEY }] }),
    later: 'open',
  },
];
