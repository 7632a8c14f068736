import { setTimeout } from 'node:timers/promises';

export interface RetryPolicy {
  /** Requests in all, the first one included. */
  readonly attempts: number;
  /** Milliseconds: the longest wait before the second attempt; doubles each time. */
  readonly base: number;
  /** Milliseconds: no wait is longer. */
  readonly cap: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 20, base: 50, cap: 3000 };

export interface RetryOptions {
  readonly policy: RetryPolicy;
  /** Also asked how many attempts were made. */
  readonly isWorthRetrying: (error: unknown, count: number) => boolean;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly signal?: AbortSignal;
}

/** Repeats an attempt with exponential back-off and full jitter; throws what the last one threw. */
export async function retrying<Result>(
  attempt: (count: number) => Promise<Result>,
  { policy, isWorthRetrying, random, signal }: RetryOptions,
): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await attempt(count);
    } catch (error) {
      signal?.throwIfAborted();
      if (count >= policy.attempts || !isWorthRetrying(error, count)) throw error;
    }
    // Full jitter keeps many clients from coming back at the same moment.
    await wait(random() * Math.min(policy.cap, policy.base * 2 ** (count - 1)), signal);
  }
}

async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
