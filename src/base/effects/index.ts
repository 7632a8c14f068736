import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';

/** What the outside gives: tests pass their own. Network and file systems come in as a `Storage`. */
export interface Effects {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name of the user whose process this is. */
  readonly user: () => string;
}

export const defaultEffects: Effects = {
  now: () => Date.now(),
  randomBytes: (size) => randomBytes(size),
  env: process.env,
  user: userName,
};

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no list of users names.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
