import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { type CliResult, command } from './cli.fixture.ts';

/** A folder for one test file: a home, and room for what it collects. */
export interface Place {
  readonly folder: string;
  readonly home: string;
  readonly run: (...args: readonly string[]) => Promise<CliResult>;
  readonly remove: () => void;
}

export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-cli-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  return {
    folder,
    home,
    run: (...args) => command(args, { home, cwd: folder }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Generates a small trail and collects it. */
export async function fillLake({ run }: Place): Promise<void> {
  const made = await run('generate', 'trail', '--events', '2000', '--days', '3', '--seed', '1');
  const taken = await run('collect', 'trail', '--json');
  expect([made.code, taken.code]).toEqual([0, 0]);
}

const GOOD = { eventVersion: '1.08', eventTime: '2026-06-30T12:00:00Z', eventName: 'ListBuckets' };

/** A folder with a file that is half good, and one that is no gzip to its end. */
export function writeFaultyTrail({ folder }: Place): string {
  const trail = join(folder, 'faulty');
  mkdirSync(trail);
  const good = JSON.stringify({ ...GOOD, eventSource: 's3.amazonaws.com', eventID: 'e-1' });
  const file = gzipSync(`{"Records":[${good},{"nothing":"of ours"}]}`);
  writeFileSync(join(trail, 'half.json.gz'), file);
  writeFileSync(join(trail, 'cut.json.gz'), file.subarray(0, 60));
  return trail;
}
