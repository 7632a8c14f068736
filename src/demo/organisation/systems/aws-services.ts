import { autoscaling, elasticloadbalancing, lambda } from '../calls/compute.ts';
import { dynamodb, rds } from '../calls/data-stores.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { ec2Writes } from '../calls/ec2-writes.ts';
import { iam } from '../calls/iam.ts';
import { cloudwatch, logs } from '../calls/observability.ts';
import { s3 } from '../calls/s3.ts';
import { config, kms, secretsmanager } from '../calls/security.ts';
import type { Call, Caller, Place } from '../model.ts';
import type { Script } from '../script.ts';
import { assumeByService } from '../sessions/assume-role.ts';
import { callerOf, serviceCaller } from '../sessions/session.ts';
import { type Weighted, weighted } from '../weighted.ts';
import { PROD, SHARED, STAGING } from '../world/accounts.ts';
import { serviceLinkedRole } from '../world/principals.ts';
import { label, type Routine, renewed, type Stay, workload } from './workload.ts';

const ACCOUNT_WEIGHTS = [
  [PROD, 6],
  [STAGING, 3],
  [SHARED, 2],
] as const;
const REGION_WEIGHTS = [
  ['us-east-1', 5],
  ['eu-west-1', 3],
  ['us-west-2', 1.5],
  ['ap-southeast-2', 0.7],
] as const;
const EVERYWHERE: Weighted<Place> = weighted(
  ACCOUNT_WEIGHTS.flatMap(([account, weight]) =>
    REGION_WEIGHTS.map(([region, share]) => [{ account, region }, weight * share] as const),
  ),
);

/** A service that calls by itself, allowed by a resource's policy: no session. */
function directly(name: string, share: number, calls: Weighted<Call>): Routine {
  const caller = serviceCaller(name);
  return workload({
    share,
    grain: 5,
    pace: 2,
    places: EVERYWHERE,
    logIn: (script, _place, at) => ({ callerFor: () => caller, from: at, until: script.day.last }),
    calls,
  });
}

/** A service at work with its service-linked role. */
function byLinkedRole(
  name: string,
  roleName: string,
  share: number,
  calls: Weighted<Call>,
): Routine {
  const host = `${name}.amazonaws.com`;
  const logIn = (script: Script, place: Place, at: number): Stay =>
    renewed(
      script,
      { key: `${roleName}/${place.account}/${place.region}`, at, hours: 1 },
      (startedAt) => {
        const session = assumeByService(script, name, {
          role: serviceLinkedRole(place.account, name, roleName),
          name: roleName === 'AWSServiceRoleForConfig' ? 'AWSConfig-Describe' : name,
          at: startedAt,
          region: place.region,
          label: label('AWS services', name),
        });
        const caller = callerOf(session, { agent: host, address: host, invokedBy: host });
        return () => caller;
      },
    );
  return workload({ share, grain: 10, pace: 1, places: EVERYWHERE, logIn, calls });
}

/** AwsServiceEvent: something a service did, called by nobody. */
function happening(call: Call, share: number): Routine {
  return {
    share,
    grain: 1,
    rhythm: 'steady',
    perform: (script, at) => {
      const place = EVERYWHERE.choose(script.random);
      script.add(call, eventCaller(place.account), { ...place, at });
    },
  };
}

function eventCaller(account: string): Caller {
  return {
    identity: JSON.stringify({ accountId: account, invokedBy: 'AWS Internal' }),
    arn: 'AWS Internal',
    address: 'AWS Internal',
    agent: 'AWS Internal',
    direct: false,
    console: false,
    facts: {
      type: null,
      principalArn: null,
      accountId: account,
      subject: null,
      invokedBy: 'AWS Internal',
      sessionName: null,
      ...label('AWS services', 'service event'),
    },
  };
}

/** One call that needs no session and always fits. */
export function serviceHeartbeat(script: Script): void {
  const place = EVERYWHERE.choose(script.random);
  const at = script.day.start + script.random.int(86_400) * 1000;
  script.add(s3.getLogBucketAcl, serviceCaller('cloudtrail'), { ...place, at });
}

export const serviceRoutines: readonly Routine[] = [
  directly(
    'cloudtrail',
    4,
    weighted([
      [s3.getLogBucketAcl, 3],
      [s3.putLog, 6],
      [kms.generateDataKey, 4],
      [logs.createLogStream, 1],
    ]),
  ),
  directly(
    'delivery.logs',
    2,
    weighted([
      [s3.putLog, 5],
      [s3.getLogBucketAcl, 1],
    ]),
  ),
  directly(
    'config',
    2,
    weighted([
      [s3.getLogBucketAcl, 2],
      [s3.putLog, 2],
      [config.putEvaluations, 2],
    ]),
  ),
  directly('eks', 1.5, weighted([[kms.decrypt, 1]])),
  directly('lambda', 1, weighted([[logs.createLogStream, 1]])),
  byLinkedRole(
    'config',
    'AWSServiceRoleForConfig',
    3,
    weighted([
      [ec2Reads.describeSecurityGroups, 3],
      [ec2Reads.describeInstances, 2],
      [ec2Reads.describeVolumes, 2],
      [iam.getPolicyVersion, 2],
      [iam.listRolePolicies, 2],
      [s3.getBucketPolicy, 2],
      [s3.getBucketEncryption, 2],
      [kms.getKeyPolicy, 2],
      [rds.describeDBInstances, 1],
      [lambda.listFunctions, 1],
      [dynamodb.describeTable, 1],
    ]),
  ),
  byLinkedRole(
    'autoscaling',
    'AWSServiceRoleForAutoScaling',
    2,
    weighted([
      [ec2Reads.describeInstanceStatus, 6],
      [ec2Reads.describeInstances, 4],
      [ec2Writes.terminateInstances, 1],
      [elasticloadbalancing.describeTargetHealth, 4],
      [elasticloadbalancing.registerTargets, 1],
      [cloudwatch.describeAlarms, 2],
    ]),
  ),
  byLinkedRole(
    'ecs',
    'AWSServiceRoleForECS',
    1.5,
    weighted([
      [elasticloadbalancing.registerTargets, 2],
      [elasticloadbalancing.describeTargetHealth, 5],
      [autoscaling.describeAutoScalingGroups, 1],
      [ec2Reads.describeNetworkInterfaces, 3],
    ]),
  ),
  happening(kms.rotateKey, 0.1),
  happening(secretsmanager.secretVersionDeletion, 0.3),
];
