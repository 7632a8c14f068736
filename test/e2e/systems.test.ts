import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Truth } from '../../src/demo/organisation/index.ts';
import { command } from './cli.fixture.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const NUMBER = expect.any(Number);
const TEXT = expect.any(String);
const TIME = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);

const folder = mkdtempSync(join(tmpdir(), 'trailglass-systems-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function json(home: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await command([...args, '--json'], { home, cwd: home });
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe('over the made-up organisation', () => {
  const [dir, home] = [join(folder, 'trail'), join(folder, 'home')];
  let truth: Truth;

  beforeAll(async () => {
    await command(['generate', dir, '--events', '6000', '--seed', '3'], { home: folder });
    await command(['collect', dir], { home });
    truth = JSON.parse(readFileSync(join(dir, 'truth.json'), 'utf8')) as Truth;
  });

  it('systems counts the calls of each as the generator does', async () => {
    const systems = await json(home, 'systems');

    const calls = systems.map((one: { system: string; calls: number }) => [one.system, one.calls]);
    expect(Object.fromEntries(calls)).toEqual(truth.systems);
    expect(systems[0]).toEqual({
      system: TEXT,
      ...{ calls: NUMBER, errors: NUMBER, denied: NUMBER, throttled: NUMBER },
      ...{ principals: NUMBER, accounts: NUMBER, firstTime: TIME, lastTime: TIME },
    });
  });

  it('calls shows all of its columns, with who is behind each call', async () => {
    const [row] = await json(
      home,
      'query',
      'SELECT * FROM calls WHERE eventsource IS NOT NULL LIMIT 1',
    );

    expect(Object.keys(row).slice(-11)).toEqual([
      ...['system', 'component', 'confidence', 'system_reason', 'team', 'environment', 'actor'],
      ...['console', 'outcome', 'country', 'asn'],
    ]);
    expect(row).toMatchObject({ system: TEXT, system_reason: TEXT, actor: TEXT, outcome: TEXT });
  });

  it('systems takes the times that are wanted', async () => {
    const [first] = await json(home, 'systems', '--from', '2026-06-10', '--to', '2026-06-12');

    expect(first.firstTime >= '2026-06-10').toBe(true);
    expect(first.lastTime < '2026-06-12').toBe(true);
  });

  it('systems show says what a system is made of, and why', async () => {
    const shown = await json(home, 'systems', 'show', 'Cluster management');

    const components = new Set(shown.parts.map((part: { component: string }) => part.component));
    expect(components).toContain('Karpenter');
    expect(shown.parts[0]).toEqual({
      ...{ component: TEXT, principal: TEXT, confidence: 'certain', reason: TEXT },
      ...{ calls: NUMBER, errors: NUMBER, denied: NUMBER, throttled: NUMBER },
      ...{ firstTime: TIME, lastTime: TIME },
    });
    expect(shown.actions[0]).toEqual({ service: TEXT, action: TEXT, calls: NUMBER });
  });

  it('systems show knows the names that there are', async () => {
    const { code, stderr } = await command(['systems', 'show', 'Monitorin'], { home });

    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean Monitoring?');
  });

  it('systems unknown finds the planted one, with a rule that names it from then on', async () => {
    const [group] = await json(home, 'systems', 'unknown');
    const { principalArn, events } = truth.planted.unknownSystem ?? {};
    const rule = group.rule.replace(/Who is .*\?/, 'Inventory');

    writeFileSync(join(home, 'trailglass.yaml'), `systems:\n${rule.replace(/^/gm, '  ')}\n`);
    const after = await json(home, 'systems');
    rmSync(join(home, 'trailglass.yaml'));

    expect(group).toMatchObject({ principal: principalArn, calls: events, alsoHit: [] });
    const found = after.find((one: { system: string }) => one.system === 'Inventory');
    expect(found?.calls).toBe(events);
    expect(after.map((one: { system: string }) => one.system)).not.toContain('Unknown');
  });

  it('systems explain tells of an event why it is whose', async () => {
    const { firstEventID, userAgent } = truth.planted.unknownSystem ?? {};

    const explained = await json(home, 'systems', 'explain', String(firstEventID));

    expect(explained).toEqual([
      {
        ...{ system: 'Unknown', component: null, confidence: 'unknown', calls: 1 },
        ...{ reason: 'no rule names it', userAgent, actor: TEXT, principal: TEXT },
        agent: { text: userAgent, isCut: false },
      },
    ]);
  });

  it('systems explain refuses what nobody is', async () => {
    const { code, stderr } = await command(['systems', 'explain', 'nobody'], { home });

    expect(code).toBe(2);
    expect(stderr).toContain('Nobody called so: nobody');
  });
});

const REAL = sharedPath('data', 'real');

describe.skipIf(!REAL)(`over real logs${REAL ? '' : ` (skipped: ${ABSENT})`}`, () => {
  const home = join(folder, 'real');

  beforeAll(async () => {
    await command(['collect', REAL ?? ''], { home });
  });

  it('names who is behind 99 of 100 calls', async () => {
    const systems = await json(home, 'systems');

    const count = (name?: string) =>
      systems
        .filter((one: { system: string }) => name === undefined || one.system === name)
        .reduce((sum: number, one: { calls: number }) => sum + one.calls, 0);
    expect(count()).toBe(30_466);
    expect(count('Unknown') / count()).toBeLessThan(0.01);
  });

  it('says that all that was throttled was Terraform', async () => {
    const systems = await json(home, 'systems');

    const throttled = systems.filter((one: { throttled: number }) => one.throttled > 0);
    expect(throttled).toMatchObject([{ system: 'Terraform', throttled: 102 }]);
  });
});
