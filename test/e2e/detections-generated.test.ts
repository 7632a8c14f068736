import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Truth, TruthAlert } from '../../src/demo/organisation/index.ts';
import { openCatalog } from '../../src/lake/catalog/index.ts';
import { makePlace, type Place } from './small-lake.fixture.ts';

/** An alert as `alerts list --json` has it, with the ids of all of its events. */
interface Raised {
  readonly id: string;
  readonly state: string;
  readonly closeReason?: string;
  readonly severity: string;
  readonly actor: string;
  readonly account: string;
  readonly count: number;
  readonly rule: { readonly id: string; readonly title: string };
  readonly eventIds: readonly string[];
}

interface Size {
  readonly events: number;
  readonly days: number;
  readonly seed: number;
}

/** Rules of what is new that may also speak of what else a small organisation does for the first time. */
const OF_NEWS: readonly string[] = [
  'Access key used after a long sleep',
  'Role assumed by somebody new',
  'Role taken by a new subject of a token',
  'System does something new',
  'System outside of what it has always done',
];

async function trailOf(place: Place, { events, days, seed }: Size): Promise<Truth> {
  const size = [
    '--events',
    `${events}`,
    '--days',
    `${days}`,
    '--seed',
    `${seed}`,
    '--files',
    '300',
  ];
  const made = await place.run('generate', 'trail', ...size);
  const taken = await place.run('collect', 'trail', '--json');
  expect([made.code, taken.code]).toEqual([0, 0]);
  const text = readFileSync(join(place.folder, 'trail', 'truth.json'), 'utf8');
  return JSON.parse(text) as Truth;
}

function settings({ folder }: Place, text: string): void {
  writeFileSync(join(folder, 'trailglass.yaml'), text);
}

async function raisedIn(place: Place, ...more: readonly string[]): Promise<readonly Raised[]> {
  const { stdout } = await place.run('alerts', 'list', '--json', '--limit', '1000', ...more);
  const catalog = openCatalog(place.home, { readonly: true });
  const matches = Map.groupBy(catalog.detections.matches(), ({ alertId }) => alertId);
  catalog.close();
  return (JSON.parse(stdout) as Raised[]).map((alert) => ({
    ...alert,
    eventIds: (matches.get(alert.id) ?? []).map(({ eventId }) => eventId),
  }));
}

/** Whether an alert is the one that was expected. */
function isIt(wanted: TruthAlert, { rule, severity, actor, account, ...raised }: Raised): boolean {
  return (
    rule.id === wanted.rule &&
    severity === wanted.severity &&
    account === wanted.account &&
    (wanted.actor === null || actor === wanted.actor) &&
    raised.count >= wanted.matches &&
    wanted.eventIDs.every((id) => raised.eventIds.includes(id))
  );
}

/** Every id of an event that a story tells of. */
function plantedIds({ planted }: Truth): ReadonlySet<string> {
  const ids = new Set<string>();
  JSON.stringify(planted, (key, value: unknown) => {
    if (/eventIDs?$/i.test(key)) for (const id of [value].flat()) ids.add(String(id));
    return value;
  });
  return ids;
}

const STORIES = ['attack', 'breach', 'console', 'unknownSystem', 'unusedKey'];
// In a small trail the storm is a breeze: below a hundred throttled calls within five minutes.
const TRAILS = [
  { events: 3000, days: 30, seed: 11, reasons: STORIES },
  { events: 100_000, days: 30, seed: 2, reasons: [...STORIES, 'storm'] },
];

describe.each(TRAILS)('detections over $events events of seed $seed', (trail) => {
  const place = makePlace();
  afterAll(place.remove);
  let truth: Truth;
  let raised: readonly Raised[];

  beforeAll(async () => {
    settings(place, 'detections: { backfillAlerts: true }\n');
    truth = await trailOf(place, trail);
    const { code } = await place.run('detect', 'run');
    expect(code).toBe(0);
    raised = await raisedIn(place);
  }, 300_000);

  it('raise every alert that was planted, once, with its events', () => {
    const found = truth.alerts.map((wanted) => ({
      wanted,
      times: raised.filter((one) => isIt(wanted, one)).length,
    }));

    expect(found.filter(({ times }) => times !== 1)).toEqual([]);
    const reasons = new Set(truth.alerts.map(({ because }) => because));
    expect([...reasons]).toEqual(expect.arrayContaining(trail.reasons));
  });

  it('raise nothing else above medium', () => {
    const grave = raised.filter(({ severity }) => severity === 'high' || severity === 'critical');

    const unasked = grave.filter((one) => !truth.alerts.some((wanted) => isIt(wanted, one)));
    expect(unasked).toEqual([]);
  });

  it('say nothing else of what was planted, but that it is new', () => {
    const planted = plantedIds(truth);

    const unasked = raised
      .filter(({ eventIds }) => eventIds.some((id) => planted.has(id)))
      .filter((one) => !truth.alerts.some((wanted) => isIt(wanted, one)));
    expect(unasked.filter(({ rule }) => !OF_NEWS.includes(rule.title))).toEqual([]);
  });
});

describe('detections over events that are months old', () => {
  const place = makePlace();
  afterAll(place.remove);
  let truth: Truth;

  beforeAll(async () => {
    truth = await trailOf(place, { events: 2000, days: 30, seed: 4 });
    const { code } = await place.run('detect', 'run');
    expect(code).toBe(0);
  }, 60_000);

  it('are closed as history, every one that was planted among them', async () => {
    const closed = await raisedIn(place, '--state', 'closed');

    expect(closed.filter(({ closeReason }) => closeReason !== 'backfill')).toEqual([]);
    const missing = truth.alerts.filter((wanted) => !closed.some((one) => isIt(wanted, one)));
    expect(missing).toEqual([]);
  });

  it('leave nothing open, and say where they are', async () => {
    const { stdout, stderr } = await place.run('alerts', 'list');

    expect(stdout).toBe('');
    expect(stderr).toContain('trailglass alerts list --state closed');
  });
});
