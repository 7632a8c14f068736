import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect } from '../../../collect/trails/index.ts';
import type { Sample } from './examples.ts';

/** Collects records into a lake of their own, works on it, and removes it whatever comes of that. */
export async function withTrialLake<Answer>(
  records: readonly Sample[],
  work: (home: string) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-trial-'));
  try {
    const [home, trail] = [join(folder, 'home'), join(folder, 'trail')];
    mkdirSync(home);
    mkdirSync(trail);
    writeFileSync(join(trail, 'records.json'), JSON.stringify({ Records: records }));
    const options = { home, trails: [{ address: trail }], workers: 1 };
    await collect(signal ? { ...options, signal } : options);
    return await work(home);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
