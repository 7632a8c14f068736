import { existsSync, globSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../src/demo/organisation/index.ts';

/** A generated trail that benches share; made once a machine. */
export interface BenchTrail {
  readonly dir: string;
  readonly events: number;
  readonly files: readonly string[];
  readonly gzBytes: number;
}

export interface TrailSize {
  readonly events: number;
  readonly files: number;
  readonly days: number;
}

/** Where benches keep trails and lakes: TRAILGLASS_BENCH, or a folder for temporary files. */
export const BENCH_HOME: string =
  process.env.TRAILGLASS_BENCH ?? join(tmpdir(), 'trailglass-bench');

export async function benchTrail({ events, files, days }: TrailSize): Promise<BenchTrail> {
  const dir = join(BENCH_HOME, `trail-${events}-${files}-${days}`);
  if (!existsSync(join(dir, 'truth.json'))) {
    rmSync(dir, { recursive: true, force: true });
    process.stderr.write(`generating ${events} events in about ${files} files\n`);
    await generate({ dir, events, files, days, seed: 11 });
  }
  const found = globSync(`${dir}/AWSLogs/**/CloudTrail/**/*.json.gz`).sort();
  const gzBytes = found.reduce((sum, file) => sum + statSync(file).size, 0);
  return { dir: join(dir, 'AWSLogs'), events, files: found, gzBytes };
}
