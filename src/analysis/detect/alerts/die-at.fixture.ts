import { DatabaseSync, StatementSync } from 'node:sqlite';

/** From now on the process kills itself at its `last` word to SQLite: before it is said, or after. */
export function dieAt(last: number, isAfter: boolean): void {
  let calls = 0;
  for (const [prototype, name] of [
    [StatementSync.prototype, 'run'],
    [DatabaseSync.prototype, 'exec'],
  ] as const) {
    const real: (...args: unknown[]) => unknown = Reflect.get(prototype, name);
    const mortal = function (this: unknown, ...args: unknown[]): unknown {
      const isLast = ++calls === last;
      if (isLast && !isAfter) process.kill(process.pid, 'SIGKILL');
      const result = real.apply(this, args);
      if (isLast) process.kill(process.pid, 'SIGKILL');
      return result;
    };
    Object.assign(prototype, { [name]: mortal });
  }
}
