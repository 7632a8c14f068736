import type { S3Client } from '@aws-sdk/client-s3';
import type { AdaptiveLimit } from '../adaptive-limit.ts';
import { type LiveCounters, zeroCounters } from '../counters.ts';
import { S3Connection, type Sdk } from './connection.ts';
import { type S3Work, s3Error } from './errors.ts';
import { faultOf, isOverload, isPassing } from './faults.ts';
import { type S3Options, timeoutsOf } from './options.ts';
import { DEFAULT_RETRY, type RetryPolicy, retrying } from './retry.ts';

/** How one attempt is to be made. */
export interface Attempt {
  readonly client: S3Client;
  readonly sdk: Sdk;
  /** For the SDK's `send`. */
  readonly sending: { readonly requestTimeout: number; readonly abortSignal?: AbortSignal };
  /** Milliseconds without a byte of the body after which it is given up. */
  readonly silence: number;
}

export interface SendOptions {
  readonly limit?: AdaptiveLimit;
  readonly signal?: AbortSignal | undefined;
}

// An address that has never answered is rather wrong than busy: nobody waits a minute to hear that.
const ATTEMPTS_UNTIL_ANSWERED = 5;

/** Requests to one bucket, repeated until they are answered or there is no more hope. */
export class S3Requests {
  readonly counters: LiveCounters = zeroCounters();
  readonly #options: S3Options;
  readonly #policy: RetryPolicy;
  readonly #random: () => number;
  readonly #connection: S3Connection;
  #attemptsAllowed = ATTEMPTS_UNTIL_ANSWERED;

  constructor(options: S3Options, random: () => number, maxReads: number) {
    this.#options = options;
    this.#policy = { ...DEFAULT_RETRY, ...options.retry };
    this.#random = random;
    this.#connection = new S3Connection(options, maxReads);
  }

  /** @throws AppError TG_STORAGE_..., or the reason of the signal */
  async send<Answer>(
    work: S3Work,
    request: (attempt: Attempt) => Promise<Answer>,
    { limit, signal }: SendOptions,
  ): Promise<Answer> {
    const attempt = (count: number) => {
      const once = () => this.#sendOnce(request, count, signal);
      return limit ? limit.run(once, signal) : once();
    };
    try {
      return await retrying(attempt, {
        policy: this.#policy,
        isWorthRetrying: (error, count) => isPassing(error) && count < this.#attemptsAllowed,
        random: this.#random,
        ...(signal && { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw s3Error(error, work);
    }
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #sendOnce<Answer>(
    request: (attempt: Attempt) => Promise<Answer>,
    count: number,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const { answer, silence } = timeoutsOf(this.#options, count);
    const sending = { requestTimeout: answer, ...(signal && { abortSignal: signal }) };
    this.counters.requests++;
    if (count > 1) this.counters.retries++;
    try {
      const result = await this.#connection.send((client, sdk) =>
        request({ client, sdk, sending, silence }),
      );
      this.#attemptsAllowed = this.#policy.attempts;
      return result;
    } catch (error) {
      if (isOverload(error)) this.counters.throttled++;
      if (faultOf(error).status !== undefined) this.#attemptsAllowed = this.#policy.attempts;
      throw error;
    }
  }
}
