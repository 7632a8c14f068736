import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { TABLES } from '../src/cloudtrail/columns/index.ts';
import { openDesk } from '../src/query/desk/index.ts';
import type { Engine } from '../src/query/engine/index.ts';
import { measureStep, printTable, rowOf } from './measure.ts';
import { rawColumns } from './raw-columns.ts';
import { BENCH_HOME, benchTrail } from './trails.ts';

const WARM_RUNS = 7;

/** Milliseconds of each query on the lake, and on the log files by DuckDB's own reader. */
interface Timed {
  readonly name: string;
  readonly lake: number;
  readonly raw: number;
}

/** The same queries over the lake and over the raw files. */
export async function benchQuery({ small }: { readonly small: boolean }): Promise<void> {
  const size = small
    ? { events: 200_000, files: 1_000, days: 5 }
    : { events: 2_000_000, files: 10_000, days: 30 };
  const trail = await benchTrail(size);
  const home = join(BENCH_HOME, `query-lake-${size.events}`);
  if (!existsSync(home)) {
    await measureStep('collect', trail.dir, home, '2');
    await measureStep('compact', home);
  }
  const desk = await openDesk({ home });
  const raw = await openRaw(`${trail.dir}/*/*/CloudTrail/*/*/*/*/*.json.gz`);
  const values = await needles(desk);
  const timed: Timed[] = [];
  for (const file of globSync(new URL('./queries/*.sql', import.meta.url).pathname).sort()) {
    const text = Object.entries(values).reduce(
      (sql, [name, value]) => sql.replaceAll(`{${name}}`, value),
      readFileSync(file, 'utf8'),
    );
    const lake = await medianOf(WARM_RUNS, () => drain(desk, text));
    const started = performance.now();
    const rawText = text.replaceAll('json_extract_scalar', 'json_extract_string');
    await raw.runAndReadAll(rawText.replaceAll('{table_name}', 'cloudtrail_logs'));
    timed.push({ name: basename(file, '.sql'), lake, raw: performance.now() - started });
    process.stderr.write(`${basename(file)} ${lake.toFixed(1)} ms\n`);
  }
  await desk.close();
  report(timed, size.events / 1e6);
}

function report(timed: readonly Timed[], millions: number): void {
  const perMillion = (name: string) => {
    const found = timed.find((one) => one.name === name);
    return found ? found.lake / millions : Number.NaN;
  };
  const ratios = timed.map(({ lake, raw }) => raw / lake).sort((a, b) => a - b);
  const ms = { unit: 'ms' };
  printTable(`Queries: ${millions} M events, milliseconds per million`, [
    rowOf("the post's query", perMillion('post-30-days'), { floor: 60, target: 20, ...ms }),
    ...['access-key', 'address', 'event-id'].map((name) =>
      rowOf(`needle by ${name}`, perMillion(`needle-${name}`), { floor: 60, target: 5, ...ms }),
    ),
    rowOf('substring hunt', perMillion('substring-hunt'), { floor: 250, target: 120, ...ms }),
    rowOf('median query against raw files', ratios[Math.floor(ratios.length / 2)] ?? Number.NaN, {
      ...{ floor: 20, target: 100, more: true },
    }),
  ]);
  const lines = timed.map(
    ({ name, lake, raw }) =>
      `| ${name} | ${lake.toFixed(1)} | ${raw.toFixed(0)} | ${(raw / lake).toFixed(0)} |`,
  );
  process.stdout.write(
    `\n| query | lake, ms | raw files, ms | raw / lake |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`,
  );
}

async function drain(desk: Engine, sql: string): Promise<void> {
  for await (const page of (await desk.run(sql)).pages) void page.length;
}

async function medianOf(runs: number, run: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index <= runs; index++) {
    const started = performance.now();
    await run();
    // The first one warms up.
    if (index > 0) times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

/** Something to look for that is there: rare, as needles are. */
async function needles(desk: Engine): Promise<Readonly<Record<string, string>>> {
  const one = async (column: string) => {
    const sql = `SELECT ${column} AS value FROM cloudtrail_logs WHERE ${column} IS NOT NULL
      GROUP BY 1 ORDER BY count(*), 1 LIMIT 1`;
    for await (const page of (await desk.run(sql)).pages) return String(page[0]?.[0]);
    throw new RangeError(`no ${column}`);
  };
  return {
    access_key: await one('useridentity.accesskeyid'),
    address: await one('sourceipaddress'),
    event_id: await one('eventid'),
  };
}

async function openRaw(glob: string) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = TABLES.events.columns
    .filter(({ place }) => place === 'athena')
    .map(({ key, name, json }) => `r."${key}"${json ? '::VARCHAR' : ''} AS ${name}`);
  await connection.run(
    `CREATE VIEW cloudtrail_logs AS SELECT ${columns.join(', ')}
     FROM (SELECT unnest(Records) AS r FROM ${rawColumns(glob)})`,
  );
  return connection;
}
