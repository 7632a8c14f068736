import { describe, expect, it } from 'vitest';
import {
  alertsIn,
  aMatch,
  aRule,
  MINUTE,
  NOW,
  settingsOf,
  stepsIn,
  take,
  temporaryCatalog,
  toMail,
} from './alerts.fixture.ts';
import { equalities } from './equality.ts';
import { handleAlert } from './handle.ts';
import type { AlertAction } from './state-change.ts';
import { newSuppression } from './suppression.ts';
import { takeMatches } from './take-matches.ts';

const DAY = 24 * 60;

function handle(held: ReturnType<typeof temporaryCatalog>, action: AlertAction, when = NOW): void {
  const { catalog } = held;
  const id = alertsIn(catalog)[0]?.id ?? '';
  catalog.detect((stored) =>
    handleAlert(stored, id, { action, who: 'ada', when, rowsFor: toMail }),
  );
}

describe('takeMatches', () => {
  it('makes one alert of the matches of an actor and account within an hour of the first', () => {
    using held = temporaryCatalog();

    take(held.catalog, [
      aMatch('a', { at: -90 }),
      aMatch('b', { at: -31 }),
      aMatch('c', { at: -30 }),
      aMatch('other-actor', { at: -80, actor: 'arn:aws:iam::111122223333:user/bob' }),
      aMatch('other-account', { at: -70, account: '444455556666' }),
    ]);

    const alerts = alertsIn(held.catalog);
    const ofAlerts = alerts.map(({ id }) =>
      held.catalog.detections.matchesOf(id).map(({ eventId }) => eventId),
    );
    expect(ofAlerts).toEqual([['a', 'b'], ['other-actor'], ['other-account'], ['c']]);
    expect(alerts.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'open']);
  });

  it('changes nothing when the same matches are found again, or the same change is made again', () => {
    using held = temporaryCatalog();
    const matches = [aMatch('a'), aMatch('b', { at: -1 }), aMatch('a')];
    const change = takeMatches(matches, [aRule()], held.catalog.detections, settingsOf(), NOW);
    held.catalog.detect(change);
    const before = [alertsIn(held.catalog), held.catalog.outbox.counts('mail')];

    held.catalog.detect(change);
    take(held.catalog, matches, { now: NOW + 5 });

    expect([alertsIn(held.catalog), held.catalog.outbox.counts('mail')]).toEqual(before);
    expect([...held.catalog.detections.matches()]).toHaveLength(2);
    expect(before).toMatchObject([[{ count: 2 }], { waiting: 1 }]);
  });

  it('groups by what the rule says, within the window that it says', () => {
    using held = temporaryCatalog();
    const rules = [aRule({}, { group: ['principal', 'sourceIPAddress', 'bucket'], window: 60 })];
    const fields = { bucket: 'logs' };

    take(
      held.catalog,
      [
        aMatch('a', { fields }),
        aMatch('b', { fields, actor: 'somebody else' }),
        aMatch('c', { fields: { bucket: 'other' } }),
        aMatch('d', { fields, at: 1 }),
      ],
      { rules },
    );

    const alerts = alertsIn(held.catalog).toSorted(
      (a, b) => a.firstTs - b.firstTs || b.count - a.count,
    );
    expect(alerts.map(({ count }) => count)).toEqual([2, 1, 1]);
    expect(JSON.parse(alerts[0]?.details ?? '')).toMatchObject({
      group: {
        principal: 'arn:aws:iam::111122223333:role/ops',
        sourceIPAddress: '192.0.2.1',
        bucket: 'logs',
      },
    });
  });

  it('keeps the id of an alert that an earlier match moves ahead, and cuts what is left again', () => {
    using held = temporaryCatalog();
    take(held.catalog, [
      aMatch('a', { at: -120 }),
      aMatch('b', { at: -70 }),
      aMatch('c', { at: -55 }),
    ]);
    const [first, second] = alertsIn(held.catalog).map(({ id }) => id);

    take(held.catalog, [aMatch('late', { at: -150 })]);

    const { catalog } = held;
    const after = alertsIn(catalog).map(({ id }) => [
      id,
      catalog.detections.matchesOf(id).map(({ eventId }) => eventId),
    ]);
    expect(after).toEqual([
      [first, ['late', 'a']],
      [second, ['b', 'c']],
    ]);
    expect(stepsIn(catalog)).toEqual(['opened', 'opened']);
  });

  it('opens a closed alert again when a match comes to its window', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('a', { at: -30 })]);
    handle(held, { do: 'close', reason: 'false-positive' });

    take(held.catalog, [aMatch('b', { at: -10 })]);

    expect(alertsIn(held.catalog)).toMatchObject([
      { state: 'open', count: 2, closeReason: undefined },
    ]);
    expect(stepsIn(held.catalog)).toEqual(['reopened']);
  });

  it('leaves an alert closed that was benign, and counts the match', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('a', { at: -30 })]);
    handle(held, { do: 'close', reason: 'benign' });

    take(held.catalog, [aMatch('b', { at: -10 }), aMatch('c', { at: 40 })]);

    expect(alertsIn(held.catalog)).toMatchObject([
      { state: 'closed', closeReason: 'benign', count: 2 },
      { state: 'open', count: 1 },
    ]);
  });

  it('files what is older than a week as backfill and tells nobody', () => {
    using held = temporaryCatalog();

    take(held.catalog, [
      aMatch('old', { at: -7 * DAY - 1 }),
      aMatch('new', { at: -7 * DAY + 120 }),
    ]);

    expect(alertsIn(held.catalog)).toMatchObject([
      { state: 'closed', closeReason: 'backfill' },
      { state: 'open' },
    ]);
    expect(held.catalog.outbox.counts('mail').waiting).toBe(1);
  });

  it('opens alerts for old matches where that is asked for', () => {
    using held = temporaryCatalog();

    take(held.catalog, [aMatch('old', { at: -20 * DAY })], { settings: { backfillAlerts: true } });

    expect(alertsIn(held.catalog)).toMatchObject([{ state: 'open' }]);
    expect(stepsIn(held.catalog)).toEqual(['opened']);
  });

  it('does not open a closed alert for a match that is found a week late', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('a', { at: -30 })]);
    handle(held, { do: 'close', reason: 'true' });

    take(held.catalog, [aMatch('b', { at: -10 })], { now: NOW + 8 * DAY * MINUTE });

    expect(alertsIn(held.catalog)).toMatchObject([{ state: 'closed', count: 2 }]);
  });

  it('shows an alert only once enough matches came within the window', () => {
    using held = temporaryCatalog();
    const rules = [aRule({}, { threshold: { count: 3 } })];
    const shown = () => held.catalog.detections.alerts({}, NOW).length;

    take(
      held.catalog,
      [aMatch('far', { at: -200 }), aMatch('a', { at: -3 }), aMatch('b', { at: -2 })],
      { rules },
    );
    const before = [shown(), held.catalog.outbox.counts('mail').waiting];
    take(held.catalog, [aMatch('c', { at: -1 })], { rules });

    expect(before).toEqual([0, 0]);
    expect(alertsIn(held.catalog).map(({ state, count }) => [state, count])).toEqual([
      ['pending', 1],
      ['open', 3],
    ]);
    expect(stepsIn(held.catalog)).toEqual(['opened']);
  });

  it('counts different values where the threshold asks for them', () => {
    using held = temporaryCatalog();
    const rules = [aRule({}, { threshold: { distinct: { field: 'bucket', count: 2 } } })];
    const take1 = (name: string, bucket: string | null) =>
      take(held.catalog, [aMatch(name, { fields: { bucket } })], { rules });

    take1('a', 'logs');
    take1('b', 'logs');
    take1('c', null);
    const before = alertsIn(held.catalog)[0]?.state;
    take1('d', 'backups');

    expect(before).toBe('pending');
    expect(alertsIn(held.catalog)).toMatchObject([{ state: 'open', count: 4 }]);
  });

  it('stores a suppressed match with what hid it, and makes no alert of it', () => {
    using held = temporaryCatalog();
    const wish = {
      id: 's1',
      rules: 'rule-*',
      condition: equalities(['actor=*/ada']),
      reason: 'her job',
      owner: 'security',
    };
    held.catalog.detect({ suppressions: [newSuppression(wish, NOW)] });

    take(held.catalog, [aMatch('a'), aMatch('b', { actor: 'bob' })]);

    const stored = [...held.catalog.detections.matches()];
    expect(stored.map(({ eventId, suppressionId }) => [eventId, suppressionId])).toEqual([
      ['a', 's1'],
      ['b', undefined],
    ]);
    expect(alertsIn(held.catalog)).toMatchObject([{ actor: 'bob', count: 1 }]);
    expect(held.catalog.detections.suppressions()).toMatchObject([{ id: 's1', hits: 1 }]);
  });

  it('tells again when there are ten times as many matches, and not before', () => {
    using held = temporaryCatalog();
    const matches = Array.from({ length: 101 }, (_, index) => aMatch(`e${index}`, { at: -30 }));
    const steps: (readonly string[])[] = [];

    for (const end of [1, 9, 10, 99, 100, 101]) {
      take(held.catalog, matches.slice(0, end));
      const rows = held.catalog.outbox.take('mail', NOW, 10);
      for (const row of rows) held.catalog.outbox.done(row);
      steps.push(rows.map(({ step }) => step));
    }

    expect(steps).toEqual([['opened'], [], ['grown'], [], ['grown'], []]);
  });

  it('tells when a match is more severe than the alert was', () => {
    using held = temporaryCatalog();
    const rules = [aRule({}, { group: ['account'] })];
    take(held.catalog, [aMatch('a')], { rules });

    take(held.catalog, [aMatch('b', { principal: 'arn:aws:iam::111122223333:root' })], { rules });

    expect(alertsIn(held.catalog)).toMatchObject([
      { severity: 'high', score: 73, severityReason: 'root did it: high' },
    ]);
    expect(stepsIn(held.catalog)).toEqual(['raised']);
  });

  it('tells nothing of a snoozed alert, and wakes it when its time is over', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('a', { at: -30 })]);
    handle(held, { do: 'snooze', until: NOW + 10 * MINUTE });

    take(held.catalog, [aMatch('b', { at: -20 })], { now: NOW + 9 * MINUTE });
    const asleep = alertsIn(held.catalog)[0]?.state;
    take(held.catalog, [aMatch('c', { at: -10 })], { now: NOW + 10 * MINUTE });

    const [alert] = alertsIn(held.catalog);
    expect(asleep).toBe('snoozed');
    expect(alert).toMatchObject({ state: 'open', count: 3 });
    const history = held.catalog.detections.changesOf(alert?.id ?? '').map(({ what }) => what);
    expect(history).toEqual(['opened', 'snoozed', 'woke']);
  });

  it('shows at most five samples, the oldest, and the most frequent values of the fields', () => {
    using held = temporaryCatalog();
    const rules = [aRule({ fields: ['eventName', 'bucket'] })];
    const matches = Array.from({ length: 8 }, (_, index) =>
      aMatch(`e${index}`, { at: -index, fields: { bucket: index < 5 ? 'logs' : 'other' } }),
    );

    for (const match of matches) take(held.catalog, [match], { rules });

    const details = JSON.parse(alertsIn(held.catalog)[0]?.details ?? '');
    expect(details.samples.map(({ eventId }: { eventId: string }) => eventId)).toEqual([
      ...['e7', 'e6', 'e5', 'e4', 'e3'],
    ]);
    expect(details.top).toEqual([
      { field: 'eventName', values: [{ value: 'CreateAccessKey', count: 8 }] },
      {
        field: 'bucket',
        values: [
          { value: 'logs', count: 5 },
          { value: 'other', count: 3 },
        ],
      },
    ]);
  });

  it('is bounded as the configuration says, for its pack and for all, and says so', () => {
    using held = temporaryCatalog();
    const settings = { severity: { floor: 'low', packs: { aws: { ceiling: 'medium' } } } } as const;
    const rules = [
      aRule({ level: 'critical', pack: 'aws' }),
      aRule({ id: 'rule-2', level: 'informational', pack: 'own' }),
    ];

    take(held.catalog, [aMatch('a'), aMatch('b', { at: 1, rule: 'rule-2' })], { rules, settings });

    expect(alertsIn(held.catalog)).toMatchObject([
      { severity: 'medium', severityReason: 'no higher is allowed for pack aws: medium' },
      { severity: 'low', severityReason: 'no lower is allowed: low' },
    ]);
  });

  it('takes severities from the configuration', () => {
    using held = temporaryCatalog();
    const settings = { nonProduction: ['444455556666'], levels: { 'rule-2': 'critical' as const } };
    const rules = [aRule(), aRule({ id: 'rule-2' })];

    take(
      held.catalog,
      [aMatch('a', { account: '444455556666' }), aMatch('b', { rule: 'rule-2' })],
      {
        rules,
        settings,
      },
    );

    const severities = alertsIn(held.catalog).map(({ severity }) => severity);
    expect(severities.sort()).toEqual(['critical', 'low']);
  });

  it('takes the time of finding for an event without one', () => {
    using held = temporaryCatalog();

    take(held.catalog, [aMatch('a', { ts: undefined })]);

    expect(alertsIn(held.catalog)).toMatchObject([{ firstTs: NOW * 1000, lastTs: NOW * 1000 }]);
  });

  it('groups events that claim a time beyond what can be stored', () => {
    using held = temporaryCatalog();
    const ts = Date.UTC(9999, 0) * 1000;

    take(held.catalog, [aMatch('a', { ts })]);
    take(held.catalog, [aMatch('b', { ts: ts + 1 })]);

    expect(alertsIn(held.catalog)).toMatchObject([{ count: 2 }]);
  });

  it('shows whom and what an alert is about only where its matches agree', () => {
    using held = temporaryCatalog();
    const rules = [aRule({}, { group: ['account'] })];

    take(held.catalog, [aMatch('a', { system: 'Terraform' }), aMatch('b', { actor: 'bob' })], {
      rules,
    });

    expect(alertsIn(held.catalog)).toMatchObject([
      { account: '111122223333', actor: null, system: null },
    ]);
  });
});
