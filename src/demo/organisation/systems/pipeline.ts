import { ecr, ecs, lambda } from '../calls/compute.ts';
import { iam } from '../calls/iam.ts';
import { s3 } from '../calls/s3.ts';
import { sts } from '../calls/sign-in.ts';
import type { Place } from '../model.ts';
import { HOUR, SECOND } from '../moment.ts';
import type { Script } from '../script.ts';
import { assumeRole, type Hop } from '../sessions/assume-role.ts';
import { assumeByWebIdentity } from '../sessions/federation.ts';
import { callerOf, type Manner, userCaller } from '../sessions/session.ts';
import { weighted } from '../weighted.ts';
import { PROD, SHARED, STAGING } from '../world/accounts.ts';
import { CREDENTIALS_ACTION_AGENT, runnerCliAgent } from '../world/agents.ts';
import { roleOf, userOf } from '../world/principals.ts';
import { label, type Routine, runCalls, runLength, type Stay, workload } from './workload.ts';

const LABEL = label('Deployment pipeline', 'GitHub Actions');
const ISSUER = 'token.actions.githubusercontent.com';
/** Whose token opens every deployment. */
export const DEPLOYER = 'repo:acme/shop:ref:refs/heads/main';
const DEPLOY_REGIONS = ['us-east-1', 'eu-west-1'] as const;

/** The pipeline's hops: the token, the role that deploys, the role that releases. */
export interface Deployment {
  readonly build: Hop;
  readonly deploy: Hop;
}

export function deployRole(account: string) {
  return roleOf(account, account === PROD ? 'deploy-prod' : 'deploy-staging');
}

/** Takes the first two hops of a deployment. */
export function beginDeployment(
  script: Script,
  { account, region }: Place,
  at: number,
): Deployment {
  const { random } = script;
  const address = `198.51.100.${random.between(100, 140)}`;
  const runner: Manner = { agent: runnerCliAgent, address };
  const common = { name: 'GitHubActions', region, label: LABEL };
  const job = assumeByWebIdentity(
    script,
    {
      agent: CREDENTIALS_ACTION_AGENT,
      address,
      issuer: ISSUER,
      subject: DEPLOYER,
    },
    { ...common, role: roleOf(SHARED, 'github-deploy'), at },
  );
  const build = { session: job, caller: callerOf(job, runner) };
  const deploy = assumeRole(
    script,
    build,
    { ...common, role: deployRole(account), at: at + 40 * SECOND },
    {
      tags: {
        Repository: 'acme/shop',
        Workflow: 'Deploy → main',
        Actor: random.pick(['bob-tanaka', 'carol-nwosu', 'dieter-gross']),
        Commit: random.hex(40),
        Branch: 'main',
      },
    },
  );
  return { build, deploy: { session: deploy, caller: callerOf(deploy, runner) } };
}

/** The whole time that a session of the pipeline may be used. */
export function hopStay(script: Script, hop: Hop): Stay {
  const { session } = hop;
  return {
    callerFor: () => hop.caller,
    from: session.startedAt + SECOND,
    until: Math.min(session.startedAt + HOUR - SECOND, script.day.last),
  };
}

const buildCalls = weighted([
  [sts.getCallerIdentity, 1],
  [ecr.getAuthorizationToken, 2],
  [ecr.batchGetImage, 3],
  [ecr.putImage, 3],
]);
const deployCalls = weighted([
  [ecs.describeServices, 6],
  [ecs.describeTaskDefinition, 3],
  [lambda.updateFunctionCode, 1],
  [lambda.getFunction, 2],
]);
const releaseCalls = weighted([
  [ecs.registerTaskDefinition, 2],
  [ecs.updateService, 2],
  [ecs.describeServices, 12],
  [ecs.listTasks, 3],
]);

function perform(script: Script, at: number): void {
  const { random } = script;
  const account = random.chance(0.55) ? PROD : STAGING;
  const region = random.pick(DEPLOY_REGIONS);
  const { build, deploy } = beginDeployment(script, { account, region }, at);
  const run = { account, region, pace: 4 };
  const buildRun = { ...run, account: SHARED, at, count: runLength(random, 5) };
  runCalls(script, hopStay(script, build), { ...buildRun, calls: buildCalls });
  const deployRun = { ...run, at: at + 60 * SECOND, count: runLength(random, 9) };
  const deployed = runCalls(script, hopStay(script, deploy), {
    ...deployRun,
    calls: deployCalls,
    refusals: { calls: weighted([[lambda.listFunctions, 1]]), chance: 0.02 },
  });
  if (!random.chance(0.6) || script.full) return;
  const release = releaseHop(script, deploy, region, deployed + 5 * SECOND);
  const releaseRun = { ...run, at: deployed, count: runLength(random, 14), pace: 9 };
  runCalls(script, hopStay(script, release), { ...releaseRun, calls: releaseCalls });
}

/** The third hop, within the account. */
function releaseHop(script: Script, deploy: Hop, region: string, at: number): Hop {
  const session = assumeRole(script, deploy, {
    role: roleOf(deploy.session.role.account, 'ecs-release'),
    name: 'GitHubActions',
    at,
    region,
    label: LABEL,
  });
  return {
    session,
    caller: callerOf(session, { agent: runnerCliAgent, address: deploy.caller.address }),
  };
}

/** An older CI server with a long-lived key; this is the key that leaks. */
export const CI_USER = userOf(PROD, 'ci-artifacts');
const CI_CALLER = userCaller(CI_USER, label('Deployment pipeline', 'artifact upload'), {
  agent:
    'aws-cli/1.32.101 md/Botocore#1.34.101 ua/2.0 os/linux#5.15.0-1060-aws md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.34.101',
  address: '198.51.100.200',
});

export const pipelineRoutines: readonly Routine[] = [
  { share: 6, grain: 28, rhythm: 'office', perform },
  workload({
    share: 0.8,
    grain: 6,
    rhythm: 'office',
    pace: 2,
    places: weighted([[{ account: PROD, region: 'us-east-1' }, 1]]),
    logIn: (script, _place, at) => ({
      callerFor: () => CI_CALLER,
      from: at,
      until: script.day.last,
    }),
    calls: weighted([
      [s3.putObject, 6],
      [s3.listObjects, 2],
      [s3.getObject, 1],
      [iam.getUser, 1],
    ]),
  }),
];
