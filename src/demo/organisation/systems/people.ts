import { ecs, eks, lambda } from '../calls/compute.ts';
import { dynamodb, rds } from '../calls/data-stores.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { ec2Writes } from '../calls/ec2-writes.ts';
import { iam } from '../calls/iam.ts';
import { cloudwatch, consolePolls, logs, organizations } from '../calls/observability.ts';
import { s3 } from '../calls/s3.ts';
import { cloudtrail, config, kms, secretsmanager, ssm } from '../calls/security.ts';
import { consoleSignIn, sts } from '../calls/sign-in.ts';
import type { Call, Caller, Label, Place } from '../model.ts';
import { HOUR, SECOND } from '../moment.ts';
import type { Random } from '../random.ts';
import type { Script } from '../script.ts';
import { assumeRole } from '../sessions/assume-role.ts';
import { signIn } from '../sessions/federation.ts';
import { callerOf, type Session, userCaller } from '../sessions/session.ts';
import { weighted } from '../weighted.ts';
import { HOME_REGION, PROD, SHARED, STAGING } from '../world/accounts.ts';
import { cliAgent, cloudShellAgent, S3_CONSOLE_AGENT } from '../world/agents.ts';
import { ESRA, FINN, PEOPLE, type Person } from '../world/people.ts';
import { roleOf, userOf } from '../world/principals.ts';
import { type Routine, renewed, runCalls, runLength, type Stay } from './workload.ts';

const WORKPLACES = weighted<Place>([
  [{ account: PROD, region: 'us-east-1' }, 5],
  [{ account: PROD, region: 'eu-west-1' }, 4],
  [{ account: STAGING, region: 'us-east-1' }, 3],
  [{ account: SHARED, region: 'us-east-1' }, 1],
]);

function consoleLabel(person: Person): Label {
  return { system: 'Console', component: null, person: person.email };
}

function terminalLabel(person: Person): Label {
  return { system: 'Command line', component: null, person: person.email };
}

/** A person's console session of this day and account: one sign-in in the morning. */
export function consoleStay(script: Script, person: Person, account: string): Stay {
  return script.keep<Stay>(`console/${person.email}/${account}`, () => {
    const at = script.time(6, 0, script.random.int(6000));
    const how = { account, at, label: consoleLabel(person), console: true };
    const session = signIn(script, person, how);
    return {
      callerFor: consoleCallers(session, person, script.random),
      from: at + 2 * SECOND,
      until: at + 12 * HOUR,
    };
  });
}

/** The console calls as the browser, or as its own back ends. */
function consoleCallers(session: Session, person: Person, random: Random): Stay['callerFor'] {
  const { address } = person;
  const browser = callerOf(session, { agent: person.browser, address, console: true });
  const internal = callerOf(session, {
    agent: 'AWS Internal',
    address,
    console: true,
    indirect: true,
  });
  const s3Console = callerOf(session, {
    agent: S3_CONSOLE_AGENT,
    address,
    console: true,
    indirect: true,
  });
  const cloudShell = callerOf(session, {
    agent: cloudShellAgent,
    address: '203.0.113.90',
    console: true,
  });
  return (call) => {
    if (call === sts.getCallerIdentity) return cloudShell;
    if (call.source === 's3') return s3Console;
    return random.chance(0.4) ? browser : internal;
  };
}

// biome-ignore format: a table
const VISITS = [
  [ec2Reads.describeInstances, ec2Reads.describeSecurityGroups, ec2Reads.describeVolumes, ec2Reads.describeSubnets],
  [s3.listBuckets, s3.getBucketPolicy, s3.getBucketVersioning, s3.getBucketLocation],
  [iam.listRoles, iam.getRole, iam.listAttachedRolePolicies, iam.listUsers],
  [cloudwatch.describeAlarms, cloudwatch.getMetricData, logs.describeLogGroups, logs.startQuery],
  [lambda.listFunctions, lambda.getFunction, logs.describeLogStreams],
  [ecs.describeServices, ecs.describeTaskDefinition, eks.describeCluster],
  [rds.describeDBInstances, rds.describeDBClusters, dynamodb.describeTable],
  [kms.listAliases, kms.describeKey, iam.listAccountAliases],
  [config.describeConfigRules, cloudtrail.describeTrails, ssm.describeInstanceInformation],
  [organizations.describeOrganization, organizations.listAccounts],
  [sts.getCallerIdentity],
] as const;

const POLLS = Object.values(consolePolls);

/** Opens a service's pages, with the polls that an open console makes by itself. */
function visit(script: Script, at: number): void {
  const { random } = script;
  const person = random.pick(PEOPLE);
  const place = WORKPLACES.choose(random);
  const stay = consoleStay(script, person, place.account);
  const pages: readonly Call[] = random.pick(VISITS);
  const calls = weighted<Call>([
    ...pages.map((call) => [call, 4] as const),
    ...POLLS.map((call) => [call, 1] as const),
  ]);
  const refusals = {
    calls: weighted<Call>([
      [secretsmanager.listSecrets, 1],
      [cloudtrail.lookupEvents, 1],
    ]),
    chance: readOnly(person) ? 0.08 : 0.01,
  };
  runCalls(script, stay, { ...place, at, count: runLength(random, 9), calls, refusals, pace: 6 });
}

function readOnly(person: Person): boolean {
  return person === ESRA || person === FINN;
}

const terminalCalls = weighted<Call>([
  [sts.getCallerIdentity, 3],
  [ec2Reads.describeInstances, 6],
  [s3.listObjects, 4],
  [s3.getObject, 3],
  [logs.describeLogGroups, 2],
  [logs.startQuery, 2],
  [ecs.listTasks, 2],
  [ecs.describeServices, 3],
  [ssm.getParameter, 2],
  [lambda.getFunction, 2],
  [secretsmanager.describeSecret, 1],
  [cloudtrail.getTrailStatus, 1],
]);
const terminalRefusals = weighted<Call>([
  [ec2Writes.terminateInstances, 2],
  [s3.deleteObject, 2],
  [secretsmanager.getSecretValue, 2],
  [iam.putRolePolicy, 1],
]);

/** A terminal after `aws sso login`; in prod, on to an operator role with a source identity. */
function terminalStay(script: Script, person: Person, account: string, at: number): Stay {
  const operator = !readOnly(person) && account === PROD;
  const terminal = script.keep(`terminal/${person.email}`, () => script.random.hex(12));
  const manner = (source: string) => ({
    agent: cliAgent(person, terminal, source),
    address: person.address,
  });
  return renewed(script, { key: `cli/${person.email}/${account}`, at, hours: 1 }, (startedAt) => {
    const label = terminalLabel(person);
    const home = operator ? SHARED : account;
    const how = { account: home, at: startedAt, label, console: false };
    const session = signIn(script, person, how);
    const caller = callerOf(session, manner('r,s,E,b'));
    if (!operator) return () => caller;
    const opening = {
      role: roleOf(account, 'operator'),
      name: person.email,
      at: startedAt + SECOND,
      region: HOME_REGION,
      label,
    };
    const next = assumeRole(script, { session, caller }, opening, { sourceIdentity: person.email });
    const operatorCaller = callerOf(next, manner('i,r,s,E,b'));
    return () => operatorCaller;
  });
}

function typeCommands(script: Script, at: number): void {
  const { random } = script;
  const person = random.pick(PEOPLE);
  const place = WORKPLACES.choose(random);
  const stay = terminalStay(script, person, place.account, at);
  runCalls(script, stay, {
    ...place,
    at,
    count: runLength(random, 8),
    calls: terminalCalls,
    refusals: { calls: terminalRefusals, chance: readOnly(person) ? 0.1 : 0.02 },
    pace: 30,
  });
}

const BREAK_GLASS = userOf(PROD, 'break-glass');

/** Someone tries the emergency user's password. A failed sign-in logs neither ARN nor key. */
function failedSignIn(script: Script, at: number): void {
  const label: Label = { system: 'Console', component: 'sign-in', person: null };
  const address = '203.0.113.57';
  const known = userCaller(BREAK_GLASS, label, { agent: PEOPLE[0]?.browser ?? '', address });
  const caller: Caller = {
    ...known,
    identity: JSON.stringify({
      type: 'IAMUser',
      principalId: BREAK_GLASS.id,
      accountId: BREAK_GLASS.account,
      accessKeyId: '',
      userName: BREAK_GLASS.name,
    }),
    facts: { ...known.facts, principalArn: null },
  };
  script.add(consoleSignIn.failedLogin, caller, { account: PROD, region: 'us-east-1', at });
}

export const peopleRoutines: readonly Routine[] = [
  { share: 2.2, grain: 11, rhythm: 'office', perform: visit },
  { share: 1.6, grain: 10, rhythm: 'office', perform: typeCommands },
  { share: 0.03, grain: 1, rhythm: 'office', perform: failedSignIn },
];
