import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measureStep } from './measure.ts';
import { BENCH_HOME, type BenchTrail, benchTrail } from './trails.ts';

/** A compacted lake that benches share, and the trail it was made of; made once a machine. */
export async function benchLake({
  small,
  events = 2_000_000,
}: {
  readonly small: boolean;
  /** Of the lake that is not small. */
  readonly events?: number;
}): Promise<{ readonly home: string; readonly trail: BenchTrail }> {
  const size = small
    ? { events: 200_000, files: 1_000, days: 5 }
    : { events, files: 10_000, days: 30 };
  const trail = await benchTrail(size);
  const home = join(BENCH_HOME, `query-lake-${size.events}`);
  if (!existsSync(home)) {
    await measureStep('collect', trail.dir, home, '2');
    await measureStep('compact', home);
  }
  return { home, trail };
}
