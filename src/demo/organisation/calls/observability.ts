import type { Scene } from '../model.ts';
import type { Random } from '../random.ts';
import { noBody, service } from './service.ts';

const alarms = service('monitoring');
const logGroups = service('logs', { apiVersion: '20140328' });
const tags = service('tagging');
const health = service('health', { global: true });
const explorer = service('resource-explorer-2');
const notices = service('notifications', { global: true });
const costs = service('ce', { global: true });
const organization = service('organizations', { global: true });
const zones = service('route53', { global: true, apiVersion: '2013-04-01' });

const METRICS = [
  ['AWS/EC2', 'CPUUtilization', 'InstanceId'],
  ['AWS/EC2', 'NetworkOut', 'InstanceId'],
  ['AWS/EBS', 'VolumeQueueLength', 'VolumeId'],
  ['AWS/Lambda', 'Duration', 'FunctionName'],
] as const;

function metricQuery(random: Random, { stock }: Scene, id: number): object {
  const [namespace, metricName, dimension] = random.pick(METRICS);
  const value = {
    InstanceId: stock.instances,
    VolumeId: stock.volumes,
    FunctionName: stock.functions,
  }[dimension];
  return {
    id: `id_${id}`,
    metricStat: {
      metric: {
        namespace,
        metricName,
        dimensions: [{ name: dimension, value: random.pick(value) }],
      },
      period: 60,
      stat: 'Average',
    },
    returnData: true,
  };
}

function functionLogGroup(random: Random, { stock }: Scene): string {
  return `/aws/lambda/${random.pick(stock.functions)}`;
}

export const cloudwatch = {
  getMetricData: alarms.read(
    'GetMetricData',
    (random, scene) => ({
      request: {
        startTime: scene.at / 1000 - 600,
        endTime: scene.at / 1000,
        metricDataQueries: Array.from({ length: 1 + random.int(4) }, (_, id) =>
          metricQuery(random, scene, id),
        ),
      },
    }),
    { kind: 'Data', action: 'cloudwatch:GetMetricData' },
  ),
  listMetrics: alarms.read(
    'ListMetrics',
    (random) => ({
      request: {
        namespace: random.pick(METRICS)[0],
        nextToken: random.blob(72),
        recentlyActive: 'PT3H',
      },
    }),
    { action: 'cloudwatch:ListMetrics' },
  ),
  getMetricStatistics: alarms.read(
    'GetMetricStatistics',
    (random, { stock, time }) => ({
      request: {
        namespace: 'AWS/ApplicationELB',
        metricName: 'TargetResponseTime',
        dimensions: [{ name: 'LoadBalancer', value: random.pick(stock.loadBalancers) }],
        endTime: time,
        period: 60,
        statistics: ['Average', 'Maximum'],
      },
    }),
    { action: 'cloudwatch:GetMetricStatistics' },
  ),
  describeAlarms: alarms.read('DescribeAlarms', () => ({ request: { maxRecords: 100 } }), {
    action: 'cloudwatch:DescribeAlarms',
  }),
  putMetricAlarm: alarms.write(
    'PutMetricAlarm',
    (random, { stock, account, region }) => ({
      request: {
        alarmName: `${random.pick(stock.services)} – latency p99`,
        alarmDescription: 'Antwortzeit > 2 s\nRunbook: "https://wiki.example.com/latency"',
        metricName: 'TargetResponseTime',
        namespace: 'AWS/ApplicationELB',
        period: 60,
        evaluationPeriods: 5,
        threshold: 2,
        comparisonOperator: 'GreaterThanThreshold',
        alarmActions: [`arn:aws:sns:${region}:${account}:oncall`],
      },
    }),
    { action: 'cloudwatch:PutMetricAlarm' },
  ),
} as const;

export const logs = {
  describeLogGroups: logGroups.read('DescribeLogGroups', (random) => ({
    request: { limit: 50, nextToken: random.blob(80) },
  })),
  describeLogStreams: logGroups.read('DescribeLogStreams', (random, scene) => ({
    request: { logGroupName: functionLogGroup(random, scene), orderBy: 'LastEventTime', limit: 50 },
  })),
  startQuery: logGroups.read('StartQuery', (random, scene) => ({
    request: {
      logGroupName: functionLogGroup(random, scene),
      startTime: scene.at / 1000 - 3600,
      endTime: scene.at / 1000,
      queryString: 'fields @timestamp, @message\n| filter @message like /ERROR/\n| limit 200',
    },
    response: { queryId: random.uuid() },
  })),
  createLogStream: logGroups.write('CreateLogStream', (random, scene) => ({
    request: {
      logGroupName: functionLogGroup(random, scene),
      logStreamName: `${scene.time.slice(0, 10).replaceAll('-', '/')}/[$LATEST]${random.hex(32)}`,
    },
  })),
  putRetentionPolicy: logGroups.write('PutRetentionPolicy'),
} as const;

export const tagging = {
  getResources: tags.read(
    'GetResources',
    (random) => ({
      request: {
        paginationToken: random.blob(96),
        resourcesPerPage: 100,
        resourceTypeFilters: random.some(['ec2:instance', 'rds:db', 'lambda:function'], 2),
      },
    }),
    { action: 'tag:GetResources' },
  ),
} as const;

/** What an open console asks for by itself. */
export const consolePolls = {
  describeEventAggregates: health.read('DescribeEventAggregates', () => ({
    request: {
      aggregateField: 'eventTypeCategory',
      filter: { eventStatusCodes: ['open', 'upcoming'] },
    },
  })),
  listIndexes: explorer.read('ListIndexes', () => ({ request: { Type: 'AGGREGATOR' } })),
  listNotificationHubs: notices.read('ListNotificationHubs', noBody),
  getCostAndUsage: costs.read('GetCostAndUsage', () => ({
    request: { Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] },
  })),
} as const;

export const organizations = {
  describeOrganization: organization.read('DescribeOrganization', noBody),
  listAccounts: organization.read('ListAccounts', noBody),
} as const;

export const route53 = {
  listHostedZones: zones.read('ListHostedZones', () => ({ request: { maxItems: '100' } })),
  listResourceRecordSets: zones.read('ListResourceRecordSets', (random, { stock }) => ({
    request: { hostedZoneId: random.pick(stock.zones), maxItems: '300' },
  })),
  changeResourceRecordSets: zones.write('ChangeResourceRecordSets', (random, { stock, time }) => ({
    request: {
      hostedZoneId: random.pick(stock.zones),
      changeBatch: {
        changes: [
          {
            action: 'UPSERT',
            resourceRecordSet: {
              name: `${random.pick(stock.services)}.shop.example.com`,
              type: 'A',
              setIdentifier: random.hex(8),
              aliasTarget: {
                hostedZoneId: 'Z35SXDOTRQ7X7K',
                dNSName: `k8s-shop-${random.hex(10)}.elb.amazonaws.com.`,
                evaluateTargetHealth: true,
              },
            },
          },
        ],
      },
    },
    response: {
      changeInfo: { id: `/change/C0${random.id(18)}`, status: 'PENDING', submittedAt: time },
    },
  })),
} as const;
