import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writePacks } from '../../src/analysis/detect/index.ts';
import { loadConfig } from '../../src/base/config/index.ts';
import { defaultEffects } from '../../src/base/effects/index.ts';
import { mailServer } from '../../src/delivery/notify/email/server.fixture.ts';
import { deliverOnce, openSinks } from '../../src/delivery/notify/index.ts';
import { type Received, receiver } from '../../src/delivery/notify/receiver.fixture.ts';
import { openCatalog } from '../../src/lake/catalog/index.ts';
import { command } from './cli.fixture.ts';
import { makePlace } from './small-lake.fixture.ts';

const HOUR = 3_600_000;
const SECRET = `whsec_${Buffer.alloc(32, 'notify test').toString('base64')}`;

/** What is written about buckets is urgent, what is refused is for the digest. */
const RULES = `
title: Policy of a bucket written
id: 6c7d0f3a-1b2c-4d3e-8f40-5a6b7c8d9e01
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: PutBucketPolicy }, condition: selection }
level: high
---
title: Something was refused
id: 6c7d0f3a-1b2c-4d3e-8f40-5a6b7c8d9e02
logsource: { product: aws, service: cloudtrail }
detection: { selection: { errorCode: '*' }, condition: selection }
level: low
`;

const place = makePlace();
afterAll(place.remove);
const file = join(place.folder, 'trailglass.yaml');
const env = { SECRET, TOKEN: 'hook' };

function settings(ports: Readonly<Record<'busy' | 'sick' | 'daily' | 'mail', number>>): string {
  const hook = (port: number) =>
    `{ type: webhook, url: 'http://127.0.0.1:${port}/\${env:TOKEN}', secrets: ['\${env:SECRET}'] }`;
  return `
detections: { own: false, backfillAlerts: true }
notify:
  allowPrivate: [{ host: 127.0.0.1, cidr: 127.0.0.0/8 }]
  sinks:
    sick: ${hook(ports.sick)}
    busy: ${hook(ports.busy)}
    daily: ${hook(ports.daily)}
    mail: { type: email, host: 127.0.0.1, port: ${ports.mail}, security: none, from: trailglass@example.com, to: [soc@example.com] }
  routes:
    - { to: [sick, busy, mail], when: { severity: high } }
    - { to: [daily], digest: { every: 1h } }
`;
}

async function run(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await command(args, {
    ...{ home: place.home, cwd: place.folder, env },
  });
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  return stdout;
}

async function alertsOf(...flags: readonly string[]): Promise<readonly { readonly id: string }[]> {
  return JSON.parse(await run('alerts', 'list', '--json', ...flags));
}

/** What `notify deliver --once` does, so many milliseconds from now. */
async function deliverAfter(ms: number): Promise<void> {
  const effects = { ...defaultEffects, env: { ...env, TRAILGLASS_HOME: place.home } };
  const { notify } = loadConfig({ config: file }, effects, place.folder).config;
  const catalog = openCatalog(place.home);
  const sinks = openSinks(notify, async () => undefined, effects);
  const options = { outbox: catalog.outbox, sinks, signal: new AbortController().signal };
  await deliverOnce(options, {
    ...{ now: () => Date.now() + ms, random: () => 0.5, sleep: async () => undefined },
  });
  catalog.close();
}

const idOf = ({ headers }: Received) => String(headers['webhook-id']);

function typeOf({ body }: Received): string {
  return JSON.parse(body).type;
}

function header(mail: string | undefined, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(mail ?? '')?.[1]?.trim() ?? '';
}

it('reaches every receiver, whatever becomes of the others', async () => {
  let isSick = true;
  const sick = await receiver(() => (isSick ? { status: 500 } : {}));
  const busy = await receiver((_, index) =>
    index === 0 ? { status: 429, headers: { 'retry-after': '60' } } : {},
  );
  const daily = await receiver();
  const mail = await mailServer();
  const ports = { sick: sick.port, busy: busy.port, daily: daily.port, mail: mail.port };
  writeFileSync(file, settings(ports));
  mkdirSync(join(place.folder, 'rules'));
  writeFileSync(join(place.folder, 'rules', 'two.yml'), RULES);
  const path = join(place.folder, 'rules');
  writePacks(place.home, [{ name: 'two', path, level: 'low', off: [], levels: {} }]);
  await run('generate', 'trail', '--events', '600', '--days', '3', '--seed', '6');
  await run('collect', 'trail');

  await run('detect', 'run');

  // One try each at those that fail; the mail is complete, and the digest is not due.
  const urgent = (await alertsOf('--severity', 'high')).map(({ id }) => id);
  const others = (await alertsOf('--severity', 'low', '--limit', '1000')).map(({ id }) => id);
  expect([urgent.length, others.length > 3]).toEqual([2, true]);
  expect(mail.mails).toHaveLength(2);
  expect([sick.received.length, busy.received.length, daily.received.length]).toEqual([1, 1, 0]);

  await deliverAfter(HOUR);

  // The busy one gets what it refused, under the same id, and the rest; the sick one is tried again.
  expect(new Set(busy.received.map(idOf))).toEqual(new Set(urgent.map((id) => `${id}/opened`)));
  expect(busy.received).toHaveLength(3);
  expect(busy.received.slice(1).map(idOf)).toContain(busy.received.map(idOf)[0]);
  expect(sick.received).toHaveLength(2);
  const [digest] = daily.received;
  expect(daily.received).toHaveLength(1);
  for (const id of others) expect(digest?.body).toContain(id);
  expect(mail.mails).toHaveLength(2);

  const [id = ''] = urgent;
  await run('alerts', 'ack', id, '--note', 'looking');
  await deliverAfter(2 * HOUR);
  await run('alerts', 'close', id, '--reason', 'benign');
  await deliverAfter(3 * HOUR);

  // Whoever heard of the alert hears what became of it, in the thread of the first mail.
  const steps = busy.received.filter((one) => idOf(one).startsWith(`${id}/`)).map(typeOf);
  expect(steps.slice(-2)).toEqual(['alert.acknowledged', 'alert.closed']);
  const [, , acknowledged, closed] = mail.mails;
  const first = mail.mails.slice(0, 2).find((one) => one.includes(id));
  expect(mail.mails).toHaveLength(4);
  for (const later of [acknowledged, closed]) {
    expect(header(later, 'In-Reply-To')).toBe(header(first, 'Message-ID'));
  }

  isSick = false;
  await deliverAfter(9 * HOUR);

  // Well again, it hears of every alert once: of the closed one only that it is closed.
  const [, other = ''] = urgent;
  const told = sick.received.slice(-2).map((one) => `${idOf(one).split('/')[0]} ${typeOf(one)}`);
  expect(new Set(told)).toEqual(new Set([`${id} alert.closed`, `${other} alert.opened`]));
  expect(JSON.parse(await run('notify', 'deliver', '--once', '--json'))).toEqual(
    ['sick', 'busy', 'daily', 'mail'].map((sink) => ({
      ...{ sink, waiting: 0, dead: 0, dropped: 0, paused: null },
    })),
  );
}, 90_000);
