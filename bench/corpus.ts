import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS, planStatement, printSql, SqlError } from '../src/query/sql/index.ts';
import { ABSENT, sharedPath } from '../test/e2e/shared-data.fixture.ts';
import { printTable, quantile, rowOf } from './measure.ts';

/** Passes over all texts before anything is measured: a machine's first reads are slower by far. */
const WARM_UP = 5;
const RUNS = 9;

/** What people call their table in those texts. */
const NAMES = ['cloudtrail', 'cloudtrail-table', 'cloudtrail_000000000000', 'aws_logs.cloudtrail'];

const OPTIONS = {
  functions: FUNCTIONS,
  aliases: Object.fromEntries(NAMES.map((name) => [name, 'cloudtrail_logs'])),
  session: { now: 0n, user: 'bench', catalog: 'awsdatacatalog', schema: 'default' },
};

/** From text to DuckDB's SQL, over texts that people have published, where they are. */
export function benchTexts(): void {
  const folder = sharedPath('sql', 'corpus');
  if (folder === undefined) return void process.stdout.write(`Texts are not read: ${ABSENT}.\n`);
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  for (let pass = 0; pass < WARM_UP; pass++) texts.forEach(translate);
  const printed = texts.filter(translate).length;
  const times = texts.map(warmTime);
  const ms = { unit: 'ms' };
  printTable(`Reading Athena's SQL: ${texts.length} texts, of which ${printed} can be run`, [
    rowOf('parse, bind and print, median', quantile(times, 0.5), { floor: 1, target: 0.5, ...ms }),
    rowOf('parse, bind and print, p99', quantile(times, 0.99), { floor: 5, target: 2.5, ...ms }),
  ]);
}

/** Milliseconds of a text, the middle of some runs. */
function warmTime(text: string): number {
  const times = Array.from({ length: RUNS }, () => {
    const started = performance.now();
    translate(text);
    return performance.now() - started;
  });
  return quantile(times, 0.5);
}

/** Whether the text could be run; one that is refused has been read as far as its fault. */
function translate(text: string): boolean {
  try {
    const plan = planStatement(text, OPTIONS);
    if (plan.is === 'query') printSql(plan.query.sql);
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}
