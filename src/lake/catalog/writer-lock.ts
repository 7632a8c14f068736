import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../base/errors/index.ts';
import { Database } from './database.ts';

export interface WriterLock {
  readonly release: () => void;
}

/**
 * Makes this process the one writer of a home, for as long as it keeps what this returns: a lock that nobody can
 * release any more is garbage, and let go. The system itself lets go when the process dies, however it dies.
 * @throws AppError TG_CATALOG_BUSY at once when another holds it
 */
export function lockWriter(home: string): WriterLock {
  mkdirSync(home, { recursive: true });
  // A file of its own, for the catalog must stay readable. Nobody else may open it in this process:
  // POSIX drops a process's locks on a file when any of its descriptors is closed.
  const database = new Database(join(home, 'writer.lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw busy(error, home);
  }
  return { release: () => database.close() };
}

function busy(error: unknown, home: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'TG_CATALOG_BUSY') return error;
  const message = `Another process is writing to the lake at ${home}.`;
  return new AppError('TG_CATALOG_BUSY', message, { cause: error });
}
