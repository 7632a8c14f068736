import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../src/collect/storage/s3/fake-faults.fixture.ts';
import { generate } from '../../src/demo/organisation/index.ts';
import { fsck } from '../../src/lake/parts/index.ts';
import { bundleChild } from '../../tools/bundle.ts';
import { lakeState } from './lake-state.fixture.ts';

const FILES = 2000;
const KILLS = 30;
const COLLECT = await bundleChild(new URL('./collect-once.fixture.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'trailglass-kill-'));
const trail = join(folder, 'trail');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await generate({ dir: trail, events: 6000, days: 3, seed: 5, files: FILES });
});

/** Runs a collect; kills it after some milliseconds. Whether it came to its end, and how long it took. */
async function collect(home: string, killAfter?: number) {
  const started = performance.now();
  // Compiling anew would take much of a short life.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'cache') };
  const child = spawn(process.execPath, [COLLECT, home, trail], { env, stdio: 'inherit' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const limit = new AbortController();
  if (killAfter !== undefined) {
    void setTimeout(killAfter, undefined, { signal: limit.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
  }
  const code = await ended;
  limit.abort();
  return { isDone: code === 0, ms: performance.now() - started };
}

it(`is as the undisturbed run after ${KILLS} kills`, { timeout: 240_000 }, async () => {
  const seed = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 100_000);
  process.stdout.write(`kill test, TRAILGLASS_SEED=${seed}\n`);
  const random = seededRandom(seed);
  const calm = join(folder, 'calm');
  const { ms, isDone } = await collect(calm);
  expect(isDone).toBe(true);

  let killed = 0;
  let runs = 0;
  let home = join(folder, 'shaken-0');
  const homes = [home];
  while (killed < KILLS) {
    const run = await collect(home, 50 + random() * (ms - 50));
    if (!run.isDone) killed++;
    // The work was done before enough kills came: the next home takes the others.
    else if (killed < KILLS) {
      home = join(folder, `shaken-${++runs}`);
      homes.push(home);
    }
  }
  const wanted = await lakeState(calm);
  for (const one of homes) {
    await collect(one);
    const found = await lakeState(one);

    expect(found).toEqual(wanted);
    expect(fsck(one).findings).toEqual([]);
  }
});
