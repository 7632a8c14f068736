import type { Random } from '../random.ts';
import { filter, items, service } from './service.ts';

const { read } = service('ec2');

function upTo(random: Random, most: number): number {
  return 1 + random.int(most);
}

export const ec2Reads = {
  describeInstances: read(
    'DescribeInstances',
    (random, { stock }) => ({
      request: random.chance(0.5)
        ? {
            instancesSet: items(
              random.some(stock.instances, upTo(random, 5)).map((instanceId) => ({ instanceId })),
            ),
            filterSet: {},
          }
        : {
            maxResults: 1000,
            instancesSet: {},
            filterSet: items([
              filter('instance-state-name', 'pending', 'running', 'stopping', 'stopped'),
              filter(`tag:kubernetes.io/cluster/${stock.cluster}`, 'owned'),
            ]),
          },
    }),
    {
      miss: {
        chance: 0.004,
        code: 'Client.InvalidInstanceID.NotFound',
        message: "The instance ID 'i-0f0e5c6b7a8d90e1f' does not exist",
      },
    },
  ),
  describeInstanceStatus: read('DescribeInstanceStatus', (random, { stock }) => ({
    request: {
      instancesSet: items(random.some(stock.instances, 2).map((instanceId) => ({ instanceId }))),
      filterSet: {},
      includeAllInstances: true,
    },
  })),
  describeInstanceTypes: read('DescribeInstanceTypes', (random) => ({
    request: {
      DescribeInstanceTypesRequest: {
        MaxResults: 100,
        NextToken: random.blob(64),
        Filter: {
          Name: 'supported-virtualization-type',
          Value: { tag: 1, content: 'hvm' },
          tag: 1,
        },
      },
    },
  })),
  describeVolumes: read('DescribeVolumes', (random, { stock }) => ({
    request: {
      volumeSet: items(
        random.some(stock.volumes, upTo(random, 6)).map((volumeId) => ({ volumeId })),
      ),
      filterSet: {},
    },
  })),
  describeTags: read('DescribeTags', (random, { stock }) => ({
    request: {
      maxResults: 1000,
      filterSet: items([filter('resource-id', ...random.some(stock.instances, 4))]),
    },
  })),
  describeSecurityGroups: read('DescribeSecurityGroups', (random, { stock }) => ({
    request: {
      securityGroupSet: {},
      securityGroupIdSet: items([{ groupId: random.pick(stock.securityGroups) }]),
      filterSet: {},
    },
  })),
  describeSecurityGroupRules: read('DescribeSecurityGroupRules', (random, { stock }) => ({
    request: {
      DescribeSecurityGroupRulesRequest: {
        Filter: {
          Name: 'group-id',
          Value: { tag: 1, content: random.pick(stock.securityGroups) },
          tag: 1,
        },
      },
    },
  })),
  describeSubnets: read('DescribeSubnets', (random, { stock }) => ({
    request: {
      subnetSet: {},
      filterSet: items([
        filter('tag:karpenter.sh/discovery', stock.cluster),
        filter('vpc-id', random.pick(stock.vpcs)),
      ]),
    },
  })),
  describeVpcs: read('DescribeVpcs', (random, { stock }) => ({
    request: { vpcSet: items([{ vpcId: random.pick(stock.vpcs) }]), filterSet: {} },
  })),
  describeVpcAttribute: read('DescribeVpcAttribute', (random, { stock }) => ({
    request: { vpcId: random.pick(stock.vpcs), enableDnsHostnames: true },
  })),
  describeRouteTables: read('DescribeRouteTables', (random, { stock }) => ({
    request: {
      routeTableIdSet: {},
      filterSet: items([filter('association.subnet-id', random.pick(stock.subnets))]),
    },
  })),
  describeNetworkInterfaces: read('DescribeNetworkInterfaces', (random, { stock }) => ({
    request: {
      networkInterfaceIdSet: {},
      filterSet: items([filter('attachment.instance-id', random.pick(stock.instances))]),
    },
  })),
  describeImages: read('DescribeImages', (_, { account }) => ({
    request: {
      executableBySet: {},
      imagesSet: {},
      ownersSet: items([{ owner: account }, { owner: 'amazon' }]),
      filterSet: items([filter('name', 'amazon-eks-node-al2023-x86_64-standard-1.32-v*')]),
    },
  })),
  describeLaunchTemplateVersions: read(
    'DescribeLaunchTemplateVersions',
    (random, { stock }) => ({
      request: {
        DescribeLaunchTemplateVersionsRequest: {
          LaunchTemplateId: random.pick(stock.launchTemplates),
          LaunchTemplateVersion: { tag: 1, content: '$Latest' },
        },
      },
    }),
    {
      miss: {
        chance: 0.02,
        code: 'Client.InvalidLaunchTemplateId.NotFound',
        message:
          'The specified launch template, with template ID lt-0d1c2b3a4f5e6d7c8, does not exist.',
      },
    },
  ),
  describeSpotPriceHistory: read('DescribeSpotPriceHistory', (random) => ({
    request: {
      instanceTypeSet: items(
        random
          .some(['m7i.large', 'm7i.xlarge', 'c7g.large', 'r7g.xlarge', 'c7i.2xlarge'], 3)
          .map((instanceType) => ({ instanceType })),
      ),
      productDescriptionSet: items([{ productDescription: 'Linux/UNIX' }]),
      filterSet: {},
    },
  })),
  describeAvailabilityZones: read('DescribeAvailabilityZones', () => ({
    request: { availabilityZoneSet: {}, availabilityZoneIdSet: {}, filterSet: {} },
  })),
  describeRegions: read('DescribeRegions', () => ({ request: { regionSet: {} } })),
} as const;
