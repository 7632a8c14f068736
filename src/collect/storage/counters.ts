import type { StorageCounters } from './storage.ts';

/** The counters as their storage writes them. */
export type LiveCounters = { -readonly [Name in keyof StorageCounters]: StorageCounters[Name] };

export function zeroCounters(): LiveCounters {
  return { requests: 0, retries: 0, throttled: 0, bytes: 0, concurrency: 0 };
}
