import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleChild } from '../../../../tools/bundle.ts';
import { type Catalog, openCatalog } from '../../../lake/catalog/index.ts';
import { alertsIn, temporaryCatalog, waitingIn } from './alerts.fixture.ts';
import { takeNext } from './kill.fixture.ts';

const DETECTOR = await bundleChild(new URL('./kill.fixture.ts', import.meta.url));
const KILLS = 200;
const LANES = 4;
/** More than one batch says to SQLite, so that some deaths come after a commit. */
const MOST_CALLS = 60;
// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);

const root = mkdtempSync(join(tmpdir(), 'trailglass-alerts-kill-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a detector until it ends; how it did. */
async function runDetector(home: string, args: readonly string[]): Promise<string | null> {
  // Compiling anew would take much of a short life.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'cache') };
  const child = spawn(process.execPath, [DETECTOR, `--home=${home}`, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'exit');
  return signal;
}

/** All that people could see of a catalog. */
function contentOf(catalog: Catalog) {
  const alerts = alertsIn(catalog).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    alerts,
    matches: Array.from(catalog.detections.matches(), ({ rule, eventKey, alertId }) =>
      [rule, eventKey, alertId].join(' '),
    ).sort(),
    changes: alerts.map(({ id }) => catalog.detections.changesOf(id)),
    counts: catalog.outbox.counts('mail'),
    messages: waitingIn(catalog).map(({ messageId }) => messageId),
  };
}

/** What as many batches make of a catalog when nobody dies. */
function undisturbed(batches: number) {
  using held = temporaryCatalog();
  for (let batch = 0; batch < batches; batch++) takeNext(held.catalog);
  return contentOf(held.catalog);
}

async function killOften(lane: number): Promise<readonly (string | null)[]> {
  const home = join(root, `lane-${lane}`);
  const random = randomFrom(SEED + lane);
  const deaths: (string | null)[] = [];
  while (deaths.length < KILLS / LANES) {
    const last = 1 + Math.floor(random() * MOST_CALLS);
    const after = random() < 0.5 ? ['--after'] : [];
    deaths.push(await runDetector(home, [`--last=${last}`, ...after]));
  }
  return deaths;
}

describe('a detector that is killed', () => {
  it(`loses no alert and makes none twice (seed ${SEED})`, async () => {
    process.stdout.write(`alerts/kill.test.ts: TRAILGLASS_SEED=${SEED}\n`);
    // Only a process that ends by itself leaves a cache.
    await runDetector(join(root, 'first'), []);

    const deaths = await Promise.all(Array.from({ length: LANES }, (_, lane) => killOften(lane)));

    expect(deaths.flat()).toEqual(Array(KILLS).fill('SIGKILL'));
    for (let lane = 0; lane < LANES; lane++) {
      const catalog = openCatalog(join(root, `lane-${lane}`));
      const batches = catalog.detections.rule('rule-1')?.lastCommit ?? 0;
      expect(batches).toBeGreaterThan(5);
      expect(contentOf(catalog)).toEqual(undisturbed(batches));
      expect(catalog.faults()).toEqual([]);
      catalog.close();
    }
  }, 120_000);
});

/** Numbers in [0, 1) that a seed fixes (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
