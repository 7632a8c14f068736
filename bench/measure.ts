import { spawn } from 'node:child_process';
import { bundleChild } from '../tools/bundle.ts';

/** One finished process: seconds of wall and processor time, peak memory in MB, what it printed. */
export interface Measured {
  readonly wall: number;
  readonly cpu: number;
  readonly megabytes: number;
  readonly output: string;
}

/** Runs a step of `bench/steps.ts` in a process of its own, so that its figures are its own. */
export async function measureStep(step: string, ...args: readonly string[]): Promise<Measured> {
  steps ??= bundleChild(new URL('./steps.ts', import.meta.url));
  return measure(process.execPath, [await steps, step, ...args]);
}

/** Bundled as the program is: its start and its threads' are part of what is measured. */
let steps: Promise<string> | undefined;

/** Wall time of a shell pipeline over files: `gzip -dc` and the like. */
export async function measureShell(script: string, files: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(files.join('\0'));
  await new Promise((resolve) => child.once('close', resolve));
  return (performance.now() - started) / 1000;
}

async function measure(command: string, args: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const wall = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${args.slice(1).join(' ')} ended with ${code}`);
  const lines = output.trim().split('\n');
  const { cpu, megabytes } = JSON.parse(lines.pop() ?? '{}') as Pick<Measured, 'cpu' | 'megabytes'>;
  return { wall, cpu, megabytes, output: lines.join('\n') };
}

/** The middle of some runs, by wall time. */
export async function median(runs: number, run: () => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let index = 0; index < runs; index++) all.push(await run());
  const sorted = all.sort((a, b) => a.wall - b.wall);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new RangeError('no runs');
  return middle;
}

type Step = () => Promise<unknown>;

/** Milliseconds of a step in this process, the middle of some runs; one more goes before, to warm up. */
export async function medianOf(runs: number, step: Step): Promise<number> {
  const [median = Number.NaN] = await mediansOf(runs, [step]);
  return median;
}

/** The same of several steps, taking turns: what else the machine does then slows all of them. */
export async function mediansOf(runs: number, steps: readonly Step[]): Promise<readonly number[]> {
  const times = steps.map((): number[] => []);
  for (let run = 0; run <= runs; run++) {
    for (const [index, step] of steps.entries()) {
      const started = performance.now();
      await step();
      if (run > 0) times[index]?.push(performance.now() - started);
    }
  }
  return times.map((one) => quantile(one, 0.5));
}

/** The value that a share of all are below; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

export interface BenchRow {
  readonly measure: string;
  readonly value: string;
  readonly floor: string;
  readonly target: string;
  readonly verdict: string;
}

/** A Markdown table, as docs/reference/performance.md holds it. */
export function printTable(title: string, rows: readonly BenchRow[]): void {
  const lines = rows.map(
    ({ measure: name, value, floor, target, verdict }) =>
      `| ${name} | ${value} | ${floor} | ${target} | ${verdict} |`,
  );
  const head = '| measure | value | floor | target | |\n| --- | --- | --- | --- | --- |';
  process.stdout.write(`\n${title}\n\n${head}\n${lines.join('\n')}\n`);
}

export interface Goal {
  readonly floor: number;
  readonly target: number;
  /** Whether more is better; else less is. */
  readonly more?: boolean;
  readonly unit?: string;
}

export function rowOf(name: string, value: number, goal: Goal): BenchRow {
  const { floor, target, more = false, unit = 'x' } = goal;
  const beats = (bound: number) => (more ? value >= bound : value <= bound);
  const below = beats(floor) ? 'above the floor' : 'MISSED';
  return {
    measure: name,
    value: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
    floor: `${more ? '>=' : '<='} ${floor}`,
    target: `${more ? '>=' : '<='} ${target}`,
    verdict: beats(target) ? 'target met' : below,
  };
}
