import { describe, expect, it } from 'vitest';
import type { ListedRule } from '../rules/rule-set.ts';
import { anEvent, listed, ruleText, type SmallLake, smallLake } from './lake.fixture.ts';

const DAY = 24 * 3600;
const RULES = listed(
  [
    ruleText('created', '{eventName: CreateUser}', 'fields: [awsRegion, sourceIPAddress]'),
    ruleText('deleted', '{eventName: DeleteUser}'),
    `title: Many
id: many
level: high
fields: [requestParameters.userName]
correlation:
  type: event_count
  rules: [created]
  group-by: [userIdentity.arn]
  timespan: 10m
  condition: {gte: 2}`,
  ].join('\n---\n'),
);

/** Ids of the events of counted matches of a rule, by time. */
function countedIn(lake: SmallLake, rule = 'created'): readonly (string | undefined)[] {
  return lake.catalog(({ detections }) =>
    detections
      .countedBetween(rule, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      .map(({ event }) => event.eventId),
  );
}

/** An event so many days before noon that the correlation does not count, so that time goes on. */
function later(days: number) {
  return anEvent(`later-${days}`, days * DAY, { eventName: 'ListUsers' });
}

describe('matches that only a correlation reads', () => {
  it('lie apart from those of alerts, and are counted once as stored', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60), anEvent('two', 50, { eventName: 'DeleteUser' })]);

    const summaries = [await lake.detect(RULES), await lake.detect(RULES)];

    expect(summaries.map(({ matches }) => matches)).toEqual([2, 0]);
    expect(lake.matches()).toEqual([{ rule: 'deleted', eventId: 'two' }]);
    expect(countedIn(lake)).toEqual(['one']);
  });

  it('hold the fields that it reads or shows, and no others', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(RULES);

    const fields = lake.catalog(({ detections }) =>
      detections
        .countedBetween('created', 0, Number.POSITIVE_INFINITY)
        .flatMap(({ event }) => Object.keys(event.fields)),
    );

    expect(fields.toSorted()).toEqual(['requestParameters.userName', 'userIdentity.arn']);
  });

  it('hold what a new correlation reads once there is one', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60), anEvent('two', 50)]);
    await lake.detect(RULES);
    const other = `title: Many in a region
id: many-2
level: high
correlation:
  type: event_count
  rules: [created]
  group-by: [awsRegion]
  timespan: 10m
  condition: {gte: 3}`;
    const both = [
      ...RULES,
      ...listed(`${ruleText('created', '{eventName: CreateUser}')}\n---\n${other}`).slice(1),
    ];
    await lake.detect(both);
    await lake.deliver([anEvent('three', 40)]);

    await lake.detect(both);

    expect(lake.matches().filter(({ rule }) => rule === 'many-2')).toHaveLength(1);
  });

  it('make one firing with events of many runs, which shows its last event', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(RULES);
    await lake.deliver([anEvent('two', 50)]);
    await lake.detect(RULES);
    await lake.deliver([anEvent('late', 65)]);

    await lake.detect(RULES);

    const firings = lake.catalog(({ detections }) => [...detections.matches({ rules: ['many'] })]);
    expect(firings).toMatchObject([
      {
        eventId: 'one',
        account: '111122223333',
        eventName: 'CreateUser',
        actor: 'arn:aws:iam::111122223333:user/ada',
        fields: { 'firing.events': '2' },
      },
    ]);
  });
});

describe('counted matches', () => {
  it('go once no window can reach them and nothing of their time can be delivered again', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('old', 36 * DAY), anEvent('kept', 34 * DAY)]);
    await lake.detect(RULES);
    await lake.deliver([later(0)]);

    await lake.detect(RULES, { after: 36 * DAY });

    expect(countedIn(lake)).toEqual(['kept']);
  });

  it('of an old archive stay for a while, since the rest of it may follow', async () => {
    using lake = smallLake();
    await lake.deliver([later(0), anEvent('one', 90 * DAY)]);
    await lake.detect(RULES);
    await lake.deliver([anEvent('two', 90 * DAY - 60)]);

    await lake.detect(RULES, { after: DAY });

    expect(lake.matches().filter(({ rule }) => rule === 'many')).toHaveLength(1);
  });

  it('go also where their rule is gone', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('old', 36 * DAY)]);
    await lake.detect(RULES);
    const others: readonly ListedRule[] = listed(ruleText('deleted', '{eventName: DeleteUser}'));
    await lake.deliver([later(0)]);

    await lake.detect(others, { after: 36 * DAY });

    expect(countedIn(lake)).toEqual([]);
  });

  it('leave the firings and the matches of alerts as they were, also when an event comes after that', async () => {
    using lake = smallLake();
    const deleted = anEvent('deleted', 40 * DAY, { eventName: 'DeleteUser' });
    await lake.deliver([anEvent('one', 40 * DAY), anEvent('two', 40 * DAY - 60), deleted]);
    await lake.detect(RULES);
    await lake.deliver([later(0)]);
    await lake.detect(RULES, { after: 36 * DAY });
    const before = lake.catalog(({ detections }) => [...detections.matches()]);
    await lake.deliver([anEvent('very late', 40 * DAY - 30)]);

    await lake.detect(RULES, { after: 36 * DAY });

    expect(before.map(({ rule }) => rule).toSorted()).toEqual(['deleted', 'many']);
    expect(lake.catalog(({ detections }) => [...detections.matches()])).toEqual(before);
  });
});
