import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { command } from './cli.fixture.ts';

const top = mkdtempSync(join(tmpdir(), 'trailglass-quarantine-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let home = '';
let logs = '';
let count = 0;

beforeEach(() => {
  home = join(top, `home-${++count}`);
  logs = join(top, `logs-${count}`);
  mkdirSync(logs);
});

function event(id: string): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'us-east-1',
    eventID: id,
    recipientAccountId: '111122223333',
  });
}

const records = (...texts: readonly string[]) => `{"Records":[${texts.join(',')}]}`;
const put = (name: string, content: string | Uint8Array) =>
  writeFileSync(join(logs, name), content);

async function run(...args: readonly string[]) {
  const result = await command([...args, '--json'], { home });
  return { code: result.code, value: JSON.parse(result.stdout) };
}

it('holds a record that cannot be read, with its place; its neighbours are rows', async () => {
  const text = records(event('a'), '{"eventVersion":"1.08", broken}', event('b'));
  put('log.json', text);

  const collected = await run('collect', logs);
  const [entry] = (await run('quarantine', 'list')).value;
  const { value: shown } = await run('quarantine', 'show', String(entry.id));

  expect(collected.code).toBe(5);
  expect(collected.value.events).toEqual({ read: 3, kept: 2, duplicate: 0, quarantined: 1 });
  expect(text.slice(entry.byteStart, entry.byteEnd)).toBe('{"eventVersion":"1.08", broken}');
  expect(shown.text).toBe('{"eventVersion":"1.08", broken}');
});

it('takes in a mended file by a plain collect, and closes its entries', async () => {
  const whole = gzipSync(records(event('a'), event('b')));
  put('log.json.gz', whole.subarray(0, whole.length - 20));
  const broken = await run('collect', logs);
  put('log.json.gz', whole);

  const mended = await run('collect', logs);
  const open = await run('quarantine', 'list');

  expect(broken.value.objects.failed).toBe(1);
  expect(mended.code).toBe(0);
  expect(mended.value.events.kept).toBe(2);
  expect(mended.value.changed).toBe(1);
  expect(open.value).toEqual([]);
});

it('retries without making a row twice', async () => {
  put('log.json', records(event('a'), 'nonsense', event('b')));
  await run('collect', logs);

  const retried = await run('quarantine', 'retry');
  const { value: open } = await run('quarantine', 'list');
  const { value: rows } = await run('query', 'SELECT count(*) AS n FROM cloudtrail_logs');

  expect(retried.code).toBe(5);
  expect(retried.value.events).toEqual({ read: 3, kept: 0, duplicate: 2, quarantined: 1 });
  expect(open).toHaveLength(1);
  expect(rows).toEqual([{ n: 2 }]);
});

it('shows text that cannot steer the terminal', async () => {
  put('log.json', records(event('a'), '{"eventVersion":"1.08","x":\u001b[31m}'));
  await run('collect', logs);

  const { stdout } = await command(['quarantine', 'show', '1'], { home });

  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('\\u{1b}[31m');
});

it('lists in a table what, where and why, and what was resolved only when asked', async () => {
  put('page.json.gz', '<html>503</html>');
  await run('collect', logs);

  const list = await command(['quarantine', 'list'], { home });
  put('page.json.gz', gzipSync(records(event('a'))));
  await run('collect', logs);
  const empty = await command(['quarantine', 'list'], { home });
  const all = await run('quarantine', 'list', '--all');

  expect(list.stdout).toContain('neither gzip nor JSON: it begins with "<html>503</html>"');
  expect(list.stdout).toContain('page.json.gz');
  expect(empty).toMatchObject({ code: 0, stdout: '', stderr: 'The quarantine is empty.\n' });
  expect(all.value).toMatchObject([{ id: 1, state: 'resolved' }]);
});

it('takes in by a retry what was mended meanwhile, and only what was named', async () => {
  put('one.json', records(event('a')).slice(0, -9));
  put('two.json', records(event('b')).slice(0, -9));
  await run('collect', logs);
  const { value: entries } = await run('quarantine', 'list');
  put('one.json', records(event('a')));
  put('two.json', records(event('b')));
  const [first] = entries;

  const one = await run('quarantine', 'retry', String(first.id));
  const rest = await run('quarantine', 'retry');
  const none = await run('quarantine', 'retry');

  expect(entries).toHaveLength(2);
  expect(one).toMatchObject({ code: 0, value: { events: { read: 1, kept: 1 } } });
  expect(rest).toMatchObject({ code: 0, value: { events: { read: 1, kept: 1 } } });
  expect(none).toEqual({ code: 0, value: null });
});
