import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const CALLS = [
  'openSync',
  'writevSync',
  'fsyncSync',
  'renameSync',
  'unlinkSync',
  'rmSync',
] as const;

/** What the process that dies was about to do. */
export class Died extends Error {}

/**
 * Runs `work` until its `last` call that changes the disk, which is not made any more, nor is any after it: what a
 * killed process would leave, without the cost of one. Returns what `work` does, or that it died.
 */
export function dyingAt<T>(last: number, work: () => T): T | Died {
  let calls = 0;
  const real = CALLS.map((name) => [name, fs[name]] as const);
  for (const [name, call] of real) {
    const mortal = (...args: unknown[]) => {
      if (++calls >= last) throw new Died(name);
      // SQLite syncs by itself; a sync of ours has no effect that a test could see.
      return name === 'fsyncSync' ? undefined : (call as (...args: unknown[]) => unknown)(...args);
    };
    Object.assign(fs, { [name]: mortal });
  }
  syncBuiltinESMExports();
  try {
    return work();
  } catch (error) {
    if (calls < last) throw error;
    return new Died(String(last), { cause: error });
  } finally {
    Object.assign(fs, Object.fromEntries(real));
    syncBuiltinESMExports();
  }
}
