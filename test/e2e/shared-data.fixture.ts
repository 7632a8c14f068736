import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real data and answers that lie beside the repository, where they are; nothing of them is part of it. */
const SHARED =
  process.env.TRAILGLASS_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** A path there, or undefined where it is not. */
export function sharedPath(...parts: readonly string[]): string | undefined {
  const path = [SHARED, ...parts].join('/');
  return existsSync(path) ? path : undefined;
}

export const ABSENT = 'the shared data is not on this machine';
