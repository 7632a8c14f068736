import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writePacks } from '../../src/analysis/detect/index.ts';
import { seededRandom } from '../../src/collect/storage/s3/fake-faults.fixture.ts';
import { collect } from '../../src/collect/trails/index.ts';
import {
  type Answer,
  type Received,
  receiver,
} from '../../src/delivery/notify/receiver.fixture.ts';
import { generate } from '../../src/demo/organisation/index.ts';
import { openCatalog } from '../../src/lake/catalog/index.ts';
import { bundleChild } from '../../tools/bundle.ts';

const KILLS = 200;
const LANES = 2;
/** The lake grows so often, and is looked at after each time. */
const STAGES = 3;
/** A look that has one message to send says about so much to SQLite. */
const MOST_WORDS = 30;
/** A look that has lasted for so long, in milliseconds, is in the middle of its work. */
const MOST_TIME = 1500;
const DETECT = await bundleChild(new URL('./detect-once.fixture.ts', import.meta.url));
// A failure is played again with TRAILGLASS_SEED.
const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);

/** Five rules: plain ones, wide groups that grow with the lake, and a correlation over one that also tells by itself. */
const RULES = `
title: Trail stopped
id: 3f0c5f2e-6a0b-4d5f-9a67-0c1d2e3f4a01
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: StopLogging }, condition: selection }
level: critical
---
title: Policy of a bucket written
id: 3f0c5f2e-6a0b-4d5f-9a67-0c1d2e3f4a02
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: PutBucketPolicy }, condition: selection }
level: high
---
title: IAM was asked
id: 3f0c5f2e-6a0b-4d5f-9a67-0c1d2e3f4a03
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventSource: iam.amazonaws.com }, condition: selection }
level: medium
trailglass: { group: [account], window: 30d }
---
title: Something was refused
id: 3f0c5f2e-6a0b-4d5f-9a67-0c1d2e3f4a04
name: refused
logsource: { product: aws, service: cloudtrail }
detection: { selection: { errorCode: '*' }, condition: selection }
level: low
trailglass: { group: [actor], window: 6h }
---
title: Much was refused
id: 3f0c5f2e-6a0b-4d5f-9a67-0c1d2e3f4a05
correlation: { type: event_count, rules: [refused], group-by: [recipientAccountId], timespan: 1h, condition: { gte: 3 }, generate: true }
level: high
`;

const folder = mkdtempSync(join(tmpdir(), 'trailglass-detect-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each stage of the trail has files of all days. */
beforeAll(async () => {
  const whole = join(folder, 'whole');
  await generate({ dir: whole, events: 500, days: STAGES, seed: 5, files: 60 });
  const files = readdirSync(whole, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json.gz'))
    .sort();
  for (const [index, name] of files.entries()) {
    // Little at first, so that what comes later is much more.
    const stage = `stage-${index % 12 === 0 ? 0 : 1 + (index % (STAGES - 1))}`;
    mkdirSync(join(folder, stage, name, '..'), { recursive: true });
    cpSync(join(whole, name), join(folder, stage, name));
  }
  mkdirSync(join(folder, 'rules'));
  writeFileSync(join(folder, 'rules', 'five.yml'), RULES);
}, 60_000);

/** How a look dies, if it does, and whether it only delivers. */
type Death = { readonly delivers: boolean } & (
  | { readonly is: 'word'; readonly last: number; readonly isAfter: boolean }
  | { readonly is: 'moment'; readonly ms: number }
  | { readonly is: 'message'; readonly number: number }
);

/** Mostly between commit and delivery: while a message waits, its sender is killed and the next look has it to send. */
function someDeath(random: () => number, isWaiting: boolean): Death {
  const kind = random();
  const delivers = random() < 0.85 && isWaiting;
  if (kind < 0.65) return { is: 'message', number: 0, delivers };
  if (kind < 0.7) return { is: 'message', number: 1 + Math.floor(random() * 2), delivers };
  if (kind < 0.75) return { is: 'moment', ms: random() * MOST_TIME, delivers };
  const last = 1 + Math.floor(random() * (delivers ? MOST_WORDS / 3 : MOST_WORDS));
  return { is: 'word', last, isAfter: random() < 0.5, delivers };
}

/** A lake that is looked at, and what arrived from it. */
class Lane {
  readonly home: string;
  readonly received: Received[] = [];
  /** Called at each message that arrives. */
  onMessage: () => void = () => {};

  constructor(name: string) {
    this.home = join(folder, name);
    writePacks(this.home, [
      { name: 'five', path: join(folder, 'rules'), level: 'low', off: [], levels: {} },
    ]);
  }

  take(message: Received): Answer {
    this.received.push(message);
    this.onMessage();
    return {};
  }

  async grow(stage: number): Promise<void> {
    await collect({ home: this.home, trails: [{ address: join(folder, `stage-${stage}`) }] });
  }

  /** Looks once; whether it was killed. */
  async look(url: string, death?: Death): Promise<boolean> {
    const child = spawn(
      process.execPath,
      [DETECT, `--home=${this.home}`, `--url=${url}`, ...argsOf(death)],
      {
        // Compiling anew would take much of a short life.
        env: { ...process.env, SECRET, NODE_COMPILE_CACHE: join(folder, 'cache') },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const end = new AbortController();
    if (death?.is === 'moment') {
      void setTimeout(death.ms, undefined, { signal: end.signal }).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      );
    }
    let left = death?.is === 'message' ? death.number : Number.POSITIVE_INFINITY;
    // It has arrived, and the sender never learns of it.
    this.onMessage = () => left-- <= 0 && child.kill('SIGKILL');
    const [code, signal] = await once(child, 'exit');
    end.abort();
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`A look ended with ${code ?? signal}.`);
    return signal === 'SIGKILL';
  }
}

const SECRET = `whsec_${Buffer.alloc(32, 'kill test').toString('base64')}`;

function argsOf(death: Death | undefined): readonly string[] {
  if (!death) return [];
  const last = death.is === 'word' ? [`--last=${death.last}`] : [];
  const isAfter = death.is === 'word' && death.isAfter;
  return [...last, ...(isAfter ? ['--after'] : []), ...(death.delivers ? ['--deliver'] : [])];
}

/** All that people could see, but for the times at which it was found. */
function contentOf(home: string) {
  const catalog = openCatalog(home, { readonly: true });
  const states = ['open', 'acknowledged', 'snoozed', 'closed', 'pending'] as const;
  const alerts = catalog.detections
    .alerts({ states }, Date.now())
    .map(({ openedAt: _, changedAt: __, ...alert }) => alert)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const history = alerts.map(({ id }) =>
    catalog.detections.changesOf(id).map(({ at: _, ...change }) => change),
  );
  const matches = Array.from(catalog.detections.matches(), ({ rule, eventKey, alertId }) =>
    [rule, eventKey, alertId].join(' '),
  ).sort();
  catalog.close();
  return { alerts, history, matches, outbox: outboxOf(home) };
}

function outboxOf(home: string) {
  const database = new DatabaseSync(join(home, 'catalog.db'), { readOnly: true });
  const rows = database
    .prepare('SELECT message_id, alert_id, step, state FROM outbox ORDER BY message_id')
    .all();
  database.close();
  return rows.map((row) => ({ ...row }));
}

function idsOf(received: readonly Received[]): readonly string[] {
  return received.map(({ headers }) => String(headers['webhook-id']));
}

it(`loses no alert and tells none twice under two names, ${KILLS} kills long (seed ${SEED})`, async () => {
  process.stdout.write(`detections-kill.test.ts: TRAILGLASS_SEED=${SEED}\n`);
  const lanes = new Map<string, Lane>();
  const { port } = await receiver(
    (message) => lanes.get(message.path.slice(1))?.take(message) ?? {},
  );
  const open = (name: string) => {
    const lane = new Lane(name);
    lanes.set(name, lane);
    return { lane, url: `http://127.0.0.1:${port}/${name}` };
  };
  const calm = open('calm');
  for (let stage = 0; stage < STAGES; stage++) {
    await calm.lane.grow(stage);
    await calm.lane.look(calm.url);
  }
  const wanted = contentOf(calm.lane.home);
  const messages = new Map(calm.lane.received.map((one, index) => [idsOf([one])[0] ?? index, one]));
  expect(wanted.alerts.length).toBeGreaterThan(8);
  expect(messages.size).toBeGreaterThan(wanted.alerts.length);

  let kills = 0;
  let opened = 0;
  /** A lake from its first stage to its last; killed on the way as often as it happens. */
  const shaken = async (random: () => number) => {
    const { lane, url } = open(`shaken-${++opened}`);
    for (let stage = 0; stage < STAGES; stage++) {
      await lane.grow(stage);
      for (let isOver = false; !isOver; ) {
        const isWaiting = outboxOf(lane.home).some(({ state }) => state === 'queued');
        const death = kills < KILLS ? someDeath(random, isWaiting) : undefined;
        const wasKilled = await lane.look(url, death);
        if (wasKilled) kills++;
        isOver = !wasKilled && !death?.delivers;
      }
    }
  };
  const work = async (number: number) => {
    const random = seededRandom(SEED + number);
    while (kills < KILLS) await shaken(random);
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => work(number)));

  let again = 0;
  for (const { home, received } of [...lanes.values()].slice(1)) {
    expect(contentOf(home)).toEqual(wanted);
    const byId = Map.groupBy(received, (one) => idsOf([one])[0] ?? '');
    expect([...byId.keys()].sort()).toEqual([...messages.keys()].sort());
    for (const copies of byId.values()) {
      again += copies.length - 1;
      expect(new Set(copies.map(({ body }) => body)).size).toBe(1);
    }
  }
  expect(kills).toBeGreaterThanOrEqual(KILLS);
  expect(again).toBeGreaterThan(KILLS / 10);
  expect(wanted.outbox.every((row) => row.state === 'done')).toBe(true);
}, 600_000);
