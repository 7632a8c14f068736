import { autoscaling, elasticloadbalancing, lambda } from '../calls/compute.ts';
import { dynamodb, rds, sqs } from '../calls/data-stores.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { cloudwatch, consolePolls, logs, organizations, tagging } from '../calls/observability.ts';
import { s3 } from '../calls/s3.ts';
import type { Place } from '../model.ts';
import type { Script } from '../script.ts';
import { assumeByVendor } from '../sessions/assume-role.ts';
import { callerOf } from '../sessions/session.ts';
import { weighted } from '../weighted.ts';
import { PROD, SHARED, STAGING } from '../world/accounts.ts';
import { DATADOG_AGENT, goAgent } from '../world/agents.ts';
import { roleOf } from '../world/principals.ts';
import { type Pod, podStay } from './irsa.ts';
import { label, type Routine, renewed, type Stay, workload } from './workload.ts';

const SYSTEM = 'Monitoring';
const DATADOG = label(SYSTEM, 'Datadog');
const DATADOG_EXTERNAL_ID = '7c9e6679f6a44a2d8b0e5d1f3c2a9b48';

/** YACE, the Prometheus exporter for CloudWatch: no name of its own in its user agent. */
export const YACE: Pod = {
  roleName: 'prometheus-cloudwatch-exporter',
  serviceAccount: 'monitoring:yace',
  agent: goAgent('1.30.3'),
  label: label(SYSTEM, 'YACE'),
};

function datadogStay(script: Script, place: Place, at: number): Stay {
  const key = `datadog/${place.account}/${place.region}`;
  return renewed(script, { key, at, hours: 1 }, (startedAt) => {
    const session = assumeByVendor(
      script,
      {
        role: roleOf(place.account, 'DatadogIntegrationRole'),
        name: 'DatadogAWSIntegration',
        at: startedAt,
        region: place.region,
        label: DATADOG,
      },
      DATADOG_EXTERNAL_ID,
    );
    const caller = callerOf(session, { agent: DATADOG_AGENT, address: '203.0.113.31' });
    return () => caller;
  });
}

export const monitoringRoutines: readonly Routine[] = [
  workload({
    share: 13,
    grain: 16,
    pace: 3,
    places: weighted([
      [{ account: PROD, region: 'us-east-1' }, 10],
      [{ account: PROD, region: 'eu-west-1' }, 7],
      [{ account: PROD, region: 'us-west-2' }, 3],
      [{ account: PROD, region: 'ap-southeast-2' }, 1.5],
      [{ account: STAGING, region: 'us-east-1' }, 4],
      [{ account: STAGING, region: 'eu-west-1' }, 2],
      [{ account: STAGING, region: 'us-west-2' }, 0.6],
      [{ account: SHARED, region: 'us-east-1' }, 1.5],
      [{ account: SHARED, region: 'eu-west-1' }, 0.7],
    ]),
    logIn: datadogStay,
    calls: weighted([
      [cloudwatch.getMetricData, 14],
      [cloudwatch.listMetrics, 9],
      [cloudwatch.describeAlarms, 2],
      [tagging.getResources, 6],
      [ec2Reads.describeInstances, 7],
      [ec2Reads.describeVolumes, 4],
      [ec2Reads.describeTags, 3],
      [ec2Reads.describeNetworkInterfaces, 2],
      [rds.describeDBInstances, 4],
      [rds.listTagsForResource, 3],
      [lambda.listFunctions, 3],
      [elasticloadbalancing.describeLoadBalancers, 3],
      [autoscaling.describeAutoScalingGroups, 2],
      [dynamodb.describeTable, 2],
      [sqs.getQueueAttributes, 2],
      [logs.describeLogGroups, 2],
      [s3.listBuckets, 0.5],
      [s3.getBucketTagging, 2],
    ]),
    refusals: {
      chance: 0.03,
      calls: weighted([
        [consolePolls.getCostAndUsage, 2],
        [organizations.listAccounts, 1],
        [s3.getBucketPolicy, 3],
        [rds.describeDBSnapshots, 2],
      ]),
    },
  }),
  workload({
    share: 8,
    grain: 14,
    pace: 3,
    places: weighted([
      [{ account: PROD, region: 'us-east-1' }, 8],
      [{ account: PROD, region: 'eu-west-1' }, 5],
      [{ account: STAGING, region: 'us-east-1' }, 2],
    ]),
    logIn: (script, place, at) => podStay(script, YACE, place, at),
    calls: weighted([
      [cloudwatch.getMetricData, 18],
      [cloudwatch.listMetrics, 12],
      [cloudwatch.getMetricStatistics, 3],
      [tagging.getResources, 8],
      [ec2Reads.describeInstances, 2],
      [ec2Reads.describeRegions, 1],
    ]),
  }),
];
