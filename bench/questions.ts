import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Engine } from '../src/query/engine/index.ts';

/** A text of `queries/` with something to look for filled in, and the same asked by hand of DuckDB. */
export interface BenchQuestion {
  readonly name: string;
  readonly text: string;
  /** Over a view `events` of the parts; `{columns}` are those of Athena's table. */
  readonly byHand: string;
}

export async function benchQuestions(desk: Engine): Promise<readonly BenchQuestion[]> {
  const values = Object.entries(await needles(desk));
  const read = (url: URL) =>
    values.reduce(
      (sql, [name, value]) => sql.replaceAll(`{${name}}`, value),
      readFileSync(url, 'utf8'),
    );
  const folder = new URL('./queries/', import.meta.url);
  return globSync('*.sql', { cwd: folder })
    .sort()
    .map((file) => ({
      name: basename(file, '.sql'),
      text: read(new URL(file, folder)),
      byHand: read(new URL(`duckdb/${file}`, folder)),
    }));
}

export async function drain(desk: Engine, sql: string): Promise<void> {
  for await (const page of (await desk.run(sql)).pages) void page.length;
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
