import { linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TABLES } from '../../src/cloudtrail/columns/index.ts';
import { trinoType } from '../../src/query/sql/tables/types.ts';
import { displayName } from '../../src/query/sql/types/index.ts';
import { askDuckDB, makeParts } from './day-parts.fixture.ts';
import { leavesOf } from './leaf-sql.fixture.ts';
import { startTrino, type TestTrino } from './trino.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-parts-trino-'));
const { columns } = TABLES.events;
const leaves = columns.flatMap(leavesOf);
const TABLE_NAMES = ['collected', 'merged'] as const;
const files: Record<string, string> = {};
let trino: TestTrino | string;

beforeAll(async () => {
  trino = await startTrino(folder);
  if (typeof trino === 'string') return;
  const parts = await makeParts(folder);
  await trino.ask('CREATE SCHEMA hive.lake');
  for (const name of TABLE_NAMES) {
    for (const path of parts[name]) putInto(name, path);
    files[name] = parts[name].map((path) => `'${path}'`).join(', ');
    await trino.ask(tableSql(name));
    await trino.ask(`CALL hive.system.sync_partition_metadata('lake', '${name}', 'FULL')`);
  }
}, 300_000);
afterAll(async () => {
  if (typeof trino === 'object') await trino.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The file below a folder of the table's own, in the folder of its day. */
function putInto(table: string, path: string): void {
  const day = join(folder, table, basename(dirname(path)));
  mkdirSync(day, { recursive: true });
  linkSync(path, join(day, basename(path)));
}

function tableSql(name: string): string {
  const stored = columns.map((column) => `"${column.name}" ${displayName(trinoType(column.type))}`);
  return `CREATE TABLE hive.lake.${name} (${[...stored, 'dt varchar'].join(', ')})
    WITH (format = 'PARQUET', external_location = 'local:///${name}', partitioned_by = ARRAY['dt'])`;
}

/** Of each leaf: how many rows have it, and a sum that changes when a value changes or moves to another row. */
function sumsSql(engine: 'trino' | 'duckdb', table: string): string {
  const number = {
    trino: (text: string) => `from_base(substr(to_hex(md5(to_utf8(${text}))), 1, 8), 16)`,
    duckdb: (text: string) => `CAST('0x' || substr(md5(${text}), 1, 8) AS bigint)`,
  }[engine];
  const sums = leaves.flatMap((leaf) => [
    `CAST(count(${leaf[engine]}) AS varchar)`,
    `CAST(sum(${number(`eventid || '|' || ${leaf[engine]}`)}) AS varchar)`,
  ]);
  const named = sums.map((sum, at) => `${sum} AS s${at}`);
  return `SELECT ${['count(*) AS n', ...named].join(', ')} FROM ${table}`;
}

describe.each(TABLE_NAMES)('%s parts', (name) => {
  beforeEach((context) => {
    if (typeof trino === 'string') context.skip(`no Trino: ${trino}`);
  });

  it('read the same through Trino and DuckDB, value by value', async () => {
    const theirs = (await ask(sumsSql('trino', `hive.lake.${name}`)))[0] ?? [];
    const [row = {}] = await askDuckDB(sumsSql('duckdb', `read_parquet([${files[name]}])`));
    const ours = Object.values(row).map((value) => (value === null ? null : String(value)));

    expect(Number(theirs[0])).toBe(12_000);
    const sums = (values: readonly unknown[]) =>
      leaves.map((leaf, at) => [leaf.name, values[1 + 2 * at], values[2 + 2 * at]]);
    expect(sums(theirs)).toEqual(sums(ours));
    const filled = sums(theirs).filter(([, count]) => Number(count) > 0);
    expect(filled.length).toBeGreaterThan(leaves.length / 2);
  });

  it('are found through their Bloom filters, and only where they are', async () => {
    const [known = {}] = await askDuckDB(
      `SELECT eventid, useridentity_accesskeyid AS key FROM read_parquet([${files[name]}]) WHERE key IS NOT NULL LIMIT 1`,
    );
    const counted = async (column: string, value: unknown) =>
      (await ask(`SELECT count(*) FROM hive.lake.${name} WHERE ${column} = '${value}'`))[0]?.[0];

    expect(await counted('eventid', known.eventid)).toBe(1);
    expect(await counted('useridentity_accesskeyid', known.key)).toBeGreaterThan(0);
    expect(await counted('eventid', '00000000-0000-4000-8000-000000000000')).toBe(0);
  });
});

async function ask(sql: string): Promise<readonly (readonly unknown[])[]> {
  if (typeof trino === 'string') throw new Error(trino);
  return trino.ask(sql);
}
