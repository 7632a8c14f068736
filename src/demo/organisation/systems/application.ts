import { lambda } from '../calls/compute.ts';
import { dynamodb, sqs } from '../calls/data-stores.ts';
import { logs } from '../calls/observability.ts';
import { s3 } from '../calls/s3.ts';
import { kms, secretsmanager, ssm } from '../calls/security.ts';
import type { Call, Place } from '../model.ts';
import type { Script } from '../script.ts';
import { assumeByService } from '../sessions/assume-role.ts';
import { callerOf } from '../sessions/session.ts';
import { type Weighted, weighted } from '../weighted.ts';
import { egressOf, PROD, STAGING } from '../world/accounts.ts';
import { JAVA_AGENT, LAMBDA_PYTHON_AGENT, SSM_AGENT } from '../world/agents.ts';
import { roleOf } from '../world/principals.ts';
import { label, type Routine, renewed, type Stay, workload } from './workload.ts';

const WORKERS = label('Application', 'shop workers');
const WEB = label('Application', 'shop web');
const FUNCTIONS = 4;
const INSTANCES = 5;

const PLACES: Weighted<Place> = weighted([
  [{ account: PROD, region: 'us-east-1' }, 8],
  [{ account: PROD, region: 'eu-west-1' }, 6],
  [{ account: PROD, region: 'ap-southeast-2' }, 1.5],
  [{ account: PROD, region: 'us-west-2' }, 1],
  [{ account: STAGING, region: 'us-east-1' }, 2],
]);

/** What a service does with KMS on behalf of the application. */
function behalfOf(call: Call): string | undefined {
  if (call === kms.decryptSecret) return 'secretsmanager.amazonaws.com';
  return call.source === 'kms' ? 'AWS Internal' : undefined;
}

function workerStay(script: Script, place: Place, at: number): Stay {
  const { functions } = script.world.stockOf(place.account, place.region);
  const name = script.random.pick(functions.slice(0, FUNCTIONS));
  return renewed(script, { key: `${name}/${place.region}`, at, hours: 2 }, (startedAt) => {
    const session = assumeByService(script, 'lambda', {
      role: roleOf(place.account, `${name}-role`),
      name,
      at: startedAt,
      region: place.region,
      label: WORKERS,
      hours: 2,
    });
    const own = { agent: LAMBDA_PYTHON_AGENT, address: egressOf(place.account, place.region) };
    return variants((invokedBy) =>
      callerOf(session, invokedBy ? { agent: invokedBy, address: invokedBy, invokedBy } : own),
    );
  });
}

function webStay(script: Script, place: Place, at: number): Stay {
  const stock = script.world.stockOf(place.account, place.region);
  const name = script.random.pick(stock.instances.slice(0, INSTANCES));
  return renewed(script, { key: name, at, hours: 6 }, (startedAt) => {
    const role = roleOf(place.account, 'shop-web');
    const opening = {
      role,
      name,
      pattern: 'i-*',
      at: startedAt,
      region: place.region,
      label: WEB,
      hours: 6,
    };
    const session = assumeByService(script, 'ec2', opening, true);
    const address = `10.${script.random.int(4)}.${script.random.int(250)}.${script.random.int(250)}`;
    const { vpcEndpoint } = stock;
    const agentLabel = label('Application', 'SSM agent');
    const ssmAgent = callerOf(session, { agent: SSM_AGENT, address, label: agentLabel });
    const callerFor = variants((invokedBy) =>
      callerOf(
        session,
        invokedBy
          ? { agent: invokedBy, address: invokedBy, invokedBy }
          : { agent: JAVA_AGENT, address, vpcEndpoint },
      ),
    );
    return (call) => (call === ssm.updateInstanceInformation ? ssmAgent : callerFor(call));
  });
}

/** One caller for the program's own calls, one for each service that acts on its behalf. */
function variants(make: (invokedBy: string | undefined) => ReturnType<Stay['callerFor']>) {
  const known = new Map<string | undefined, ReturnType<Stay['callerFor']>>();
  return (call: Call) => {
    const invokedBy = behalfOf(call);
    const caller = known.get(invokedBy) ?? make(invokedBy);
    known.set(invokedBy, caller);
    return caller;
  };
}

export const applicationRoutines: readonly Routine[] = [
  workload({
    share: 13,
    grain: 16,
    pace: 3,
    places: PLACES,
    logIn: workerStay,
    calls: weighted([
      [dynamodb.getItem, 10],
      [dynamodb.query, 10],
      [dynamodb.putItem, 8],
      [dynamodb.updateItem, 8],
      [sqs.receiveMessage, 8],
      [sqs.deleteMessage, 6],
      [sqs.sendMessage, 5],
      [s3.getObject, 8],
      [s3.putObject, 5],
      [kms.decrypt, 6],
      [kms.generateDataKey, 3],
      [kms.decryptSecret, 3],
      [secretsmanager.getSecretValue, 3],
      [logs.createLogStream, 3],
      [lambda.invoke, 3],
    ]),
    refusals: {
      chance: 0.004,
      calls: weighted([
        [s3.deleteObject, 1],
        [secretsmanager.getSecretValue, 1],
      ]),
    },
  }),
  workload({
    share: 11,
    grain: 16,
    pace: 4,
    places: PLACES,
    logIn: webStay,
    calls: weighted([
      [s3.getObject, 16],
      [s3.putObject, 4],
      [s3.headObject, 5],
      [s3.listObjects, 3],
      [s3.deleteObject, 1],
      [dynamodb.getItem, 10],
      [dynamodb.query, 8],
      [kms.decrypt, 8],
      [kms.generateDataKey, 3],
      [sqs.sendMessage, 5],
      [ssm.getParameter, 4],
      [ssm.updateInstanceInformation, 7],
      [secretsmanager.getSecretValue, 1],
      [kms.decryptSecret, 1],
    ]),
    refusals: { chance: 0.006, calls: weighted([[s3.getObject, 1]]) },
  }),
];
