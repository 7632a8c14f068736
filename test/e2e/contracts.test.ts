import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Truth } from '../../src/demo/organisation/index.ts';
import { command } from './cli.fixture.ts';

const NUMBER = expect.any(Number);
const TEXT = expect.any(String);
const TIME = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
const BREACH = {
  ...{ id: expect.stringMatching(/^[0-9a-f]{16}$/), kind: 'contract', system: TEXT },
  ...{ dimension: TEXT, value: TEXT, calls: NUMBER, lastTime: TIME },
  first: { eventId: TEXT, time: TIME, principal: TEXT, action: TEXT },
};

const folder = mkdtempSync(join(tmpdir(), 'trailglass-contracts-'));
const [home, trail, config] = ['home', 'trail', 'trailglass.yaml'].map((name) =>
  join(folder, name),
) as [string, string, string];
let breach: NonNullable<Truth['planted']['breach']>;

const run = (...args: readonly string[]) => command(args, { home, cwd: folder });

async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  mkdirSync(home);
  await run('generate', trail, '--events', '20000', '--seed', '1');
  await run('collect', trail);
  const truth = JSON.parse(readFileSync(join(trail, 'truth.json'), 'utf8')) as Truth;
  if (!truth.planted.breach) throw new Error('no breach was planted');
  breach = truth.planted.breach;
  const systems = Object.keys(truth.systems).filter((name) => name !== 'Unknown');
  const learnt: string[] = [];
  for (const system of systems) {
    const { stdout } = await run('contracts', 'learn', system, '--to', startOf(breach));
    learnt.push(stdout.replace('contracts:\n', ''));
  }
  writeFileSync(config, `contracts:\n${learnt.join('')}`);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function startOf({ steps }: typeof breach): string {
  return steps[0]?.at ?? '';
}

describe('contracts that every system has kept until the planted breach', () => {
  it('are broken by the breach alone, once for each dimension and value', async () => {
    const found = await json('contracts', 'check', '--from', startOf(breach));

    const [first, last] = breach.steps;
    const evidence = {
      ...{ eventId: first?.eventID, time: first?.at, principal: breach.principalArn },
      action: `${first?.eventSource.replace('.amazonaws.com', '')}:${first?.eventName}`,
    };
    const group = { calls: breach.steps.length, first: evidence, lastTime: last?.at };
    expect(found).toEqual([
      { ...BREACH, ...group, system: breach.system, dimension: 'region', value: breach.region },
      {
        ...BREACH,
        ...group,
        system: breach.system,
        dimension: 'service',
        value: first?.eventSource,
      },
    ]);
  });

  it('would have told of the stolen key, which used on one day what nobody had used', async () => {
    const found = await json('contracts', 'check', '--to', startOf(breach));

    const values = found
      .filter((one: { system: string }) => one.system === breach.system)
      .map((one: { value: string }) => one.value);
    expect(values).toContain('cloudtrail.amazonaws.com');
  });

  it('are listed as the configuration has them', async () => {
    const listed = await json('contracts', 'list');

    const one = listed.find(({ system }: { system: string }) => system === breach.system);
    expect(listed).toHaveLength(8);
    expect(one).toEqual({
      system: breach.system,
      accounts: expect.arrayContaining([breach.account]),
      ...{ regions: ['eu-west-1', 'us-east-1'], services: expect.arrayContaining([TEXT]) },
      readonly: false,
    });
  });
});

describe('contracts check', () => {
  it('returns 10 with --fail where something is outside, else 0', async () => {
    const outside = await run('contracts', 'check', '--from', startOf(breach), '--fail');
    const inside = await run('contracts', 'check', '--to', '2026-06-02', '--fail');

    expect([outside.code, inside.code]).toEqual([10, 0]);
    expect(outside.stdout).toContain(`${breach.system}: region ${breach.region}`);
    expect(inside.stdout).toBe('Nothing is outside.\n');
  });

  it('finds with --new where systems without a contract had not been', async () => {
    const empty = join(folder, 'empty.yaml');
    writeFileSync(empty, '');

    const args = ['--config', empty, 'contracts', 'check', '--new'];
    const month = await json(...args);
    const weeks = await json(...args, '--days', '21');

    const planted = { kind: 'new', system: breach.system, value: breach.region, calls: 2 };
    expect(month).toEqual([]);
    expect(weeks).toContainEqual({ ...BREACH, ...planted, dimension: 'region' });
  });
});

describe('detect run', () => {
  it('raises one alert for the planted breach, in whatever ways it is outside', async () => {
    const text = readFileSync(config, 'utf8');
    const settings = join(folder, 'detect.yaml');
    writeFileSync(settings, `${text}detections: {own: false, backfillAlerts: true}\n`);

    await json('--config', settings, 'detect', 'run');
    const again = await json('--config', settings, 'detect', 'run');
    const alerts = await json('--config', settings, 'alerts', 'list', '--from', startOf(breach));

    const [step] = breach.steps;
    expect(again.matches).toBe(0);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      rule: { title: 'Contract broken', author: 'Trailglass' },
      ...{ system: breach.system, count: 2, state: 'open' },
      samples: [{ eventId: step?.eventID }, { eventId: step?.eventID }],
    });
    const outside = alerts[0].top.find(({ field }: { field: string }) => field === 'breach');
    expect(outside.values.map(({ value }: { value: string }) => value).sort()).toEqual([
      `${breach.system}: region ${breach.region}`,
      `${breach.system}: service ${step?.eventSource}`,
    ]);
  });
});

describe('what cannot be checked', () => {
  it.each([
    ['', ['check'], 'There is no contract to check.'],
    ['contracts:\n  Consol: {readonly: true}\n', ['check'], ':2:3: contracts.Consol: no rule'],
    ['contracts:\n  Consol: {readonly: true}\n', ['list'], 'Did you mean Console?'],
    ['', ['learn', 'Consol'], 'Did you mean Console?'],
    ['', ['learn', 'Unknown'], 'no rule names a system so'],
    ['', ['learn', 'Console', '--to', '2026-01-01'], 'Console used nothing on two days'],
  ])('with %j: %j', async (text, args, words) => {
    const file = join(folder, 'other.yaml');
    writeFileSync(file, text);

    const { code, stdout, stderr } = await run('--config', file, 'contracts', ...args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});
