import { AppError } from '../../../base/errors/index.ts';

/** The body was cut, short, long, or of another object than the one listed: worth another try. */
export class BodyFault extends Error {
  readonly expected: number;
  readonly received: number;

  constructor(expected: number, received: number) {
    super(`${received} of ${expected} bytes arrived`);
    this.name = 'BodyFault';
    this.expected = expected;
    this.received = received;
  }
}

/** The body stopped arriving: worth another try, and a sign of load. */
export class SilenceFault extends Error {
  override readonly name = 'TimeoutError';
}

/** An answer that is no complete answer, though its status says so: worth another try. */
export class AnswerFault extends Error {
  override readonly name = 'AnswerFault';
}

/** What is known of a failure, from the many shapes in which the SDK throws one. */
export interface Fault {
  /** S3's error code, or the name of the error. */
  readonly name: string;
  /** The system's name of a network failure, such as `ECONNRESET`. */
  readonly system?: string;
  readonly status?: number;
  /** The region of the bucket, when the answer names it. */
  readonly region?: string;
}

interface ThrownBySdk {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
  readonly $response?: { readonly headers?: Readonly<Record<string, unknown>> };
}

export function faultOf(error: unknown): Fault {
  if (typeof error !== 'object' || error === null) return { name: String(error) };
  const { name, code, $metadata, $response }: ThrownBySdk = error;
  const region = $response?.headers?.['x-amz-bucket-region'];
  const status = $metadata?.httpStatusCode;
  return {
    name: typeof name === 'string' ? name : 'Error',
    ...(typeof code === 'string' && { system: code }),
    ...(typeof status === 'number' && { status }),
    ...(typeof region === 'string' && { region }),
  };
}

// RequestTimeTooSkewed: the SDK has set its clock by the answer, so that the next request fits.
const PASSING: ReadonlySet<string> = new Set([
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'InternalError',
  'BodyFault',
  'AnswerFault',
]);
const THROTTLES =
  /^(?:SlowDown|ServiceUnavailable|RequestLimitExceeded|TooManyRequests|BandwidthLimit)|Throttl/;

// Lost and refused connections, unknown hosts, bodies that end early; not certificates, not our mistakes.
const PASSING_SYSTEM = /^(?:E(?!RR_)|HPE_|ERR_STREAM_PREMATURE_CLOSE$)/;

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AppError) return false;
  const fault = faultOf(error);
  if (isThrottle(fault) || PASSING.has(fault.name)) return true;
  if (fault.status !== undefined) {
    // An error under a good status is an answer that could not be read to its end.
    return fault.status >= 500 || fault.status < 300 || fault.status === 408;
  }
  if (fault.system !== undefined) return PASSING_SYSTEM.test(fault.system);
  return fault.name === 'TimeoutError';
}

/** Whether the other side has more to do than it can: "slow down", or no answer in time. */
export function isOverload(error: unknown): boolean {
  const fault = faultOf(error);
  // The SDK also calls a lost connection a TimeoutError, which says nothing about load.
  const isTimeout = fault.name === 'TimeoutError' && (fault.system ?? 'ETIMEDOUT') === 'ETIMEDOUT';
  return isThrottle(fault) || isTimeout;
}

function isThrottle({ name, status }: Fault): boolean {
  return status === 503 || status === 429 || THROTTLES.test(name);
}
