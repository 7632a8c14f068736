import { setTimeout as sleep } from 'node:timers/promises';

/** What the delivering takes from outside. */
export interface DeliverEffects {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Ends early, and without an error, when the signal does. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const defaultDeliverEffects: DeliverEffects = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};
