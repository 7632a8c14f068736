import { type Failure, failureOf } from './faults.ts';
import { agentOf, type Body, type Call, type Draft, type Scene } from './model.ts';
import { isoSecond } from './moment.ts';
import { eventStream, Random } from './random.ts';
import type { World } from './world/stock.ts';

/** A record as it is written, with what the counts need of it. */
export interface Written {
  readonly json: string;
  readonly errorCode: string | undefined;
  readonly agent: string;
}

export type WriteRecord = (draft: Draft) => Written;

// Services move to a new record version at their own time; the rest are at DEFAULT_VERSION.
const DEFAULT_VERSION = '1.11';
const VERSIONS: Readonly<Record<string, string>> = {
  autoscaling: '1.09',
  dynamodb: '1.10',
  ecs: '1.10',
  elasticloadbalancing: '1.10',
  health: '1.08',
  kms: '1.09',
  lambda: '1.09',
  logs: '1.09',
  rds: '1.10',
  route53: '1.08',
  secretsmanager: '1.09',
  signin: '1.08',
  sso: '1.08',
};

// Their denied records carry no requestParameters.
const SILENT_WHEN_DENIED: ReadonlySet<string> = new Set(['iam', 'kms', 'dynamodb', 'sts']);

/** Writes the records of one day. The same draft always gives the same text. */
export function createRecordWriter(seed: number, day: number, world: World): WriteRecord {
  const random = new Random(0, 0, 0);
  return (draft) => {
    const eventId = eventStream(random, seed, day, draft.serial).uuid();
    const { call } = draft;
    // The copies of one call in two accounts share all but their eventID.
    if (draft.shared !== undefined) eventStream(random, ~seed, day, draft.shared);
    const sharedId = draft.shared === undefined ? undefined : random.uuid();
    const scene: Scene = {
      account: draft.account,
      region: draft.region,
      at: draft.at,
      time: isoSecond(draft.at),
      requestId: requestIdOf(call, random),
      stock: world.stockOf(draft.account, draft.region),
    };
    const body = (draft.body ?? call.body)(random, scene);
    const failure = failureFor(draft, body, scene, random);
    const agent = agentOf(draft.caller, call);
    const head = headOf(draft, scene, agent);
    const json = `{${head}${outcomeOf(draft, body, failure)}${tailOf(draft, scene, body, {
      eventId,
      sharedId,
      hybrid: random.chance(0.3),
    })}}`;
    return { json, errorCode: failure?.code, agent };
  };
}

function requestIdOf(call: Call, random: Random): string {
  if (call.source === 's3') return random.id(16);
  if (call.source === 'dynamodb') return random.id(52);
  return random.uuid();
}

function failureFor(draft: Draft, body: Body, scene: Scene, random: Random): Failure | undefined {
  const { call, caller, fault } = draft;
  if (fault) return failureOf(fault, { call, caller, body, scene }, random);
  const { miss } = call;
  return miss && !draft.body && random.chance(miss.chance) ? miss : undefined;
}

function headOf({ call, caller, region }: Draft, scene: Scene, agent: string): string {
  return `"eventVersion":"${versionOf(call)}","userIdentity":${caller.identity},"eventTime":"${scene.time}","eventSource":"${call.source}.amazonaws.com","eventName":"${call.name}","awsRegion":"${region}","sourceIPAddress":${JSON.stringify(caller.address)},"userAgent":${JSON.stringify(agent)}`;
}

function versionOf(call: Call): string {
  return VERSIONS[call.source] ?? DEFAULT_VERSION;
}

/** From errorCode to additionalEventData. */
function outcomeOf({ call, fault }: Draft, body: Body, failure: Failure | undefined): string {
  let text = '';
  if (failure) {
    text += `,"errorCode":"${failure.code}","errorMessage":${JSON.stringify(failure.message)}`;
  } else if (body.failure) {
    text += `,"errorMessage":${JSON.stringify(body.failure)}`;
  }
  const silent =
    fault?.kind === 'throttled' ||
    (fault?.kind === 'denied' && SILENT_WHEN_DENIED.has(call.source));
  text += `,"requestParameters":${silent ? 'null' : json(body.request)}`;
  text += `,"responseElements":${failure ? 'null' : json(body.response)}`;
  if (body.extra && fault?.kind !== 'throttled') {
    text += `,"additionalEventData":${JSON.stringify(body.extra)}`;
  }
  return text;
}

interface Identifiers {
  readonly eventId: string;
  readonly sharedId: string | undefined;
  /** The client offered a post-quantum key exchange. */
  readonly hybrid: boolean;
}

/** From requestID to the end. */
function tailOf(draft: Draft, scene: Scene, body: Body, ids: Identifiers): string {
  const { call, caller } = draft;
  const withRequestId = call.eventType !== 'AwsConsoleSignIn';
  let text = withRequestId ? `,"requestID":"${scene.requestId}"` : '';
  text += `,"eventID":"${ids.eventId}","readOnly":${call.readOnly}`;
  if (body.resources) text += `,"resources":${JSON.stringify(body.resources)}`;
  text += `,"eventType":"${call.eventType}"`;
  if (call.apiVersion) text += `,"apiVersion":"${call.apiVersion}"`;
  text += `,"managementEvent":${call.kind === 'Management'},"recipientAccountId":"${draft.account}"`;
  if (ids.sharedId) text += `,"sharedEventID":"${ids.sharedId}"`;
  if (body.details) text += `,"serviceEventDetails":${JSON.stringify(body.details)}`;
  if (caller.vpcEndpoint) {
    text += `,"vpcEndpointId":"${caller.vpcEndpoint}","vpcEndpointAccountId":"${draft.account}"`;
  }
  text += `,"eventCategory":"${call.kind}"`;
  if (caller.direct) text += tlsDetails(call, scene, body, ids.hybrid);
  if (caller.console) text += ',"sessionCredentialFromConsole":"true"';
  return text;
}

function tlsDetails(call: Call, scene: Scene, body: Body, hybrid: boolean): string {
  const exchange = hybrid && versionOf(call) === '1.11' ? ',"keyExchange":"X25519MLKEM768"' : '';
  return `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${body.host ?? hostOf(call, scene)}"${exchange}}`;
}

function hostOf(call: Call, scene: Scene): string {
  return call.global
    ? `${call.source}.amazonaws.com`
    : `${call.source}.${scene.region}.amazonaws.com`;
}

function json(value: object | undefined): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}
