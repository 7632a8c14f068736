import { ecs, eks, elasticloadbalancing, lambda } from '../calls/compute.ts';
import { dynamodb, rds, sqs } from '../calls/data-stores.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { ec2Writes } from '../calls/ec2-writes.ts';
import { iam } from '../calls/iam.ts';
import { cloudwatch, logs, route53 } from '../calls/observability.ts';
import { s3 } from '../calls/s3.ts';
import { kms, secretsmanager, ssm } from '../calls/security.ts';
import { sts } from '../calls/sign-in.ts';
import type { Place } from '../model.ts';
import { HOUR, SECOND } from '../moment.ts';
import type { Script } from '../script.ts';
import { assumeRole } from '../sessions/assume-role.ts';
import { assumeByWebIdentity } from '../sessions/federation.ts';
import { callerOf, type Manner } from '../sessions/session.ts';
import { weighted } from '../weighted.ts';
import { egressOf, PROD, SHARED, STAGING } from '../world/accounts.ts';
import { terraformAgent } from '../world/agents.ts';
import { roleOf } from '../world/principals.ts';
import { label, type Routine, runCalls, runLength, type Stay } from './workload.ts';

/** A Terraform Enterprise workspace and the place that it manages. */
export interface Workspace extends Place {
  readonly name: string;
}

type Phase = 'plan' | 'apply';

/** One phase of a run. */
export interface RunPhase {
  readonly workspace: Workspace;
  readonly phase: Phase;
  readonly at: number;
  /** A new one unless given: plan and apply share theirs. */
  readonly runId?: string;
}

export const NET: Workspace = { name: 'net', account: PROD, region: 'us-east-1' };
const ALL: readonly (readonly [Workspace, number])[] = [
  [NET, 4],
  [{ name: 'shop-prod', account: PROD, region: 'eu-west-1' }, 4],
  [{ name: 'shop-prod-west', account: PROD, region: 'us-west-2' }, 1],
  [{ name: 'shop-staging', account: STAGING, region: 'us-east-1' }, 3],
  [{ name: 'organisation', account: SHARED, region: 'us-east-1' }, 1],
];
const WORKSPACES = weighted(ALL);

/** The workspace that manages a place. */
export function workspaceOf({ account, region }: Place): Workspace {
  const found = ALL.find(
    ([{ account: its, region: there }]) => its === account && there === region,
  );
  return found ? found[0] : NET;
}

const LABEL = label('Terraform Enterprise', 'Terraform');
const PLAN_CALLS = 40;

const planCalls = weighted([
  [ec2Reads.describeSecurityGroups, 8],
  [ec2Reads.describeSecurityGroupRules, 8],
  [ec2Reads.describeSubnets, 5],
  [ec2Reads.describeVpcs, 3],
  [ec2Reads.describeVpcAttribute, 4],
  [ec2Reads.describeRouteTables, 5],
  [ec2Reads.describeInstances, 4],
  [ec2Reads.describeLaunchTemplateVersions, 2],
  [iam.getRole, 9],
  [iam.listRolePolicies, 7],
  [iam.listAttachedRolePolicies, 7],
  [iam.getRolePolicy, 5],
  [iam.getPolicy, 4],
  [iam.getPolicyVersion, 4],
  [s3.getBucketPolicy, 3],
  [s3.getBucketAcl, 3],
  [s3.getBucketEncryption, 3],
  [s3.getBucketVersioning, 3],
  [s3.getBucketTagging, 3],
  [s3.getBucketPublicAccessBlock, 3],
  [kms.describeKey, 4],
  [kms.getKeyPolicy, 4],
  [kms.getKeyRotationStatus, 4],
  [rds.describeDBInstances, 3],
  [rds.listTagsForResource, 3],
  [dynamodb.describeTable, 3],
  [dynamodb.describeContinuousBackups, 3],
  [lambda.getFunction, 3],
  [logs.describeLogGroups, 3],
  [sqs.getQueueAttributes, 3],
  [elasticloadbalancing.describeListeners, 2],
  [elasticloadbalancing.describeTargetGroups, 2],
  [route53.listResourceRecordSets, 1],
  [secretsmanager.describeSecret, 3],
  [ssm.describeParameters, 3],
  [eks.describeCluster, 1],
  [ecs.describeTaskDefinition, 1],
  [sts.getCallerIdentity, 2],
]);

const applyCalls = weighted([
  [ec2Writes.authorizeSecurityGroupIngress, 3],
  [ec2Writes.revokeSecurityGroupIngress, 2],
  [ec2Writes.createTags, 4],
  [ec2Writes.modifyInstanceAttribute, 1],
  [iam.createPolicyVersion, 3],
  [iam.putRolePolicy, 4],
  [iam.attachRolePolicy, 2],
  [iam.tagRole, 3],
  [s3.putBucketTagging, 2],
  [cloudwatch.putMetricAlarm, 4],
  [ec2Reads.describeSecurityGroups, 6],
  [iam.getRole, 6],
]);

/** A run's sessions: the token of Terraform Enterprise, then the role in the workspace's account. */
export function terraformRun(script: Script, run: RunPhase): Stay {
  const { workspace, phase, at, runId = script.random.id(16) } = run;
  const manner: Manner = { agent: terraformAgent, address: egressOf(SHARED, 'us-east-1') };
  const name = `terraform-run-${runId}`;
  const common = { name, pattern: 'terraform-run-*', region: workspace.region, label: LABEL };
  const runner = assumeByWebIdentity(
    script,
    {
      ...manner,
      issuer: 'tfe.example.com',
      subject: subjectOf(workspace, phase),
    },
    { ...common, role: roleOf(SHARED, 'terraform-runner'), at },
  );
  const startedAt = at + 2 * SECOND;
  const session = assumeRole(
    script,
    { session: runner, caller: callerOf(runner, manner) },
    { ...common, role: phaseRole(workspace.account, phase), at: startedAt },
  );
  const caller = callerOf(session, manner);
  return {
    callerFor: () => caller,
    from: startedAt + SECOND,
    until: Math.min(startedAt + HOUR - SECOND, script.day.last),
  };
}

/** Who a run is, by its token. */
export function subjectOf({ name }: Workspace, phase: Phase): string {
  return `organization:acme:project:core:workspace:${name}:run_phase:${phase}`;
}

function phaseRole(account: string, phase: Phase) {
  return roleOf(account, phase === 'plan' ? 'TerraformPlan' : 'TerraformApply');
}

export const terraformRoutines: readonly Routine[] = [
  {
    share: 12,
    grain: PLAN_CALLS + 8,
    rhythm: 'office',
    perform: (script, at) => {
      const { random } = script;
      const workspace = WORKSPACES.choose(random);
      const runId = random.id(16);
      const plan = terraformRun(script, { workspace, phase: 'plan', at, runId });
      const count = runLength(random, PLAN_CALLS);
      const refusals = {
        calls: weighted([
          [iam.getPolicyVersion, 1],
          [kms.getKeyPolicy, 2],
        ]),
        chance: 0.008,
      };
      const run = { ...workspace, at, pace: 1 };
      const planned = runCalls(script, plan, { ...run, count, calls: planCalls, refusals });
      if (!random.chance(0.3) || script.full) return;
      const apply = terraformRun(script, {
        workspace,
        phase: 'apply',
        at: planned + 90 * SECOND,
        runId,
      });
      runCalls(script, apply, { ...run, count: runLength(random, 12), calls: applyCalls });
    },
  },
];
