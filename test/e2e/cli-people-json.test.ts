import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillLake, makePlace } from './small-lake.fixture.ts';

// The shapes of docs/reference/json.md: toEqual also fails on keys that the page does not know.
const NUMBER = expect.any(Number);
const TEXT = expect.any(String);
const FLAG = expect.any(Boolean);
const TEXTS = expect.any(Array);
const ISO = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

const EVENT = {
  ...{ eventId: TEXT, at: ISO, service: TEXT, event: TEXT, account: TEXT, region: TEXT },
  resource: TEXT,
};
const WHO = { address: TEXT, userAgent: TEXT, mfa: FLAG };
const HOP = {
  ...{ accessKeyId: TEXT, joinedBy: TEXT, arn: TEXT, account: TEXT, region: TEXT, how: TEXT },
  ...{ eventId: TEXT, at: ISO, until: ISO, ...WHO, sourceIdentity: TEXT, tags: TEXTS },
  ...{ issuer: TEXT, subject: TEXT },
};
const CREDENTIALS = {
  ...{ accessKeyId: TEXT, arn: TEXT, account: TEXT, service: TEXT, createdAt: ISO },
  ...{ mfa: FLAG, sourceIdentity: TEXT },
};

type Shape = Readonly<Record<string, unknown>>;

/** The shape without the keys that a value may leave out, and does. */
function without(shape: Shape, value: object): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([key]) => key in value));
}

// biome-ignore lint/suspicious/noExplicitAny: a document as it was printed.
function chainShape({ signIn, hops }: any): Shape {
  return {
    ...{ actor: TEXT, end: TEXT },
    ...(signIn && { signIn: without({ eventId: TEXT, arn: TEXT, at: ISO, ...WHO }, signIn) }),
    hops: hops.map((hop: object) => without(HOP, hop)),
  };
}

const place = makePlace();
afterAll(place.remove);
beforeAll(async () => {
  await fillLake(place);
});

const truth = () => JSON.parse(readFileSync(join(place.folder, 'trail', 'truth.json'), 'utf8'));

async function json(...args: readonly string[]) {
  const { stdout, stderr } = await place.run(...args, '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('identity', () => {
  it('says who asked for a key, what it did and what it became', async () => {
    const { accessKeyId, actor } = truth().sessions.find(({ parent }: Shape) => parent !== null);

    const value = await json('identity', accessKeyId);

    expect(value).toEqual({
      asked: { is: 'key', value: accessKeyId },
      credentials: without(CREDENTIALS, value.credentials),
      chain: { ...chainShape(value.chain), actor },
      did: {
        ...{ calls: NUMBER, first: ISO, last: ISO, from: TEXTS },
        services: value.did.services.map(() => ({
          ...{ service: TEXT, calls: NUMBER, changes: NUMBER },
          ...{ denied: NUMBER, throttled: NUMBER, failed: NUMBER },
        })),
      },
      next: [],
      others: 0,
      actors: [{ actor, sessions: 1, last: ISO }],
      terminals: [],
    });
    expect(value.chain.hops).toHaveLength(2);
    expect(value.did.from).toContainEqual({ address: TEXT, userAgent: TEXT, calls: NUMBER });
  });

  it('lists what was asked for with a key', async () => {
    const { parent, accessKeyId } = truth().sessions.find(({ parent: up }: Shape) => up !== null);

    const { next } = await json('identity', parent);

    const shape = { accessKeyId: TEXT, arn: TEXT, how: TEXT, at: ISO, eventId: TEXT };
    expect(next).toContainEqual({ ...shape, accessKeyId });
  });

  it('prints nothing but an error of what nobody has seen', async () => {
    const { code, stdout, stderr } = await place.run('identity', 'AKIAIOSFODNN7EXAMPLE', '--json');

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('TG_IDENTITY_UNKNOWN');
  });
});

describe('console', () => {
  const list = { arn: TEXT, began: ISO, first: ISO, last: ISO, mfa: FLAG };
  const event = (value: object, more: Shape = {}) => ({ ...without(EVENT, value), ...more });

  it('tells stories', async () => {
    const stories = await json('console');

    expect(stories.length).toBeGreaterThan(1);
    for (const story of stories) {
      expect(story).toEqual({
        ...{ id: TEXT, person: TEXT, ...without(list, story), calls: NUMBER, polls: NUMBER },
        ...{ accounts: TEXTS, regions: TEXTS, addresses: TEXTS, userAgents: TEXTS },
        chain: chainShape(story.chain),
        changes: story.changes.map((change: { later: Shape }) =>
          event(change, { what: TEXT, later: laterShape(change.later) }),
        ),
        undone: story.undone.map((one: object) => event(one, { of: TEXT })),
        opened: story.opened.map(() => ({
          ...{ service: TEXT, typed: FLAG, from: ISO, to: ISO, calls: NUMBER, events: TEXTS },
        })),
        refused: story.refused.map((one: object) =>
          event(one, { ...without({ error: TEXT }, one), calls: NUMBER }),
        ),
        tools: story.tools.map((one: object) => event(one)),
      });
    }
  });

  it('tells with --changes only who changed something', async () => {
    const stories = await json('console', '--changes');

    const told = stories.flatMap(({ changes }: { changes: readonly Shape[] }) => changes);
    const planted = truth().planted.consoleChanges;
    expect(told.map(({ eventId }: Shape) => eventId).sort()).toEqual(
      planted.map(({ eventID }: Shape) => eventID).sort(),
    );
  });

  it('prints an empty list where nobody was there', async () => {
    expect(await json('console', '--to', '2020-01-01')).toEqual([]);
  });

  function laterShape(later: Shape): Shape {
    if (later.state === 'open') return { state: 'open' };
    return event(later, { state: later.state, actor: TEXT, system: TEXT });
  }
});
