import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleChild } from '../../../tools/bundle.ts';
import { temporaryHome } from '../catalog/catalog.fixture.ts';
import { fsck, openLake, snapshot, type WriterLake } from './index.ts';
import { type Ack, idTexts, readIds, Writer } from './kill.fixture.ts';
import { Died, dyingAt } from './mortal-disk.fixture.ts';

const WRITER = await bundleChild(new URL('./kill.fixture.ts', import.meta.url));
const KILLS = 30;
// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);

interface Death {
  /** `null` when it ended by itself. */
  readonly signal: string | null;
  /** The ids that it had acknowledged. */
  readonly ids: readonly string[];
  readonly lastCommit: number;
}

/** So long after so many acknowledgements. */
interface Moment {
  readonly acks: number;
  readonly milliseconds: number;
}

/** Runs a writer in a process that is killed at a moment. */
async function killWriter(home: string, run: number, moment: Moment): Promise<Death> {
  const writer = spawnWriter(home, run);
  const exit = once(writer, 'exit');
  const acks: Ack[] = [];
  const kill = async () => {
    if (acks.length !== moment.acks) return;
    await delay(moment.milliseconds);
    writer.kill('SIGKILL');
  };
  const killed = [kill()];
  for await (const line of createInterface(writer.stdout)) {
    acks.push(JSON.parse(line));
    killed.push(kill());
  }
  await Promise.all(killed);
  const [, signal] = await exit;
  const ids = acks.flatMap((ack) => idsIn(run, ack));
  return { signal, ids, lastCommit: acks.at(-1)?.commit ?? 0 };
}

function spawnWriter(home: string, run: number, rounds = '') {
  const args = [WRITER, `--home=${home}`, `--run=${run}`, `--rounds=${rounds}`];
  // Compiling anew would take much of a short life.
  const env = { ...process.env, NODE_COMPILE_CACHE: cache.path };
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The ids in the files of a snapshot. */
function storedIds(home: string): readonly string[] {
  const { parts } = snapshot(home, { kind: 'events' });
  return parts.flatMap(({ path }) => readIds(readFileSync(path, 'latin1')));
}

/** How many of the ids the index knows, of the first day or the second. */
function knownIds(lake: WriterLake, ids: readonly string[]): number {
  const bytes = Uint8Array.from(Buffer.from(ids.join(''), 'hex'));
  const hashes = new Uint32Array(bytes.buffer);
  const days = Int32Array.from(ids, (_, row) => hashes[row * 4 + 2] ?? 0);
  const out = new Uint8Array(ids.length);
  return lake.ids.addBatch({ batch: 1, kind: 'events', days, hashes, out });
}

function missingFrom(ids: readonly string[], wanted: ReadonlySet<string>): readonly string[] {
  const present = new Set(ids);
  return [...wanted].filter((id) => !present.has(id));
}

function expectWhole(home: string, acknowledged: ReadonlySet<string>, lastCommit: number): void {
  const lake = openLake(home);
  const ids = storedIds(home);
  const rows = lake.catalog.status().rows;
  const indexed = lake.catalog.idLengths().reduce((sum, { bytes }) => sum + bytes / 16, 0);
  expect(fsck(home)).toMatchObject({ findings: [] });
  expect(new Set(ids).size).toBe(ids.length);
  expect(missingFrom(ids, acknowledged)).toEqual([]);
  expect([rows, indexed, knownIds(lake, ids)]).toEqual([ids.length, ids.length, ids.length]);
  expect(lake.catalog.lastCommit()?.number ?? 0).toBeGreaterThanOrEqual(lastCommit);
  lake.close();
}

const cache = temporaryHome();

beforeAll(async () => {
  // Only a process that ends by itself leaves a cache.
  using home = temporaryHome();
  const writer = spawnWriter(home.path, 1, '1');
  writer.stdout.resume();
  await once(writer, 'exit');
});

afterAll(() => cache[Symbol.dispose]());

describe('a lake whose writer is killed', () => {
  it(`keeps what was acknowledged and shows nothing half (seed ${SEED})`, async () => {
    process.stdout.write(`kill.test.ts: TRAILGLASS_SEED=${SEED}\n`);
    using home = temporaryHome();
    const random = randomFrom(SEED);
    const acknowledged = new Set<string>();
    for (let run = 1; run <= KILLS; run++) {
      const acks = Math.floor(random() * 3);
      // Before its first word it is still starting and opening the lake.
      const milliseconds = random() * (acks === 0 ? 120 : 20);

      const death = await killWriter(home.path, run, { acks, milliseconds });

      expect(death.signal).toBe('SIGKILL');
      for (const id of death.ids) acknowledged.add(id);
      expectWhole(home.path, acknowledged, death.lastCommit);
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS * 50);
  });

  it('is whole whichever call to the disk was its last', () => {
    let isDead = true;
    let steps = 0;
    while (isDead) {
      using home = temporaryHome();
      const acks: Ack[] = [];
      let writer: Writer | undefined;

      const end = dyingAt(++steps, () => {
        writer = new Writer(home.path, 1);
        acks.push(writer.round());
      });

      writer?.drop();
      expectWhole(home.path, new Set(acks.flatMap((ack) => idsIn(1, ack))), acks[0]?.commit ?? 0);
      isDead = end instanceof Died;
    }
    expect(steps).toBeGreaterThan(40);
  });
});

function idsIn(run: number, { batches }: Ack): readonly string[] {
  return batches.flatMap((batch) => idTexts({ run, batch }));
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
