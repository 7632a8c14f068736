import { DuckDBInstance } from '@duckdb/node-api';
import { TABLES } from '../src/cloudtrail/columns/index.ts';
import { openDesk } from '../src/query/desk/index.ts';
import { benchLake } from './lake.ts';
import { medianOf, printTable, rowOf } from './measure.ts';
import { benchQuestions, drain } from './questions.ts';
import { rawColumns } from './raw-columns.ts';

const WARM_RUNS = 7;

/** Milliseconds of each query on the lake, and on the log files by DuckDB's own reader. */
interface Timed {
  readonly name: string;
  readonly lake: number;
  readonly raw: number;
}

/** The same queries over the lake and over the raw files. */
export async function benchQuery({ small }: { readonly small: boolean }): Promise<void> {
  const { home, trail } = await benchLake({ small });
  const desk = await openDesk({ home });
  const raw = await openRaw(`${trail.dir}/*/*/CloudTrail/*/*/*/*/*.json.gz`);
  const timed: Timed[] = [];
  for (const { name, text } of await benchQuestions(desk)) {
    const lake = await medianOf(WARM_RUNS, () => drain(desk, text));
    const started = performance.now();
    const rawText = text.replaceAll('json_extract_scalar', 'json_extract_string');
    await raw.runAndReadAll(rawText.replaceAll('{table_name}', 'cloudtrail_logs'));
    timed.push({ name, lake, raw: performance.now() - started });
    process.stderr.write(`${name} ${lake.toFixed(1)} ms\n`);
  }
  await desk.close();
  report(timed, trail.events / 1e6);
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
