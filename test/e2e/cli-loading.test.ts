import { afterAll, beforeAll, expect, it } from 'vitest';
import { trailglass } from './cli.fixture.ts';
import { fillLake, makePlace, type Place } from './small-lake.fixture.ts';

let place: Place;

beforeAll(async () => {
  place = makePlace();
  await fillLake(place);
});

afterAll(() => place.remove());

/** Says on standard error which modules are asked for. */
const HOOK = `
  import { registerHooks } from 'node:module';
  const resolve = (name, context, next) => {
    process.stderr.write('loads ' + name + '\\n');
    return next(name, context);
  };
  registerHooks({ resolve });
`;

async function loadedBy(...args: readonly string[]): Promise<string> {
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(HOOK)}` };
  const { stderr } = await trailglass(args, { home: place.home, cwd: place.folder, env });
  return stderr;
}

const TEXT = 'SELECT eventname, count(*) AS calls FROM cloudtrail_logs GROUP BY 1';

it('help needs nothing that runs queries', async () => {
  const loaded = await loadedBy('query', '--help');

  expect(loaded).toContain('loads commander');
  expect(loaded).not.toMatch(/duckdb|node:sqlite/);
});

it('only a picture needs what draws it', async () => {
  const screen = await loadedBy('query', TEXT, '--chart', 'bars');
  const picture = await loadedBy('query', TEXT, '--chart', 'bars', '-o', 'calls.svg');

  expect(screen).toContain('duckdb');
  expect(screen).not.toContain('/echarts-');
  expect(picture).toContain('/echarts-');
});

it('a list of sinks needs nothing that sends', async () => {
  const loaded = await loadedBy('notify', 'list');

  expect(loaded).toContain('loads zod');
  expect(loaded).not.toMatch(/nodemailer|aws-sdk/);
});
