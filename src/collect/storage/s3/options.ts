import type { LimitBounds } from '../adaptive-limit.ts';
import type { RetryPolicy } from './retry.ts';

interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Milliseconds. The second attempt waits twice as long for its answer, all later ones three times. */
export interface Timeouts {
  /** Until a connection stands. */
  readonly connect: number;
  /** From the request to the first of its answer. */
  readonly answer: number;
  /** Without a byte of the body. */
  readonly silence: number;
}

/** How to reach S3. Everything is optional: without a word the SDK's own chain finds credentials. */
export interface S3Options {
  readonly profile?: string;
  /** Where to ask first; the bucket's own region is found from there. */
  readonly region?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  /** Another server that speaks S3; buckets are then part of the path. */
  readonly endpointUrl?: string;
  readonly requesterPays?: boolean;
  readonly credentials?: S3Credentials;
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
  readonly concurrency?: Partial<LimitBounds>;
}

/** A silent request costs little this way, and a server that is slow for good is waited for. */
const LONGEST = 3;

// The SDK's own defaults wait for ever on a silent server. S3 sends its
// first byte within 200 ms as a rule.
const DEFAULT_TIMEOUTS: Timeouts = { connect: 5000, answer: 5000, silence: 5000 };

/** The time-outs of an attempt: the first, the second, or any later one. */
export function timeoutsOf({ timeouts }: S3Options, attempt = LONGEST): Timeouts {
  const { connect, answer, silence } = { ...DEFAULT_TIMEOUTS, ...timeouts };
  const times = Math.min(attempt, LONGEST);
  return { connect, answer: answer * times, silence: silence * times };
}
