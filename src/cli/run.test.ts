import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { defaultEffects as effects } from '../base/effects/index.ts';
import { run } from './run.ts';

/** A stream that nobody reads any more (`trailglass --help | true`). */
function gone(): Writable {
  return new Writable({
    write: (_, __, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
}

it.each([
  [['--help'], 0],
  [['--version'], 0],
  [['nonsense'], 2],
])('%j ends quietly when its reader has gone', async (args, code) => {
  const world = { stdout: gone(), stderr: gone(), effects, cwd: process.cwd() };

  expect(await run(args, world)).toBe(code);
});
