import { describe, expect, it } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.ts';

const OVERLOAD = new Error('slow down');

function limitOf(start: number, min = 1, max = 100): AdaptiveLimit {
  return new AdaptiveLimit((error) => error === OVERLOAD, { start, min, max });
}

/** Tasks that end when the test says so. */
function tasks() {
  const started: PromiseWithResolvers<void>[] = [];
  const task = () => {
    const running = Promise.withResolvers<void>();
    started.push(running);
    return running.promise;
  };
  return { started, task };
}

const turn = () => new Promise(setImmediate);

describe('AdaptiveLimit', () => {
  it('runs no more at once than it allows, first come first served', async () => {
    const { started, task } = tasks();
    const limit = limitOf(2);

    const all = [limit.run(task), limit.run(task), limit.run(task)];
    await turn();
    const atFirst = started.length;
    started[0]?.resolve();
    await turn();

    expect([atFirst, started.length]).toEqual([2, 3]);
    for (const { resolve } of started) resolve();
    await Promise.all(all);
  });

  it('grows by a few in a full round, and not when it is not used up', async () => {
    const limit = limitOf(8);
    const sizes: number[] = [];
    const round = async (tasks: number) => {
      await Promise.all(Array.from({ length: tasks }, () => limit.run(turn)));
      sizes.push(limit.size);
    };

    for (let index = 0; index < 20; index++) await round(1);
    const idle = sizes.splice(0);
    await round(8);
    await round(12);

    expect(new Set(idle)).toEqual(new Set([8]));
    expect(sizes).toEqual([11, 15]);
  });

  it('halves once for all tasks that met the same overload', async () => {
    const { started, task } = tasks();
    const limit = limitOf(16);

    const all = Array.from({ length: 16 }, () => limit.run(task).catch(() => {}));
    await turn();
    for (const { reject } of started) reject(OVERLOAD);
    await Promise.all(all);

    expect(limit.size).toBe(8);
  });

  it('hardly minds a stray overload among many successes', async () => {
    const limit = limitOf(16, 1, 16);

    await Promise.all(Array.from({ length: 64 }, () => limit.run(turn)));
    await limit.run(() => Promise.reject(OVERLOAD)).catch(() => {});

    expect(limit.size).toBe(15);
  });

  it('settles where some requests are refused whatever it does', async () => {
    const limit = limitOf(64);
    let count = 0;
    const task = async () => {
      await turn();
      if (count++ % 10 < 3) throw OVERLOAD;
    };

    await Promise.all(Array.from({ length: 3000 }, () => limit.run(task).catch(() => {})));

    expect(limit.size).toBeGreaterThan(8);
    expect(limit.size).toBeLessThan(48);
  });

  it('stays within its bounds', async () => {
    const limit = limitOf(4, 2, 5);

    for (let index = 0; index < 20; index++) {
      await limit.run(() => Promise.reject(OVERLOAD)).catch(() => {});
    }
    const low = limit.size;
    await Promise.all(Array.from({ length: 200 }, () => limit.run(turn)));

    expect([low, limit.size]).toEqual([2, 5]);
  });

  it('does not take any other failure for overload', async () => {
    const limit = limitOf(8);

    const failing = limit.run(() => Promise.reject(new Error('other')));

    await expect(failing).rejects.toThrow('other');
    expect(limit.size).toBe(8);
  });

  it('lets a waiting task go when its signal is raised', async () => {
    const { started, task } = tasks();
    const limit = limitOf(1);
    const stop = new AbortController();

    const first = limit.run(task);
    const second = limit.run(task, stop.signal);
    const third = limit.run(task);
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    started[0]?.resolve();
    await turn();
    started[1]?.resolve();

    await Promise.all([first, third]);
    expect(started).toHaveLength(2);
  });
});
