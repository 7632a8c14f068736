import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { trailglass } from './cli.fixture.ts';
import { makePlace } from './small-lake.fixture.ts';

const place = makePlace();
afterAll(place.remove);

writeFileSync(join(place.folder, 'bad.yaml'), 'workers: 2\nnonsense: 1\n');
writeFileSync(
  join(place.folder, 'one.json'),
  JSON.stringify({
    Records: [
      {
        ...{ eventVersion: '1.08', eventTime: '2026-06-30T12:00:00Z', eventID: 'e-1' },
        ...{ eventSource: 's3.amazonaws.com', eventName: 'ListBuckets' },
      },
    ],
  }),
);

describe.concurrent('before anything was collected', () => {
  it.each([
    [['status'], 1, 'TG_LAKE_EMPTY'],
    [['query', 'SELECT 1'], 1, 'TG_LAKE_EMPTY'],
    [['lake', 'info'], 1, 'TG_LAKE_EMPTY'],
    [['quarantine', 'list'], 1, 'TG_LAKE_EMPTY'],
    [['nonsense'], 2, 'unknown command'],
    [['colect'], 2, 'Did you mean collect?'],
    [['query', '--nonsense', 'SELECT 1'], 2, 'unknown option'],
    [['query'], 2, 'TG_CLI_USAGE'],
    [['query', 'SELECT 1', '--saved', 'top-callers'], 2, 'TG_CLI_USAGE'],
    [['query', 'SELECT 1', '--output', 'xml'], 2, 'Allowed choices'],
    [['query', 'SELECT 1', '--output', 'parquet'], 2, 'add -o FILE'],
    [['query', 'SELECT 1', '-o', 'result.txt'], 2, '.csv, .json'],
    [['query', '--saved', 'top-caller'], 2, 'Did you mean top-callers?'],
    [['query', '-f', 'absent.sql'], 1, 'TG_STORAGE_NOT_FOUND'],
    [['collect'], 2, 'TG_COLLECT_NO_TRAIL'],
    [['collect', 'absent'], 1, 'TG_STORAGE_NOT_FOUND'],
    [['collect', 's3://'], 1, 'TG_STORAGE_NOT_FOUND'],
    [['collect', '.', '--from', 'yesterday'], 2, 'TG_TIME_INVALID'],
    [['collect', '.', '--from', '2026-02-30'], 2, 'TG_TIME_INVALID'],
    [['collect', '.', '--from', 'T-1d', '--to', 'T-2d'], 2, 'is not before'],
    [['lake', 'retain'], 2, 'required option'],
    [['lake', 'retain', '--days', 'many'], 2, 'not a whole number'],
    [['help', 'nonsense'], 2, 'TG_CLI_USAGE'],
    [['--config', 'absent.yaml', 'status'], 2, 'TG_CONFIG_INVALID'],
    [['--config', 'bad.yaml', 'status'], 2, 'bad.yaml:2:1: "nonsense" is not known here'],
    [['--workers', '99', 'config', 'show'], 2, 'TG_CONFIG_INVALID'],
  ])('%j returns %d', async (args, code, words) => {
    // Even a collect that fails takes the lock of its home, and leaves an empty lake.
    const home = join(place.folder, randomUUID());

    const result = await trailglass(args, { home, cwd: place.folder });

    expect(result.code).toBe(code);
    expect(result.stderr).toContain(words);
    expect(result.stdout).toBe('');
  });

  it.each([['--help'], ['help'], ['help', 'exit-codes'], ['help', 'lake', 'info'], ['--version']])(
    '%s %s returns 0, on standard output',
    async (...args) => {
      const { code, stdout, stderr } = await place.run(...args);

      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).not.toBe('');
    },
  );
});

describe('with one event', () => {
  it('collect returns 0, also when there is nothing new', async () => {
    const first = await place.run('collect', 'one.json');
    const second = await place.run('collect', 'one.json');

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stdout).toContain('1 event kept of 1 read');
    expect(second.stdout).toContain('0 events kept of 0 read');
  });

  it.each([
    ['SELECT eventname FROM {table_name}', 0],
    ['SELECT eventname FROM {table_name} WHERE false', 0],
    ['-- a comment first\nSELECT eventname FROM {table_name};', 0],
    ['SELECT evntname FROM {table_name}', 1],
    ['SELECT * FORM {table_name}', 1],
    ['SELECT * FROM absent', 1],
    ['SELECT 1; SELECT 2', 1],
    ['', 1],
  ])('query %j returns %d', async (sql, code) => {
    const result = await place.run('query', sql);

    expect(result.code).toBe(code);
    expect(result.stderr).toContain(code === 0 ? '' : 'TG_QUERY_INVALID');
  });

  it('query reads its text from standard input', async () => {
    const input = 'SELECT eventname FROM "default".cloudtrail_logs';

    const { code, stdout } = await trailglass(['query', '-f', '-', '--output', 'csv'], {
      home: place.home,
      input,
    });

    expect([code, stdout]).toEqual([0, 'eventname\r\nListBuckets\r\n']);
  });

  it('an unwritable result returns 1', async () => {
    const csv = await place.run('query', 'SELECT 1', '-o', 'absent/result.csv');
    const parquet = await place.run('query', 'SELECT 1', '-o', 'absent/result.parquet');

    expect([csv.code, parquet.code]).toEqual([1, 1]);
    expect(csv.stderr).toContain('TG_OUTPUT_FAILED');
    expect(parquet.stderr).toContain('TG_OUTPUT_FAILED');
  });

  it('an error says its code and the next step, and with --verbose its cause', async () => {
    const short = await place.run('query', 'SELECT');
    const long = await place.run('query', 'SELECT', '--verbose');

    expect(short.stderr).toMatch(/\nTG_QUERY_INVALID {2}\S/);
    expect(short.stderr).not.toContain('    at ');
    expect(long.stderr).toContain('Caused by: ');
  });
});
