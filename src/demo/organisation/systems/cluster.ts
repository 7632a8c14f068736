import { autoscaling, eks, elasticloadbalancing } from '../calls/compute.ts';
import { sqs } from '../calls/data-stores.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { ec2Writes } from '../calls/ec2-writes.ts';
import { iam } from '../calls/iam.ts';
import { route53 } from '../calls/observability.ts';
import { ssm } from '../calls/security.ts';
import type { Call, Place } from '../model.ts';
import { type Weighted, weighted } from '../weighted.ts';
import { PROD, STAGING } from '../world/accounts.ts';
import {
  AUTOSCALER_AGENT,
  EBS_CSI_AGENT,
  goAgent,
  KARPENTER_AGENT,
  LOAD_BALANCER_CONTROLLER_AGENT,
} from '../world/agents.ts';
import { type Pod, podStay } from './irsa.ts';
import { label, type Refusals, type Routine, workload } from './workload.ts';

const SYSTEM = 'Cluster management';

export const KARPENTER: Pod = {
  roleName: 'KarpenterControllerRole',
  serviceAccount: 'kube-system:karpenter',
  agent: KARPENTER_AGENT,
  label: label(SYSTEM, 'Karpenter'),
  privately: true,
};

export const EBS_CSI: Pod = {
  roleName: 'AmazonEKS_EBS_CSI_DriverRole',
  serviceAccount: 'kube-system:ebs-csi-controller-sa',
  agent: EBS_CSI_AGENT,
  label: label(SYSTEM, 'EBS CSI driver'),
  privately: true,
};

export const AUTOSCALER: Pod = {
  roleName: 'cluster-autoscaler',
  serviceAccount: 'kube-system:cluster-autoscaler',
  agent: AUTOSCALER_AGENT,
  label: label(SYSTEM, 'Cluster Autoscaler'),
};

const LOAD_BALANCER_CONTROLLER: Pod = {
  roleName: 'AWSLoadBalancerControllerRole',
  serviceAccount: 'kube-system:aws-load-balancer-controller',
  agent: LOAD_BALANCER_CONTROLLER_AGENT,
  label: label(SYSTEM, 'Load Balancer Controller'),
};

const EXTERNAL_DNS: Pod = {
  roleName: 'external-dns',
  serviceAccount: 'networking:external-dns',
  agent: goAgent('1.36.3'),
  label: label(SYSTEM, 'external-dns'),
};

/** Where clusters run. */
const CLUSTERS: Weighted<Place> = weighted([
  [{ account: PROD, region: 'us-east-1' }, 10],
  [{ account: PROD, region: 'eu-west-1' }, 6],
  [{ account: PROD, region: 'us-west-2' }, 2],
  [{ account: STAGING, region: 'us-east-1' }, 3],
  [{ account: STAGING, region: 'eu-west-1' }, 1],
]);

/** How much a controller does, and what. */
interface Duties {
  readonly share: number;
  readonly grain: number;
  readonly pace: number;
  readonly calls: Weighted<Call>;
  readonly refusals?: Refusals;
}

function controller(pod: Pod, duties: Duties): Routine {
  return workload({
    ...duties,
    places: CLUSTERS,
    logIn: (script, place, at) => podStay(script, pod, place, at),
  });
}

export const clusterRoutines: readonly Routine[] = [
  controller(KARPENTER, {
    share: 9,
    grain: 14,
    pace: 6,
    calls: weighted([
      [ec2Reads.describeInstances, 20],
      [ec2Reads.describeInstanceTypes, 6],
      [ec2Reads.describeLaunchTemplateVersions, 3],
      [ec2Reads.describeSubnets, 8],
      [ec2Reads.describeSecurityGroups, 7],
      [ec2Reads.describeImages, 3],
      [ec2Reads.describeSpotPriceHistory, 3],
      [ec2Reads.describeAvailabilityZones, 2],
      [ec2Writes.createFleet, 3],
      [ec2Writes.createTags, 3],
      [ec2Writes.terminateInstances, 2],
      [ssm.getParameter, 2],
      [eks.describeCluster, 2],
      [sqs.receiveMessage, 6],
      [sqs.deleteMessage, 2],
    ]),
    refusals: { calls: weighted([[iam.listInstanceProfilesForRole, 1]]), chance: 0.012 },
  }),
  controller(AUTOSCALER, {
    share: 5,
    grain: 10,
    pace: 10,
    calls: weighted([
      [autoscaling.describeAutoScalingGroups, 20],
      [autoscaling.describeScalingActivities, 6],
      [ec2Reads.describeLaunchTemplateVersions, 3],
      [ec2Reads.describeInstanceTypes, 2],
      [eks.listNodegroups, 2],
      [autoscaling.setDesiredCapacity, 1],
    ]),
  }),
  controller(EBS_CSI, {
    share: 5,
    grain: 10,
    pace: 8,
    calls: weighted([
      [ec2Reads.describeVolumes, 14],
      [ec2Reads.describeInstances, 6],
      [ec2Writes.createVolume, 2],
      [ec2Writes.attachVolume, 3],
      [ec2Writes.detachVolume, 2],
      [ec2Reads.describeAvailabilityZones, 1],
    ]),
  }),
  controller(LOAD_BALANCER_CONTROLLER, {
    share: 6,
    grain: 14,
    pace: 4,
    calls: weighted([
      [elasticloadbalancing.describeTargetHealth, 18],
      [elasticloadbalancing.describeTargetGroups, 10],
      [elasticloadbalancing.describeLoadBalancers, 10],
      [elasticloadbalancing.describeListeners, 6],
      [elasticloadbalancing.registerTargets, 3],
      [ec2Reads.describeSecurityGroups, 5],
      [ec2Reads.describeSubnets, 3],
      [ec2Reads.describeVpcs, 2],
      [ec2Writes.authorizeSecurityGroupIngress, 1],
      [ec2Writes.revokeSecurityGroupIngress, 1],
    ]),
  }),
  controller(EXTERNAL_DNS, {
    share: 1.5,
    grain: 8,
    pace: 20,
    calls: weighted([
      [route53.listHostedZones, 6],
      [route53.listResourceRecordSets, 10],
      [route53.changeResourceRecordSets, 1],
    ]),
  }),
];
