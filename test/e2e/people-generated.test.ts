import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Chains,
  type ConsoleStory,
  chainEvidence,
  readIdentity,
  readStories,
} from '../../src/analysis/callers/index.ts';
import { generate, type Truth } from '../../src/demo/organisation/index.ts';
import { openPeople, type PeopleLake } from './people.fixture.ts';

let lake: PeopleLake;
let truth: Truth;
let stories: readonly ConsoleStory[];

beforeAll(async () => {
  lake = await openPeople(async (dir) => {
    await generate({ dir, events: 6000, days: 30, seed: 7 });
    truth = JSON.parse(readFileSync(join(dir, 'truth.json'), 'utf8')) as Truth;
  });
  stories = await readStories({}, lake.sessions, lake.asking);
});
afterAll(async () => lake.close());

const byHand = () => truth.planted.consoleChanges ?? [];

describe('chains of a known organisation', () => {
  it('have the parent and the actor of every session', async () => {
    const chains = new Chains(lake.sessions, await chainEvidence(lake.asking));

    const told = truth.sessions.map(({ accessKeyId }) => {
      const chain = chains.of(accessKeyId);
      return [accessKeyId, chain?.hops[1]?.accessKeyId ?? null, chain?.actor];
    });

    const known = truth.sessions.map(({ accessKeyId, parent, actor }) => [
      accessKeyId,
      parent,
      actor,
    ]);
    expect(told).toEqual(known);
    expect(known.length).toBeGreaterThan(100);
  });

  it('are found from an event, also from the copy of another account', async () => {
    const hop = truth.sessions.find(({ parent }) => parent !== null);

    const identity = await readIdentity(
      { is: 'event', value: hop?.eventID ?? '' },
      lake.sessions,
      lake.asking,
    );

    expect(identity?.chain.actor).toBe(hop?.actor);
    expect(identity?.own.credentials.accessKeyId).toBe(hop?.parent);
    expect(identity?.next.map(({ accessKeyId }) => accessKeyId)).toContain(hop?.accessKeyId);
  });
});

describe('stories of a known organisation', () => {
  it('tell every change that was made by hand with what became of it, and no other', () => {
    const told = stories.flatMap(({ person, changes }) =>
      changes.map(({ call, later }) => ({
        ...{ person, eventID: call.eventId, later: later.state },
        laterEventID: 'by' in later ? later.by.eventId : undefined,
      })),
    );

    const planted = byHand().map(({ person, eventID, later, laterEventID }) => ({
      ...{ person, eventID, later, laterEventID },
    }));
    const byEvent = (list: readonly { readonly eventID: string }[]) =>
      list.toSorted((a, b) => a.eventID.localeCompare(b.eventID));
    expect(byEvent(told)).toEqual(byEvent(planted));
  });

  it('tell what takes a change back with the change', () => {
    const undone = stories.flatMap((story) => story.undone);

    const reverted = byHand().filter(({ later }) => later === 'reverted');
    expect(undone.map(({ call, of }) => [of.eventId, call.eventId])).toEqual(
      reverted.map(({ eventID, laterEventID }) => [eventID, laterEventID]),
    );
  });

  it('are of people alone, each session once', () => {
    const people = new Set(truth.sessions.map(({ actor }) => actor));
    const begun = stories.map(({ story }) => {
      const { arn, createdAt } = story.calls[0]?.credentials ?? {};
      return `${arn} ${createdAt}`;
    });

    expect(stories.filter(({ person }) => !people.has(person) || !person.includes('@'))).toEqual(
      [],
    );
    expect(new Set(begun).size).toBe(begun.length);
  });

  it('can be narrowed to a person, an account and a time', async () => {
    const [change] = byHand();
    const day = Date.parse(change?.at.slice(0, 10) ?? '');
    const { account, person = '' } = change ?? {};

    const some = await readStories(
      { account, person: person.slice(0, 5).toUpperCase(), from: day, to: day + 86_400_000 },
      lake.sessions,
      lake.asking,
    );

    expect(some.map((story) => story.person)).toEqual([person]);
    expect(some[0]?.changes.map(({ call }) => call.eventId)).toContain(change?.eventID);
  });
});
