import { ec2Reads } from '../calls/ec2-reads.ts';
import { iam, iamDate } from '../calls/iam.ts';
import { onObject, s3 } from '../calls/s3.ts';
import { cloudtrail, secretsmanager } from '../calls/security.ts';
import { sts } from '../calls/sign-in.ts';
import { errorCodeOf } from '../faults.ts';
import type { Call, Fault, WriteBody } from '../model.ts';
import { SECOND } from '../moment.ts';
import { userCaller } from '../sessions/session.ts';
import { CI_USER } from '../systems/pipeline.ts';
import type { TruthStep } from '../truth.ts';
import { PROD } from '../world/accounts.ts';
import { ATTACKER_AGENT } from '../world/agents.ts';
import { userOf } from '../world/principals.ts';
import { certain, type Plant, stepOf, workday } from './plant.ts';

const ADDRESS = '203.0.113.66';
const TRAIL = `arn:aws:cloudtrail:us-east-1:${PROD}:trail/prod-audit`;
const BACKUPS = 'acme-prod-db-backups';
const VICTIM = 'release-admin';
const NEW_USER = userOf(PROD, 'svc-support');

/** One call of the intruder, some seconds after the one before. */
interface Move {
  readonly after: number;
  readonly call: Call;
  readonly body?: WriteBody;
  readonly fault?: Fault;
}

const DENIED: Fault = { kind: 'denied' };

const createKey: WriteBody = (random, scene) => ({
  request: { userName: VICTIM },
  response: {
    accessKey: {
      userName: VICTIM,
      accessKeyId: `AKIA${random.id(16)}`,
      status: 'Active',
      createDate: iamDate(scene.at),
    },
  },
});

const createUser: WriteBody = (_, scene) => ({
  request: { userName: NEW_USER.name },
  response: {
    user: {
      path: '/',
      userName: NEW_USER.name,
      userId: NEW_USER.id,
      arn: NEW_USER.arn,
      createDate: iamDate(scene.at),
    },
  },
});

const attachPolicy: WriteBody = () => ({
  request: {
    userName: NEW_USER.name,
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  },
});

const onTrail: WriteBody = () => ({ request: { name: TRAIL } });

const MOVES: readonly Move[] = [
  { after: 0, call: sts.getCallerIdentity },
  { after: 14, call: s3.listBuckets },
  { after: 22, call: iam.listUsers },
  { after: 9, call: iam.listRoles, fault: DENIED },
  { after: 11, call: ec2Reads.describeInstances, fault: DENIED },
  { after: 8, call: secretsmanager.listSecrets, fault: DENIED },
  { after: 71, call: iam.createAccessKey, body: createKey },
  { after: 95, call: iam.createUser, body: createUser },
  { after: 18, call: iam.attachUserPolicy, body: attachPolicy },
  { after: 240, call: cloudtrail.stopLogging, body: onTrail },
  ...[1, 2, 3, 4].map((part) => ({
    after: 33,
    call: s3.getObject,
    body: onObject(BACKUPS, `orders/2026-06/full-${part}.dump.gz`, 734_003_200),
  })),
  {
    after: 120,
    call: cloudtrail.deleteTrail,
    body: onTrail,
    fault: { kind: 'denied', resource: TRAIL, boundary: true },
  },
  {
    after: 6,
    call: cloudtrail.deleteTrail,
    body: onTrail,
    fault: { kind: 'denied', resource: TRAIL, boundary: true },
  },
];

/** The CI user's key leaks: looking around, a second way in, blinding the trail, taking backups. */
export const attack: Plant = {
  name: 'attack',
  perform: (script, settings) => {
    if (script.day.index !== workday(settings, 0.7)) return {};
    const owner = { system: 'Deployment pipeline', component: null, person: null } as const;
    const caller = userCaller(CI_USER, owner, { agent: ATTACKER_AGENT, address: ADDRESS });
    const steps: TruthStep[] = [];
    let at = script.time(2, 41, 7);
    for (const { after, call, body, fault } of MOVES) {
      at += after * SECOND;
      const occasion = { account: PROD, region: 'us-east-1', at };
      const draft = certain(
        script.add(call, caller, { ...occasion, ...(body && { body }), ...(fault && { fault }) }),
      );
      steps.push(stepOf(script, draft, fault && errorCodeOf(call, fault)));
    }
    return {
      attack: {
        accessKeyId: CI_USER.accessKeyId,
        userArn: CI_USER.arn,
        address: ADDRESS,
        account: PROD,
        steps,
      },
    };
  },
};
