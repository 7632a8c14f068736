import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliResult, trailglass } from './cli.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let demo: CliResult;

beforeAll(async () => {
  const dir = join(folder, 'a demo');
  demo = await trailglass(['demo', '--events', '5000', '--dir', dir], { home: folder });
}, 120_000);

/** The commands that the demo ends with, as a shell takes them apart. */
function hints(): readonly (readonly string[])[] {
  const lines = demo.stderr.split('Next:\n')[1]?.split('\n') ?? [];
  const commands = lines.filter((line) => line.startsWith('    trailglass '));
  return commands.map((line) =>
    [...line.trim().matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)]
      .map(([, one, two, three]) => one ?? two ?? three ?? '')
      .slice(1),
  );
}

it('the demo ends with what to do next, from its detections to a trail of one’s own', () => {
  expect(demo.code).toBe(0);
  expect(hints().map(([first, second]) => [first, second])).toEqual([
    ['detect', 'run'],
    ['alerts', 'list'],
    ['query', '--home'],
    ['collect', 's3://YOUR-BUCKET/'],
  ]);
});

it('what it names works as it stands there', { timeout: 120_000 }, async () => {
  const [detect = [], alerts = [], query = []] = hints();

  const found = await trailglass(detect, { home: folder });
  const listed = await trailglass(alerts, { home: folder });
  const asked = await trailglass(query, { home: folder });

  expect([found.code, listed.code, asked.code]).toEqual([0, 0, 0]);
  expect(found.stdout).toMatch(/^\d+ rules: [\d,]+ match/);
  expect(found.stdout).toContain(`--home '${join(folder, 'a demo', 'home')}'`);
  expect(listed.stdout + listed.stderr).toMatch(/Next: trailglass alerts /);
  expect(asked.stdout).not.toBe('');
});
