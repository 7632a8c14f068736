import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine, RunOptions } from '../engine.ts';
import { type DuckDBOptions, openDuckDB } from './duckdb.ts';

/** Rows without end, for all that a test waits. */
const ENDLESS = `SELECT a.x FROM UNNEST(sequence(1, 10000)) AS a(x), UNNEST(sequence(1, 10000)) AS b(x),
  UNNEST(sequence(1, 10000)) AS c(x)`;

const EMPTY: DuckDBOptions = {
  snapshot: { parts: { events: [], network: [], insights: [], aggregated: [] } },
  threads: 1,
};

async function openEmpty(options: Partial<DuckDBOptions> = {}): Promise<Engine> {
  const engine = await openDuckDB({ ...EMPTY, ...options });
  onTestFinished(() => engine.close());
  return engine;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-duckdb-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function ask(engine: Engine, sql: string, options?: RunOptions) {
  const { columns, pages } = await engine.run(sql, options);
  const rows = [];
  for await (const page of pages) rows.push(...page);
  return { columns, rows };
}

describe('values', () => {
  it.each([
    ['CAST(NULL AS varchar)', 'varchar', null],
    ["''", 'varchar(0)', ''],
    ['true', 'boolean', true],
    ['7', 'integer', 7],
    ['9007199254740991', 'bigint', 9007199254740991],
    ['9007199254740993', 'bigint', '9007199254740993'],
    ['1.5e0', 'double', 1.5],
    ['nan()', 'double', 'NaN'],
    ['CAST(1.10 AS decimal(10, 2))', 'decimal(10, 2)', '1.10'],
    ["DATE '2026-01-31'", 'date', '2026-01-31'],
    ["TIMESTAMP '2026-01-31 12:00:00'", 'timestamp(0)', '2026-01-31 12:00:00'],
    ["TIMESTAMP '2026-01-31 12:00:00.000001'", 'timestamp(6)', '2026-01-31 12:00:00.000001'],
    [
      "TIMESTAMP '2026-01-31 12:00:00 +02:00'",
      'timestamp(0) with time zone',
      '2026-01-31 12:00:00 +02:00',
    ],
    ['ARRAY[1, NULL]', 'array(integer)', [1, null]],
    [
      "CAST(ROW('x', NULL) AS row(arn varchar, n bigint))",
      'row(arn varchar, n bigint)',
      { arn: 'x', n: null },
    ],
    ["map(ARRAY['a'], ARRAY[1])", 'map(varchar(1), integer)', { a: 1 }],
  ])('%s is a %s', async (sql, type, value) => {
    const engine = await openEmpty();

    const { columns, rows } = await ask(engine, `SELECT ${sql} AS v`);

    expect(columns).toEqual([{ name: 'v', type }]);
    expect(rows).toEqual([[value]]);
  });
});

describe('an empty lake', () => {
  it('has the columns of every table, and no rows', async () => {
    const engine = await openEmpty();

    const events = await ask(engine, 'SELECT * FROM cloudtrail_logs');
    const hidden = await ask(engine, 'SELECT ts, dt, caller_id, flags FROM cloudtrail_network');

    expect(events.rows).toEqual([]);
    expect(events.columns.map(({ name }) => name)).toContain('useridentity');
    expect(hidden.columns.map(({ type }) => type)).toEqual([
      ...['timestamp(6)', 'varchar', 'bigint', 'varchar'],
    ]);
  });
});

describe('the fence', () => {
  it.each([
    "SELECT * FROM read_text('/etc/hosts')",
    "SELECT * FROM read_csv('/etc/hosts')",
    "SELECT * FROM '/etc/hosts'",
    "SELECT getenv('HOME')",
    "SELECT * FROM glob('/*')",
    'SELECT 1; SELECT 2',
    "COPY (SELECT 1) TO '/tmp/trailglass-fence.csv'",
    "ATTACH '/tmp/trailglass-fence.db'",
    "EXPORT DATABASE '/tmp/trailglass-fence'",
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    "SET allowed_paths = ['/etc/hosts']",
  ])('keeps a text in the lake: %s', async (sql) => {
    const engine = await openEmpty();

    await expect(ask(engine, sql)).rejects.toMatchObject({ code: 'TG_QUERY_INVALID' });
    expect(existsSync('/tmp/trailglass-fence.csv')).toBe(false);
  });

  it('lets the one output file through, also over an older one', async () => {
    const output = join(temporaryFolder(), 'result.parquet');
    writeFileSync(output, 'older');
    const engine = await openEmpty({ output });

    const rows = await engine.writeParquet(
      'SELECT 7 AS n, CAST(NULL AS varchar) AS nothing -- all',
      output,
    );

    const bytes = readFileSync(output);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    expect(rows).toBe(1);
    expect(await parquetReadObjects({ file, compressors })).toEqual([{ n: 7, nothing: null }]);
  });

  it('does not let another file through', async () => {
    const folder = temporaryFolder();
    const engine = await openEmpty({ output: join(folder, 'one.parquet') });

    const work = engine.writeParquet('SELECT 1', join(folder, 'two.parquet'));

    await expect(work).rejects.toMatchObject({ code: 'TG_QUERY_INVALID' });
  });
});

describe('a query', () => {
  it('gives no more rows than it is limited to', async () => {
    const engine = await openEmpty();

    const { rows } = await ask(
      engine,
      'SELECT x FROM UNNEST(sequence(0, 9)) AS t(x) ORDER BY 1 DESC; --',
      {
        limit: 2,
      },
    );

    expect(rows).toEqual([[9], [8]]);
  });

  it("that is wrong fails in Trino's words with the place, and names the tables", async () => {
    const engine = await openEmpty();

    await expect(ask(engine, 'SELECT 1 FROM nothing')).rejects.toMatchObject({
      code: 'TG_QUERY_INVALID',
      message: "TABLE_NOT_FOUND: line 1:15: Table 'nothing' does not exist",
      details: { error: 'TABLE_NOT_FOUND', line: 1, column: 15 },
      hint: expect.stringContaining('cloudtrail_logs, cloudtrail_network'),
    });
  });

  it('ends with the reason of its signal, and never as if it were complete', async () => {
    const engine = await openEmpty();
    const reason = new Error('enough');
    const controller = new AbortController();
    const { pages } = await engine.run(ENDLESS, {
      signal: controller.signal,
    });

    const reading = (async () => {
      for await (const page of pages) if (page.length > 0) controller.abort(reason);
    })();

    await expect(reading).rejects.toBe(reason);
  });

  it('does not begin when its signal has ended it before', async () => {
    const engine = await openEmpty();
    const reason = new Error('too late');

    const work = engine.run('SELECT 1', { signal: AbortSignal.abort(reason) });

    await expect(work).rejects.toBe(reason);
  });
});
