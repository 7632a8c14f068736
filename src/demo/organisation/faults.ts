import type { Body, Call, Caller, Fault, Scene } from './model.ts';
import type { Random } from './random.ts';
import { ORGANISATION, SHARED } from './world/accounts.ts';

// Services of AWS's JSON protocols end their codes with Exception; the query and XML ones do not.
// biome-ignore format: a word list
const JSON_SERVICES: ReadonlySet<string> = new Set([
  'ce', 'cloudtrail', 'config', 'dynamodb', 'ecr', 'ecs', 'eks', 'health', 'kms', 'lambda', 'logs',
  'notifications', 'organizations', 'resource-explorer-2', 'secretsmanager', 'ssm', 'tagging',
]);

/** What is logged of a failure. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

export function errorCodeOf(call: Call, fault: Fault): string {
  switch (fault.kind) {
    case 'denied':
      if (call.source === 'ec2') return 'Client.UnauthorizedOperation';
      return JSON_SERVICES.has(call.source) ? 'AccessDeniedException' : 'AccessDenied';
    case 'throttled':
      if (call.source === 'ec2') return 'Client.RequestLimitExceeded';
      return JSON_SERVICES.has(call.source) ? 'ThrottlingException' : 'Throttling';
    default:
      return fault satisfies never;
  }
}

/** The failed call, with what its message may name. */
export interface FailedCall {
  readonly call: Call;
  readonly caller: Caller;
  readonly body: Body;
  readonly scene: Scene;
}

export function failureOf(fault: Fault, failed: FailedCall, random: Random): Failure {
  const code = errorCodeOf(failed.call, fault);
  switch (fault.kind) {
    case 'denied':
      return { code, message: denialOf(fault, failed, random) };
    case 'throttled':
      return {
        code,
        message: failed.call.source === 'ec2' ? 'Request limit exceeded.' : 'Rate exceeded',
      };
    default:
      return fault satisfies never;
  }
}

type Denied = Extract<Fault, { readonly kind: 'denied' }>;

function denialOf(
  fault: Denied,
  { call, caller, body, scene }: FailedCall,
  random: Random,
): string {
  const resource = fault.resource
    ? ` on resource: ${fault.resource}`
    : resourceOf(call, body, scene);
  const reason = fault.boundary
    ? `with an explicit deny in a service control policy: arn:aws:organizations::${SHARED}:policy/${ORGANISATION}/service_control_policy/p-9wt1u0lz`
    : `because no identity-based policy allows the ${call.action} action`;
  const sentence = `User: ${caller.arn} is not authorized to perform: ${call.action}${resource} ${reason}`;
  if (call.source !== 'ec2') return sentence;
  const encoded = call.readOnly
    ? ''
    : `. Encoded authorization failure message: ${random.blob(420).replaceAll('/', '_').replaceAll('+', '-')}`;
  return `You are not authorized to perform this operation. ${sentence}${encoded}`;
}

function resourceOf(call: Call, body: Body, scene: Scene): string {
  if (call.source === 'ec2') {
    return call.readOnly
      ? ''
      : ` on resource: arn:aws:ec2:${scene.region}:${scene.account}:instance/*`;
  }
  const arn = body.resources?.[0]?.ARN;
  if (!arn) return ' on resource: *';
  return call.source === 's3' ? ` on resource: "${arn}"` : ` on resource: ${arn}`;
}
