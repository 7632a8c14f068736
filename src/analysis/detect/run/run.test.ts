import { describe, expect, it } from 'vitest';
import type { ListedRule } from '../rules/rule-set.ts';
import { anEvent, listed, ruleText, smallLake } from './lake.fixture.ts';

const CREATED = ruleText('created', '{eventName: CreateUser}');

/** The same with its parts changed. */
function withRule(text: string, change: Partial<ListedRule['rule']>): readonly ListedRule[] {
  return listed(text).map((one): ListedRule => {
    return { ...one, rule: { ...one.rule, ...change } as ListedRule['rule'] };
  });
}

describe('a run', () => {
  it('stores matches, and makes alerts of them', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60), anEvent('other', 50, { eventName: 'DeleteUser' })]);

    const summary = await lake.detect(listed(CREATED));

    const commit = lake.catalog((catalog) => catalog.lastCommit()?.number);
    expect(summary).toEqual({
      ...{ commit, rules: 1, matches: 1, messages: 1, due: [] },
      alerts: { opened: 1, changed: 0, backfill: 0 },
    });
    expect(lake.matches()).toEqual([{ rule: 'created', eventId: 'one' }]);
  });

  it('changes nothing when it is repeated, and reads nothing', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(listed(CREATED));
    lake.looked();

    const again = await lake.detect(listed(CREATED));

    expect(again).toMatchObject({ matches: 0, messages: 0, alerts: { opened: 0, changed: 0 } });
    expect(lake.looked()).toEqual([]);
  });

  it('looks only at what came in since', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    const { commit } = await lake.detect(listed(CREATED));
    await lake.deliver([anEvent('two', 50)]);
    lake.looked();

    const summary = await lake.detect(listed(CREATED));

    expect(lake.looked()).toEqual([commit]);
    expect(summary).toMatchObject({ matches: 1, alerts: { opened: 0, changed: 1 } });
  });

  it('finds nothing new in what was put together by a compaction', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.deliver([anEvent('two', 50)]);
    await lake.detect(listed(CREATED));
    lake.compact();

    const summary = await lake.detect(listed(CREATED));

    expect(summary).toMatchObject({ matches: 0, alerts: { opened: 0, changed: 0 } });
  });

  it('finds what came in before a compaction and was not seen', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(listed(CREATED));
    await lake.deliver([anEvent('two', 50)]);
    lake.compact();

    const summary = await lake.detect(listed(CREATED));

    expect(summary).toMatchObject({ matches: 1 });
  });

  it('does not count an event twice that is delivered again', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(listed(CREATED));
    await lake.deliver([anEvent('one', 60), anEvent('two', 50)]);

    await lake.detect(listed(CREATED));

    expect(lake.matches().map(({ eventId }) => eventId)).toEqual(['one', 'two']);
  });
});

describe('a rule', () => {
  it('that is new looks at everything', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60, { eventName: 'DeleteUser' })]);
    await lake.detect(listed(CREATED));
    const deleted = ruleText('deleted', '{eventName: DeleteUser}');
    lake.looked();

    await lake.detect([...listed(CREATED), ...listed(deleted)]);

    expect(lake.looked()).toEqual([undefined]);
    expect(lake.matches()).toEqual([{ rule: 'deleted', eventId: 'one' }]);
  });

  it('whose condition changed looks at everything again', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60), anEvent('two', 50, { eventName: 'DeleteUser' })]);
    await lake.detect(listed(CREATED));

    await lake.detect(listed(ruleText('created', '{eventName: [CreateUser, DeleteUser]}')));

    expect(lake.matches().map(({ eventId }) => eventId)).toEqual(['one', 'two']);
  });

  it('whose words changed does not', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(listed(CREATED));
    lake.looked();

    await lake.detect(withRule(CREATED, { title: 'Another title', level: 'low' }));
    await lake.detect(listed(`# A comment\n\n${CREATED}`));

    expect(lake.looked()).toEqual([]);
  });

  it('that is read by a new correlation looks at everything again', async () => {
    using lake = smallLake();
    const repeated = `---
title: Repeated
id: repeated
level: high
correlation:
  type: event_count
  rules: [created]
  timespan: 5m
  condition: {gte: 2}`;
    await lake.deliver([anEvent('one', 60), anEvent('two', 50)]);
    await lake.detect(listed(CREATED));

    await lake.detect(listed(`${CREATED}${repeated}`));

    expect(lake.matches().map(({ rule }) => rule)).toContain('repeated');
  });

  it('shows who is behind a call in every run, whichever rules are asked', async () => {
    using lake = smallLake();
    const shown = ruleText('created', '{eventName: CreateUser}', 'fields: [outcome]');
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(listed(shown));
    await lake.deliver([anEvent('two', 50, { errorCode: 'AccessDenied' })]);

    await lake.detect(listed(shown));

    const outcomes = lake.catalog(({ detections }) =>
      [...detections.matches({})].map(({ fields }) => fields.outcome),
    );
    expect(outcomes.toSorted()).toEqual(['denied', 'ok']);
  });
});

describe('a rule with a threshold', () => {
  it('changes no alert that is seen before it is reached', async () => {
    using lake = smallLake();
    const rule = ruleText(
      'three',
      '{eventName: CreateUser}',
      'trailglass: {threshold: {count: 3}}',
    );
    await lake.deliver([anEvent('one', 60), anEvent('two', 50)]);
    const below = await lake.detect(listed(rule));
    await lake.deliver([anEvent('three', 40)]);

    const reached = await lake.detect(listed(rule));

    expect([below.alerts, reached.alerts]).toEqual([
      { opened: 0, changed: 0, backfill: 0 },
      { opened: 1, changed: 0, backfill: 0 },
    ]);
  });
});

describe('a rule of SQL', () => {
  const sqlRule = (sql: string) =>
    ruleText('by-sql', '{eventName: "*"}', `trailglass: {sql: ${JSON.stringify(sql)}, every: 1h}`);

  it('matches the events that its rows name', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60), anEvent('two', 50)]);

    await lake.detect(listed(sqlRule("SELECT eventid FROM cloudtrail_logs WHERE eventid = 'two'")));

    expect(lake.matches()).toEqual([{ rule: 'by-sql', eventId: 'two' }]);
  });

  it('matches nothing where its rows name no event', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);

    await lake.detect(listed(sqlRule('SELECT count(*) AS events FROM cloudtrail_logs')));

    expect(lake.matches()).toEqual([]);
  });

  it('goes through the gate that people go through', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    const sql = 'SELECT eventid FROM cloudtrail_logs WHERE "$exists"(requestparameters, \'a\')';

    const run = lake.detect(listed(sqlRule(sql)));

    await expect(run).rejects.toMatchObject({ code: 'TG_QUERY_INVALID' });
  });
});

describe('a rule of SQL with `every`', () => {
  const HOUR = 3600;
  const everyHour = (where: string, every = 'every: 1h') =>
    listed(
      ruleText(
        'by-sql',
        '{eventName: "*"}',
        `trailglass: {sql: "SELECT eventid FROM cloudtrail_logs WHERE ${where}", ${every}}`,
      ),
    );
  const all = everyHour('TRUE');

  it('is asked again once that is over, and not before', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(all);
    await lake.deliver([anEvent('two', 50)]);

    const early = await lake.detect(all, { after: HOUR - 1 });
    const due = await lake.detect(all, { after: HOUR });

    expect([early.matches, due.matches]).toEqual([0, 1]);
  });

  it('says when it is asked next', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    const first = await lake.detect(all);

    const early = await lake.detect(all, { after: HOUR - 1 });

    const due = [{ rule: 'by-sql', at: '2026-01-31T13:00:00.000Z' }];
    expect([first.due, early.due]).toEqual([due, due]);
  });

  it('is asked at once when it asks something else', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(everyHour('FALSE'));

    const { matches } = await lake.detect(all, { after: 1 });

    expect(matches).toBe(1);
  });

  it('is asked in every run where it does not say how often', async () => {
    using lake = smallLake();
    const always = everyHour('TRUE', '');
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(always);
    await lake.deliver([anEvent('two', 50)]);

    const summary = await lake.detect(always, { after: 1 });

    expect(summary).toMatchObject({ matches: 1, due: [] });
  });

  it('is held up by no clock that was set back', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    await lake.detect(all, { after: 24 * HOUR });
    await lake.deliver([anEvent('two', 50)]);

    const { matches } = await lake.detect(all);

    expect(matches).toBe(1);
  });

  it('asks from half an hour before the end of the last time', async () => {
    using lake = smallLake();
    const window = everyHour('eventtime >= :from AND eventtime < :to');
    await lake.deliver([anEvent('old', 5 * HOUR), anEvent('newest', 2 * HOUR)]);
    await lake.detect(window);
    const before = lake.matches().map(({ eventId }) => eventId);
    await lake.deliver([
      anEvent('too late', 2 * HOUR + 1801),
      anEvent('late', 2 * HOUR + 1800),
      anEvent('new', HOUR),
    ]);

    await lake.detect(window, { after: HOUR });

    const after = lake.matches().map(({ eventId }) => eventId);
    expect(before.toSorted()).toEqual(['newest', 'old']);
    expect(after.toSorted()).toEqual(['late', 'new', 'newest', 'old']);
  });
});

describe('an absence', () => {
  const unanswered = `title: Unanswered
id: unanswered
level: high
logsource: {product: aws, service: cloudtrail}
detection:
  start: {eventName: CreateUser}
  answer: {eventName: DeleteUser}
  condition: start
trailglass: {absence: {after: start, without: answer, within: 5m}}`;
  const HOURS = 3600;

  it('is told once nothing of its time can come any more', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('start', 2 * HOURS)]);
    const early = await lake.detect(listed(unanswered));
    await lake.deliver([anEvent('later', 1 * HOURS, { eventName: 'ListUsers' })]);

    const late = await lake.detect(listed(unanswered));

    expect([early.alerts.opened, late.alerts.opened]).toEqual([0, 1]);
  });

  it('is not told where the answer came late, and before that', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('start', 2 * HOURS)]);
    await lake.detect(listed(unanswered));
    await lake.deliver([anEvent('answer', 2 * HOURS - 60, { eventName: 'DeleteUser' })]);
    await lake.detect(listed(unanswered));
    await lake.deliver([anEvent('later', 1 * HOURS, { eventName: 'ListUsers' })]);

    const summary = await lake.detect(listed(unanswered));

    expect(summary.alerts.opened).toBe(0);
  });

  it('is not told of an event that comes days late and was answered long ago', async () => {
    using lake = smallLake();
    const day = 24 * HOURS;
    await lake.deliver([
      anEvent('answer', 5 * day - 60, { eventName: 'DeleteUser' }),
      anEvent('later', 1 * HOURS, { eventName: 'ListUsers' }),
    ]);
    await lake.detect(listed(unanswered));
    await lake.deliver([anEvent('start', 5 * day)]);

    await lake.detect(listed(unanswered));

    expect(lake.matches().filter(({ rule }) => rule === 'unanswered')).toEqual([]);
  });
});

describe('new terms', () => {
  const DAY = 24 * 3600;
  const news = ruleText(
    'news',
    '{eventSource: iam.amazonaws.com}',
    'trailglass: {newTerms: {key: [principal], value: [eventName], days: 30}}',
  );

  it('are told of values that a key has not had, in the first run and in later ones', async () => {
    using lake = smallLake();
    const named = (eventName: string) => ({ eventName });
    await lake.deliver([
      anEvent('learnt', 25 * DAY, named('ListUsers')),
      anEvent('known', 2 * DAY, named('ListUsers')),
      anEvent('first', 1 * DAY, named('GetUser')),
    ]);
    await lake.detect(listed(news));
    await lake.deliver([
      anEvent('again', 3600, named('GetUser')),
      anEvent('second', 1800, named('DeleteUser')),
    ]);

    await lake.detect(listed(news));

    expect(lake.matches().map(({ eventId }) => eventId)).toEqual(['first', 'second']);
  });

  it('ask since when an account is there of new parts alone', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('old', 25 * DAY)]);
    const { commit } = await lake.detect(listed(news));
    const first = lake.looked();
    await lake.deliver([anEvent('new', 60, { eventName: 'GetUser' })]);

    await lake.detect(listed(news));

    expect(first).toEqual([undefined, undefined]);
    expect(lake.looked()).toEqual([commit, commit]);
    expect(lake.matches().map(({ eventId }) => eventId)).toEqual(['new']);
  });

  it('know an account to be old once an old event of it has come late', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('young', 3 * DAY)]);
    await lake.detect(listed(news));
    await lake.deliver([anEvent('late', 25 * DAY), anEvent('news', DAY, { eventName: 'GetUser' })]);

    await lake.detect(listed(news));

    expect(lake.matches().map(({ eventId }) => eventId)).toEqual(['news']);
  });

  it('have no value where a part is missing', async () => {
    using lake = smallLake();
    const rule = news.replace('[eventName]', '[eventName, errorCode]');
    await lake.deliver([
      anEvent('learnt', 25 * DAY),
      anEvent('fine', 1 * DAY),
      anEvent('failed', 1 * DAY, { errorCode: 'AccessDenied' }),
    ]);

    await lake.detect(listed(rule));

    expect(lake.matches().map(({ eventId }) => eventId)).toEqual(['failed']);
  });
});
