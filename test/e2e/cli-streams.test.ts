import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shipped } from '../../src/base/package/index.ts';
import { fillLake, makePlace } from './small-lake.fixture.ts';

const MAIN = fileURLToPath(shipped('dist/cli/main.js'));
const TEN_THOUSAND = 'UNNEST(sequence(1, 10000))';
const THREE_HUNDRED_THOUSAND = `SELECT a.x * 300 + b.x AS range FROM UNNEST(sequence(0, 999)) AS a(x),
  UNNEST(sequence(0, 299)) AS b(x) ORDER BY 1`;
const ENDLESS = `SELECT a.x FROM ${TEN_THOUSAND} AS a(x), ${TEN_THOUSAND} AS b(x), ${TEN_THOUSAND} AS c(x)`;

const place = makePlace();
afterAll(place.remove);
beforeAll(() => fillLake(place));

/** Starts the program; `stderr` is complete once `code` is there. */
function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, HOME: place.home, TRAILGLASS_HOME: place.home },
    cwd: place.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = once(child, 'close').then(([exit]) => exit as number | null);
  return { child, code, stderr: () => Buffer.concat(said).toString('utf8') };
}

describe.concurrent('a reader that goes away', () => {
  it.each(['table', 'line', 'csv', 'ndjson', 'json', 'md'])(
    'ends an endless result quietly: %s',
    async (format) => {
      const { child, code, stderr } = start('query', ENDLESS, '--output', format);

      await once(child.stdout, 'data');
      child.stdout.destroy();

      expect(await code).toBe(0);
      expect(stderr()).toBe('');
    },
  );

  it('does not cut what a slow one reads', async () => {
    const { child, code } = start('query', THREE_HUNDRED_THOUSAND, '--output', 'csv');
    let bytes = 0;
    let last = '';

    for await (const chunk of child.stdout) {
      await new Promise((resolve) => setImmediate(resolve));
      bytes += (chunk as Buffer).length;
      last = (chunk as Buffer).toString('utf8').slice(-8);
    }

    expect(await code).toBe(0);
    expect(bytes).toBe(7 + 300_000 * 2 + 10 + 180 + 2700 + 36_000 + 450_000 + 1_200_000);
    expect(last).toBe('299999\r\n');
  });
});

describe.concurrent('an interrupt', () => {
  it.each(['table', 'csv'])('ends a query with 130, and says so: %s', async (format) => {
    const { child, code, stderr } = start('query', ENDLESS, '--output', format);
    await once(child.stdout, 'data');
    child.stdout.resume();

    child.kill('SIGINT');

    expect(await code).toBe(130);
    expect(stderr()).toContain('TG_CLI_INTERRUPTED');
  });

  it('ends a query that has no rows yet', async () => {
    const sql = `SELECT count(*) FROM ${TEN_THOUSAND} AS a(x), ${TEN_THOUSAND} AS b(x), ${TEN_THOUSAND} AS c(x)
       WHERE a.x * b.x < c.x`;
    const { child, code } = start('query', sql);
    // The handler is there once the engine has been loaded; before that SIGINT ends the process by itself.
    const timer = setInterval(() => child.kill('SIGINT'), 500);

    const exit = await code;
    clearInterval(timer);

    expect([130, null]).toContain(exit);
  });
});

describe('without a terminal', () => {
  it('there are no colours and no control characters', async () => {
    const { code, stdout, stderr } = await place.run('query', '--saved', 'top-callers');

    expect([code, stderr]).toEqual([0, '']);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is asked.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('table and files have all rows, whatever a terminal would show', async () => {
    const { stdout } = await place.run('query', 'SELECT eventname FROM cloudtrail_logs');

    expect(stdout.split('\n')).toHaveLength(2000 + 2 + 1 + 1);
    expect(stdout).toContain('(2,000 rows)\n');
  });

  it('--timing speaks on standard error', async () => {
    const { stdout, stderr } = await place.run(
      ...['query', 'SELECT 1 AS n', '--output', 'csv', '--timing'],
    );

    expect(stdout).toBe('n\r\n1\r\n');
    expect(stderr).toMatch(/^1 row in \d+ ms\n$/);
  });
});
