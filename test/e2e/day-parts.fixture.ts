import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { defaultEffects } from '../../src/base/effects/index.ts';
import { collect } from '../../src/collect/trails/index.ts';
import { generate } from '../../src/demo/organisation/index.ts';
import { compact, openLake, snapshot } from '../../src/lake/parts/index.ts';

/** Files of the same events: as they were collected, and merged. */
export interface DayParts {
  readonly collected: readonly string[];
  readonly merged: readonly string[];
}

/** Parts of one day, so that columns of ids turn plain: that takes 4,096 values. */
export async function makeParts(folder: string): Promise<DayParts> {
  const dir = join(folder, 'trail');
  const home = join(folder, 'home');
  const partsNow = () => snapshot(home, { kind: 'events' }).parts.map(({ path }) => path);
  await generate({ dir, events: 12_000, days: 1, seed: 9 });
  await collect({ home, trails: [{ address: join(dir, 'AWSLogs') }], workers: 2, partRows: 5000 });
  const collected = partsNow();
  const lake = openLake(home);
  compact(lake, defaultEffects);
  lake.close();
  return { collected, merged: partsNow() };
}

export async function askDuckDB(
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
