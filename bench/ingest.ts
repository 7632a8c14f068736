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
import { BENCH_HOME, type BenchTrail, benchTrail, type TrailSize } from './trails.ts';

const BIG: TrailSize = { events: 2_000_000, files: 10_000, days: 30 };
const TINY: TrailSize = { events: 200_000, files: 100_000, days: 30 };
const SMALL: TrailSize = { events: 200_000, files: 1_000, days: 5 };
const SMALL_TINY: TrailSize = { events: 20_000, files: 10_000, days: 5 };
const GZIP = 'xargs -0 gzip -dc';
const RUNS = 3;
const ROUNDS = 5;

/** What a table is made of: rounds over the trail, and what was measured beside them. */
interface Figures {
  readonly trail: BenchTrail;
  readonly rounds: readonly Round[];
  /** A process that does nothing. */
  readonly idle: Measured;
  readonly duckdb: Measured;
  /** The duplicate check alone. */
  readonly ids: Measured;
  readonly storedBytes: number;
  readonly indexBytes: number;
  readonly tiny: Tiny;
}

/** Files of two events, by us and by DuckDB. */
interface Tiny {
  readonly files: number;
  readonly ours: Measured;
  readonly duckdb: Measured;
}

/** Collect against the limits of the machine: gzip, Node's own gunzip, DuckDB's reader. */
export async function benchIngest({ small }: { readonly small: boolean }): Promise<void> {
  const trail = await benchTrail(small ? SMALL : BIG);
  const home = join(BENCH_HOME, 'lake');
  const list = join(BENCH_HOME, 'files.txt');
  writeFileSync(list, trail.files.join('\n'));
  const idle = await measureStep('none');
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await goRound(trail, { home, list }));
  const storedBytes = sizeOf(join(home, 'lake'));
  const indexBytes = sizeOf(join(home, 'ids'));
  const duckdb = await loadByDuckDB(trail);
  const ids = await measureStep('ids', join(BENCH_HOME, 'ids-only'), `${trail.events}`, '30');
  const tiny = await measureTiny(await benchTrail(small ? SMALL_TINY : TINY), home);
  report({ trail, rounds, idle, duckdb, ids, storedBytes, indexBytes, tiny });
}

async function measureTiny(trail: BenchTrail, home: string): Promise<Tiny> {
  // Whoever came first would wait for the disk.
  await measureShell(GZIP, trail.files);
  const ours = await median(RUNS, () => collectAnew(trail.dir, home, 2));
  return { files: trail.files.length, ours, duckdb: await loadByDuckDB(trail) };
}

function loadByDuckDB(trail: BenchTrail): Promise<Measured> {
  const glob = `${trail.dir}/*/*/CloudTrail/*/*/*/*/*.json.gz`;
  return measureStep('duckdb', glob, join(BENCH_HOME, 'duckdb.parquet'), '2');
}

function report(figures: Figures): void {
  const { trail, rounds, idle, duckdb, ids, storedBytes, tiny } = figures;
  const middle = (of: (round: Round) => number) => quantile(rounds.map(of), 0.5);
  const cpu = (measured: Measured) => measured.cpu - idle.cpu;
  const most = (of: (round: Round) => number) => Math.max(...rounds.map(of));
  printTable(`Ingest: ${trail.events} events in ${trail.files.length} files`, [
    rowOf(
      'one worker, wall against `gzip -dc`',
      middle(({ one, gzip }) => one.wall / gzip),
      { floor: 1.2, target: 0.9 },
    ),
    rowOf(
      "CPU against Node's own gunzip",
      middle(({ one, gunzip }) => cpu(one) / cpu(gunzip)),
      { floor: 3.2, target: 2.3 },
    ),
    rowOf(
      'against DuckDB `read_json` to Parquet, two threads',
      duckdb.wall / middle(({ two }) => two.wall),
      { floor: 1.8, target: 2.5, more: true },
    ),
    rowOf(
      'two workers against one',
      middle(({ one, two }) => one.wall / two.wall),
      { floor: 1.7, target: 1.9, more: true },
    ),
    rowOf("files of two events, against DuckDB's COPY", tiny.duckdb.wall / tiny.ours.wall, {
      ...{ floor: 12, target: 20, more: true },
    }),
    rowOf(
      'peak memory, one worker',
      most(({ one }) => one.megabytes),
      { floor: 350, target: 250, unit: 'MB' },
    ),
    rowOf(
      'peak memory a worker, two workers',
      most(({ two }) => two.megabytes / 2),
      { floor: 350, target: 250, unit: 'MB' },
    ),
    rowOf('lake against gz', storedBytes / trail.gzBytes, { floor: 0.62, target: 0.55 }),
    rowOf('duplicate check, share of CPU', (100 * cpu(ids)) / middle(({ one }) => cpu(one)), {
      ...{ floor: 12, target: 6, unit: '%' },
    }),
  ]);
  process.stdout.write(`\n${timesOf(figures)}\n`);
}

/** What the ratios were made of, in words. */
function timesOf({ trail, rounds, duckdb, indexBytes, tiny }: Figures): string {
  const middle = (of: (round: Round) => number) => quantile(rounds.map(of), 0.5);
  const seconds = (number: number) => `${number.toFixed(1)} s`;
  const rated = (wall: number) =>
    `${seconds(wall)} (${Math.round(trail.events / wall / 1000)} k events/s)`;
  return [
    `one worker ${rated(middle(({ one }) => one.wall))}, two ${rated(middle(({ two }) => two.wall))}`,
    `gzip ${seconds(middle(({ gzip }) => gzip))}, DuckDB ${seconds(duckdb.wall)}; CPU ${seconds(middle(({ one }) => one.cpu))}`,
    `gunzip ${seconds(middle(({ gunzip }) => gunzip.cpu))}; id index ${(indexBytes / 1e6).toFixed(0)} MB; ` +
      `${tiny.files} tiny files: ${seconds(tiny.ours.wall)}, DuckDB ${seconds(tiny.duckdb.wall)}`,
  ].join(', ');
}

/** The same files on all ways, one after another: what else the machine does then slows all of them. */
interface Round {
  readonly gzip: number;
  readonly gunzip: Measured;
  readonly one: Measured;
  readonly two: Measured;
}

async function goRound(
  trail: BenchTrail,
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
