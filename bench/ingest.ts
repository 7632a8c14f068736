import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Measured,
  measureShell,
  measureStep,
  median,
  printTable,
  quantile,
  rowOf,
} from './measure.ts';
import { BENCH_HOME, benchTrail, type TrailSize } from './trails.ts';

const BIG: TrailSize = { events: 2_000_000, files: 10_000, days: 30 };
const TINY: TrailSize = { events: 200_000, files: 100_000, days: 30 };
const SMALL: TrailSize = { events: 200_000, files: 1_000, days: 5 };
const SMALL_TINY: TrailSize = { events: 20_000, files: 10_000, days: 5 };
const GZIP = 'xargs -0 gzip -dc';
const RUNS = 3;
const ROUNDS = 5;

/** Collect against the limits of the machine: gzip, Node's own gunzip, DuckDB's reader. */
export async function benchIngest({ small }: { readonly small: boolean }): Promise<void> {
  const trail = await benchTrail(small ? SMALL : BIG);
  const home = join(BENCH_HOME, 'lake');
  const list = join(BENCH_HOME, 'files.txt');
  writeFileSync(list, trail.files.join('\n'));
  const glob = `${trail.dir}/*/*/CloudTrail/*/*/*/*/*.json.gz`;

  const idle = await measureStep('none');
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await goRound(trail, { home, list }));
  const stored = sizeOf(join(home, 'lake'));
  const indexed = sizeOf(join(home, 'ids'));
  const duckdb = await measureStep('duckdb', glob, join(BENCH_HOME, 'duckdb.parquet'), '2');
  const ids = await measureStep('ids', join(BENCH_HOME, 'ids-only'), `${trail.events}`, '30');
  const middle = (of: (round: Round) => number) => quantile(rounds.map(of), 0.5);
  const twoWall = middle(({ two }) => two.wall);
  const oneWall = middle(({ one }) => one.wall);
  const oneCpu = middle(({ one }) => one.cpu);
  const tiny = await benchTrail(small ? SMALL_TINY : TINY);
  // Whoever came first would wait for the disk.
  await measureShell(GZIP, tiny.files);
  const tinyOurs = await median(RUNS, () => collectAnew(tiny.dir, home, 2));
  const tinyGlob = `${tiny.dir}/*/*/CloudTrail/*/*/*/*/*.json.gz`;
  const tinyDuckdb = await measureStep('duckdb', tinyGlob, join(BENCH_HOME, 'duckdb.parquet'), '2');

  const rate = (seconds: number) => `${Math.round(trail.events / seconds / 1000)} k events/s`;
  printTable(`Ingest: ${trail.events} events in ${trail.files.length} files`, [
    rowOf(
      'one worker, wall against `gzip -dc`',
      middle(({ one, gzip }) => one.wall / gzip),
      { floor: 1.2, target: 0.9 },
    ),
    rowOf(
      "CPU against Node's own gunzip",
      middle(({ one, gunzip }) => (one.cpu - idle.cpu) / (gunzip.cpu - idle.cpu)),
      { floor: 3.2, target: 2.3 },
    ),
    rowOf('against DuckDB `read_json` to Parquet, two threads', duckdb.wall / twoWall, {
      ...{ floor: 1.8, target: 2.5, more: true },
    }),
    rowOf(
      'two workers against one',
      middle(({ one, two }) => one.wall / two.wall),
      { floor: 1.7, target: 1.9, more: true },
    ),
    rowOf("files of two events, against DuckDB's COPY", tinyDuckdb.wall / tinyOurs.wall, {
      ...{ floor: 12, target: 20, more: true },
    }),
    rowOf('peak memory, one worker', Math.max(...rounds.map(({ one }) => one.megabytes)), {
      ...{ floor: 350, target: 250, unit: 'MB' },
    }),
    rowOf(
      'peak memory a worker, two workers',
      Math.max(...rounds.map(({ two }) => two.megabytes / 2)),
      { floor: 350, target: 250, unit: 'MB' },
    ),
    rowOf('lake against gz', stored / trail.gzBytes, { floor: 0.62, target: 0.55 }),
    rowOf('duplicate check, share of CPU', (100 * (ids.cpu - idle.cpu)) / (oneCpu - idle.cpu), {
      ...{ floor: 12, target: 6, unit: '%' },
    }),
  ]);
  process.stdout.write(
    `\none worker ${oneWall.toFixed(1)} s (${rate(oneWall)}), two ${twoWall.toFixed(1)} s (${rate(twoWall)}), ` +
      `gzip ${middle(({ gzip }) => gzip).toFixed(1)} s, DuckDB ${duckdb.wall.toFixed(1)} s; ` +
      `CPU ${oneCpu.toFixed(1)} s, gunzip ${middle(({ gunzip }) => gunzip.cpu).toFixed(1)} s; id index ${(indexed / 1e6).toFixed(0)} MB; ` +
      `${tiny.files.length} tiny files: ${tinyOurs.wall.toFixed(1)} s, DuckDB ${tinyDuckdb.wall.toFixed(1)} s\n`,
  );
}

/** The same files on all ways, one after another: what else the machine does then slows all of them. */
interface Round {
  readonly gzip: number;
  readonly gunzip: Measured;
  readonly one: Measured;
  readonly two: Measured;
}

async function goRound(
  trail: Awaited<ReturnType<typeof benchTrail>>,
  { home, list }: { readonly home: string; readonly list: string },
): Promise<Round> {
  return {
    gzip: await measureShell(GZIP, trail.files),
    gunzip: await measureStep('gunzip', list),
    one: await collectAnew(trail.dir, home, 1),
    two: await collectAnew(trail.dir, home, 2),
  };
}

/** Into an empty home: taking an old lake away is no part of what is measured. */
function collectAnew(trail: string, home: string, workers: number): Promise<Measured> {
  rmSync(home, { recursive: true, force: true });
  return measureStep('collect', trail, home, String(workers));
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + entry.size, 0);
}
