import type { Scene } from '../model.ts';
import type { Random } from '../random.ts';
import { items, service } from './service.ts';

const { write } = service('ec2');

/** What a group's rule says, for requests and their mirror in responses. */
export interface IngressRule {
  readonly groupId: string;
  readonly port: number;
  readonly cidr: string;
  readonly description: string;
}

export function ingressRequest(rule: IngressRule): object {
  return {
    groupId: rule.groupId,
    ipPermissions: items([
      {
        ipProtocol: 'tcp',
        fromPort: rule.port,
        toPort: rule.port,
        groups: {},
        ipRanges: items([{ cidrIp: rule.cidr, description: rule.description }]),
        ipv6Ranges: {},
        prefixListIds: {},
      },
    ]),
  };
}

export function ingressResponse(rule: IngressRule, random: Random, scene: Scene): object {
  return {
    requestId: scene.requestId,
    _return: true,
    securityGroupRuleSet: items([
      {
        groupOwnerId: scene.account,
        groupId: rule.groupId,
        securityGroupRuleId: `sgr-0${random.hex(16)}`,
        description: rule.description,
        isEgress: false,
        ipProtocol: 'tcp',
        fromPort: rule.port,
        toPort: rule.port,
        cidrIpv4: rule.cidr,
      },
    ]),
  };
}

const RULE_WORDS = [
  'Büro München – VPN',
  'peering "shop" <-> "analytics"',
  'NLB health checks',
  'partner: Ørsted A/S',
  'temporary, see OPS-2214',
];

function ordinaryRule(random: Random, scene: Scene): IngressRule {
  return {
    groupId: random.pick(scene.stock.securityGroups),
    port: random.pick([443, 5432, 6379, 8080, 9443]),
    cidr: `10.${random.int(64)}.${random.int(256)}.0/24`,
    description: random.pick(RULE_WORDS),
  };
}

function volumeAttachment(random: Random, scene: Scene, status: string): object {
  return {
    requestId: scene.requestId,
    volumeId: random.pick(scene.stock.volumes),
    instanceId: random.pick(scene.stock.instances),
    device: '/dev/xvdaa',
    status,
    attachTime: scene.at,
    deleteOnTermination: false,
  };
}

export const ec2Writes = {
  createFleet: write('CreateFleet', (random, { stock, region }) => ({
    request: {
      CreateFleetRequest: {
        Type: 'instant',
        Context: '',
        LaunchTemplateConfigs: {
          LaunchTemplateSpecification: {
            LaunchTemplateName: `karpenter.k8s.aws/${random.hex(20)}`,
            Version: '$Latest',
          },
          Overrides: random.some(['m7i.large', 'c7g.xlarge', 'r7g.large'], 2).map((type, tag) => ({
            InstanceType: type,
            SubnetId: random.pick(stock.subnets),
            AvailabilityZone: `${region}${random.pick(['a', 'b', 'c'])}`,
            tag: tag + 1,
          })),
          tag: 1,
        },
        TargetCapacitySpecification: {
          DefaultTargetCapacityType: random.pick(['spot', 'on-demand']),
          TotalTargetCapacity: 1,
        },
        TagSpecification: {
          ResourceType: 'instance',
          Tag: [
            { Key: 'karpenter.sh/nodepool', Value: 'default', tag: 1 },
            { Key: `kubernetes.io/cluster/${stock.cluster}`, Value: 'owned', tag: 2 },
          ],
          tag: 1,
        },
      },
    },
    response: {
      CreateFleetResponse: {
        fleetId: `fleet-${random.uuid()}`,
        errorSet: '',
        fleetInstanceSet: {
          item: {
            lifecycle: 'spot',
            instanceIds: { item: random.pick(stock.instances) },
            instanceType: 'm7i.large',
          },
        },
      },
    },
  })),
  terminateInstances: write('TerminateInstances', (random, { stock, requestId }) => {
    const instanceId = random.pick(stock.instances);
    return {
      request: { instancesSet: items([{ instanceId }]) },
      response: {
        requestId,
        instancesSet: items([
          {
            instanceId,
            currentState: { code: 32, name: 'shutting-down' },
            previousState: { code: 16, name: 'running' },
          },
        ]),
      },
    };
  }),
  createTags: write('CreateTags', (random, { stock, requestId }) => ({
    request: {
      resourcesSet: items([{ resourceId: random.pick(stock.instances) }]),
      tagSet: items([
        { key: 'Name', value: `${stock.cluster}/default-${random.hex(5)}` },
        { key: 'karpenter.sh/nodeclaim', value: `default-${random.hex(5)}` },
        { key: 'team', value: random.pick(['Größe & Preis', 'shop', 'données', 'platform']) },
      ]),
    },
    response: { requestId, _return: true },
  })),
  createVolume: write('CreateVolume', (random, { region, requestId, stock, at }) => {
    const volume = {
      size: String(random.pick([20, 50, 100, 200])),
      zone: `${region}${random.pick(['a', 'b', 'c'])}`,
      volumeType: 'gp3',
      encrypted: true,
      tagSpecificationSet: items([
        {
          resourceType: 'volume',
          tags: [
            { key: 'kubernetes.io/created-for/pvc/name', value: `data-kafka-${random.int(9)}` },
            { key: 'CSIVolumeName', value: `pvc-${random.uuid()}` },
          ],
        },
      ]),
    };
    return {
      request: volume,
      response: {
        requestId,
        volumeId: random.pick(stock.volumes),
        status: 'creating',
        createTime: at,
        multiAttachEnabled: false,
        iops: 3000,
        ...volume,
      },
    };
  }),
  attachVolume: write('AttachVolume', (random, scene) => ({
    request: {
      volumeId: random.pick(scene.stock.volumes),
      instanceId: random.pick(scene.stock.instances),
      device: '/dev/xvdaa',
      deleteOnTermination: false,
    },
    response: volumeAttachment(random, scene, 'attaching'),
  })),
  detachVolume: write('DetachVolume', (random, scene) => ({
    request: { volumeId: random.pick(scene.stock.volumes), force: false },
    response: volumeAttachment(random, scene, 'detaching'),
  })),
  authorizeSecurityGroupIngress: write('AuthorizeSecurityGroupIngress', (random, scene) => {
    const rule = ordinaryRule(random, scene);
    return { request: ingressRequest(rule), response: ingressResponse(rule, random, scene) };
  }),
  revokeSecurityGroupIngress: write('RevokeSecurityGroupIngress', (random, scene) => ({
    request: ingressRequest(ordinaryRule(random, scene)),
    response: { requestId: scene.requestId, _return: true },
  })),
  modifyInstanceAttribute: write('ModifyInstanceAttribute', (random, { stock, requestId }) => ({
    request: {
      instanceId: random.pick(stock.instances),
      disableApiTermination: { value: random.chance(0.5) },
    },
    response: { requestId, _return: true },
  })),
} as const;
