import { describe, expect, it } from 'vitest';
import { alertsIn, stepsIn } from '../alerts/alerts.fixture.ts';
import { anEvent, listed, ruleText, type SmallLake, smallLake } from './lake.fixture.ts';

const HOUR = 3600;
const named = (eventName: string) => ({ eventName });

const UNANSWERED_TEXT = `title: Unanswered
id: unanswered
level: high
logsource: {product: aws, service: cloudtrail}
detection:
  start: {eventName: CreateUser}
  answer: {eventName: DeleteUser}
  condition: start
trailglass: {absence: {after: start, without: answer, within: 5m}}`;

const UNANSWERED = listed(UNANSWERED_TEXT);

const ALONE = listed(
  [
    ruleText('created', '{eventName: CreateUser}'),
    ruleText('deleted', '{eventName: DeleteUser}'),
    `title: Created and not deleted
id: alone
level: high
correlation:
  type: temporal
  rules: [created, deleted]
  group-by: [userIdentity.arn]
  timespan: 10m
  condition: created and not deleted`,
  ].join('\n---\n'),
);

/** What people see: the state of each alert with its reason, the lines of its history, and what sinks were told. */
function seenIn(lake: SmallLake) {
  return lake.catalog((catalog) => {
    const alerts = alertsIn(catalog);
    return {
      alerts: alerts.map(({ state, closeReason, count }) => [state, closeReason, count]),
      history: alerts.map(({ id }) =>
        catalog.detections.changesOf(id).map(({ what, who, reason }) => [what, who, reason]),
      ),
      told: stepsIn(catalog),
    };
  });
}

describe.each([
  ['an absence', UNANSWERED, 60],
  ['a correlation with not', ALONE, -60],
])('%s', (_, rules, answered) => {
  const start = () => anEvent('start', 2 * HOUR);
  const answer = () => anEvent('answer', 2 * HOUR - answered, named('DeleteUser'));
  const later = () => anEvent('later', HOUR, named('ListUsers'));

  it('is told once nothing of its time can come any more', async () => {
    using lake = smallLake();
    await lake.deliver([start()]);
    const early = await lake.detect(rules);
    await lake.deliver([later()]);

    const late = await lake.detect(rules);

    expect([early.alerts.opened, late.alerts.opened]).toEqual([0, 1]);
  });

  it('is told once, however often it is looked at', async () => {
    using lake = smallLake();
    await lake.deliver([start(), later()]);
    await lake.detect(rules);
    await lake.deliver([anEvent('even later', HOUR / 2, named('ListUsers'))]);

    const again = await lake.detect(rules);

    expect(again).toMatchObject({ matches: 0, messages: 0, alerts: { opened: 0, changed: 0 } });
  });

  it('is not told where the answer came late, and before that', async () => {
    using lake = smallLake();
    await lake.deliver([start()]);
    await lake.detect(rules);
    await lake.deliver([answer()]);
    await lake.detect(rules);
    await lake.deliver([later()]);

    const summary = await lake.detect(rules);

    expect(summary.alerts.opened).toBe(0);
  });

  it('that was told is closed by an answer that comes after that, and sinks are told of it', async () => {
    using lake = smallLake();
    await lake.deliver([start(), later()]);
    await lake.detect(rules);
    const before = seenIn(lake);
    await lake.deliver([answer()]);

    const summary = await lake.detect(rules);

    expect(before).toMatchObject({ alerts: [['open', undefined, 1]], told: ['opened'] });
    expect(summary).toMatchObject({ messages: 1, alerts: { opened: 0, changed: 1 } });
    expect(seenIn(lake)).toEqual({
      alerts: [['closed', 'arrived-late', 1]],
      history: [
        [
          ['opened', 'trailglass', undefined],
          ['closed', 'trailglass', 'arrived-late'],
        ],
      ],
      told: ['closed'],
    });
  });

  it('is closed once: the next run finds nothing to do', async () => {
    using lake = smallLake();
    await lake.deliver([start(), later()]);
    await lake.detect(rules);
    await lake.deliver([answer()]);
    await lake.detect(rules);
    const before = seenIn(lake);

    const again = await lake.detect(rules);

    expect(again).toMatchObject({ matches: 0, messages: 0, alerts: { opened: 0, changed: 0 } });
    expect(seenIn(lake)).toEqual({ ...before, told: [] });
  });
});

describe('a correlation over absences', () => {
  it('is undone with one of them', async () => {
    using lake = smallLake();
    const often = `title: Unanswered often
id: often
level: high
correlation: {type: event_count, rules: [unanswered], timespan: 1h, condition: {gte: 2}}`;
    const rules = listed(`${UNANSWERED_TEXT}\n---\n${often}`);
    await lake.deliver([
      ...[anEvent('one', 3 * HOUR), anEvent('two', 3 * HOUR - 1200)],
      anEvent('later', HOUR, named('ListUsers')),
    ]);
    await lake.detect(rules);
    const before = seenIn(lake);
    await lake.deliver([anEvent('answer', 3 * HOUR - 60, named('DeleteUser'))]);

    await lake.detect(rules);

    expect(before.alerts).toEqual([['open', undefined, 1]]);
    expect(seenIn(lake).alerts).toEqual([['closed', 'arrived-late', 1]]);
  });
});

describe('an alert of several absences', () => {
  it('stays open until each of them was answered', async () => {
    using lake = smallLake();
    const answer = (id: string, seconds: number) => anEvent(id, seconds, named('DeleteUser'));
    await lake.deliver([
      ...[anEvent('one', 3 * HOUR), anEvent('two', 3 * HOUR - 1200)],
      anEvent('later', HOUR, named('ListUsers')),
    ]);
    await lake.detect(UNANSWERED);
    await lake.deliver([answer('first', 3 * HOUR - 60)]);
    await lake.detect(UNANSWERED);
    const half = seenIn(lake).alerts;
    await lake.deliver([answer('second', 3 * HOUR - 1260)]);

    await lake.detect(UNANSWERED);

    expect([half, seenIn(lake).alerts]).toEqual([
      [['open', undefined, 2]],
      [['closed', 'arrived-late', 2]],
    ]);
  });

  it('that a person closed stays as it was closed', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 3 * HOUR), anEvent('later', HOUR, named('ListUsers'))]);
    await lake.detect(UNANSWERED);
    lake.catalog((catalog) => {
      const [alert] = catalog.detections.alerts({}, 0);
      if (!alert) throw new Error('there is no alert');
      const closed = { state: 'closed', closeReason: 'true', closedAt: 1 } as const;
      catalog.detect({ alerts: [{ ...alert, ...closed, revision: alert.revision + 1 }] });
    });
    await lake.deliver([anEvent('answer', 3 * HOUR - 60, named('DeleteUser'))]);

    await lake.detect(UNANSWERED);

    expect(seenIn(lake).alerts).toEqual([['closed', 'true', 1]]);
  });
});

describe('an event that comes late into a firing', () => {
  const TWICE = listed(
    [
      ruleText('created', '{eventName: CreateUser}'),
      `title: Twice
id: twice
level: high
correlation:
  type: event_count
  rules: [created]
  timespan: 10m
  condition: {gte: 2}`,
    ].join('\n---\n'),
  );

  /** The alerts with the ids and times of their samples, and the spans of the firings. */
  function standingIn(lake: SmallLake) {
    return lake.catalog((catalog) => ({
      alerts: alertsIn(catalog).map(({ id, count, details }) => {
        const { samples } = JSON.parse(details) as { samples: readonly { eventId: string }[] };
        return [id, count, samples.map(({ eventId }) => eventId)];
      }),
      firings: [...catalog.detections.matches()].map(({ eventKey, eventId, fields }) => [
        ...[eventKey, eventId, fields['firing.events']],
      ]),
      told: stepsIn(catalog),
    }));
  }

  it('is one of its events, and its alert shows that and is not told again', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 2 * HOUR), anEvent('two', 2 * HOUR - 60)]);
    await lake.detect(TWICE);
    const before = standingIn(lake);
    await lake.deliver([anEvent('late', 2 * HOUR - 30)]);

    const summary = await lake.detect(TWICE);

    const [id] = before.alerts[0] ?? [];
    const [key] = before.firings[0] ?? [];
    expect(before).toEqual({
      ...{ alerts: [[id, 1, ['two']]], firings: [[key, 'two', '2']], told: ['opened'] },
    });
    expect(summary).toMatchObject({ messages: 0, alerts: { opened: 0, changed: 1 } });
    expect(standingIn(lake)).toEqual({
      ...{ alerts: [[id, 1, ['late']]], firings: [[key, 'late', '2']], told: [] },
    });
  });

  it('changes nothing the next time', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 2 * HOUR), anEvent('two', 2 * HOUR - 60)]);
    await lake.detect(TWICE);
    await lake.deliver([anEvent('late', 2 * HOUR - 30)]);
    await lake.detect(TWICE);
    const before = standingIn(lake);

    const again = await lake.detect(TWICE);

    expect(again).toMatchObject({ matches: 0, messages: 0, alerts: { opened: 0, changed: 0 } });
    expect(standingIn(lake)).toEqual({ ...before, told: [] });
  });
});
