// One step of a bench in a process of its own. The last line printed is its processor time and peak memory.
import { readFileSync, rmSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { defaultEffects } from '../src/base/effects/index.ts';
import { dayNumber } from '../src/base/time/index.ts';
import { collect } from '../src/collect/trails/index.ts';
import { compact, openLake } from '../src/lake/parts/index.ts';
import { rawColumns } from './raw-columns.ts';

const [step = '', ...args] = process.argv.slice(2);

const STEPS: Readonly<Record<string, (...args: string[]) => Promise<void>>> = {
  collect: async (trail, home, workers) => {
    const summary = await collect({
      home: home ?? '',
      trails: [{ address: trail ?? '' }],
      workers: Number(workers),
    });
    process.stdout.write(`${JSON.stringify(summary)}\n`);
  },
  gunzip: async (list) => {
    for (const file of readFileSync(list ?? '', 'utf8')
      .trim()
      .split('\n')) {
      const bytes = readFileSync(file);
      gunzipSync(bytes, { chunkSize: bytes.readUInt32LE(bytes.length - 4) + 64 });
    }
  },
  duckdb: async (glob, target, threads) => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', { threads: threads ?? '1' });
    const connection = await instance.connect();
    await connection.run('SET preserve_insertion_order = false');
    await connection.run(
      `COPY (SELECT unnest(Records) AS r FROM ${rawColumns(glob ?? '')})
       TO '${target}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)`,
    );
  },
  compact: async (home) => {
    const lake = openLake(home ?? '');
    compact(lake, defaultEffects);
    lake.close();
  },
  /** Prints the milliseconds that it took. */
  attribute: async (home) => {
    const { attributeLake } = await import('../src/analysis/callers/index.ts');
    const started = performance.now();
    attributeLake(home ?? '', []);
    process.stdout.write(`${performance.now() - started}\n`);
  },
  none: async () => {},
  /** Duplicate check alone: as many ids by day as the lake has, in batches, with its files and commits. */
  ids: async (home, events, days) => {
    rmSync(home ?? '', { recursive: true, force: true });
    const lake = openLake(home ?? '');
    const first = dayNumber('2026-06-01' as Parameters<typeof dayNumber>[0]);
    const perDay = Math.floor(Number(events) / Number(days));
    const size = 2000;
    let batch = 0;
    for (let day = 0; day < Number(days); day++) {
      const batches: number[] = [];
      for (let done = 0; done < perDay; done += size) {
        batches.push(++batch);
        const hashes = new Uint32Array(4 * size);
        for (let at = 0; at < hashes.length; at += 16384) {
          crypto.getRandomValues(hashes.subarray(at, at + 16384));
        }
        const dayNumbers = new Int32Array(size).fill(first + day);
        const out = new Uint8Array(size);
        lake.ids.addBatch({ kind: 'events', days: dayNumbers, hashes, out, batch });
      }
      lake.commit({ at: Date.now() }, batches);
    }
    lake.close();
  },
};

await STEPS[step]?.(...args);
const { user, system } = process.cpuUsage();
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ cpu: (user + system) / 1e6, megabytes })}\n`);
