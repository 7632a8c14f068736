import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { aPart, temporaryHome } from '../catalog.fixture.ts';
import { type Catalog, openCatalog } from '../index.ts';
import { MIGRATIONS } from '../schema.ts';
import { aMatchRow, aMessage, anAlertRow, temporaryCatalog } from './detections.fixture.ts';
import type { CountedRow, DetectionChange, SuppressionRow } from './model.ts';
import { COUNTED } from './schema.ts';

const CHANGE: DetectionChange = {
  rules: [{ rule: 'rule-1', facts: '{"title":"One"}' }],
  matches: [aMatchRow(), aMatchRow({ eventKey: 'k2', alertId: undefined, suppressionId: 's1' })],
  alerts: [anAlertRow()],
  changes: [{ alertId: 'a1', revision: 1, what: 'opened', who: 'trailglass', at: 5 }],
  suppressions: [
    {
      id: 's1',
      rules: '*',
      condition: '{}',
      reason: 'known',
      owner: 'ada',
      madeAt: 1,
      expiresAt: 9,
    },
  ],
  messages: [aMessage()],
  terms: [{ rule: 'rule-1', key: 'ada', value: 's3', firstTs: 10, lastTs: 20, eventKey: 'k1' }],
  marks: [{ rule: 'rule-1', version: 'v1', lastCommit: 7 }],
};

/** All that the change can be seen by. */
function seenIn({ catalog: { detections, outbox } }: ReturnType<typeof temporaryCatalog>) {
  return {
    rules: detections.rules(),
    matches: [...detections.matches()],
    alerts: detections.alerts({}, 0),
    changes: detections.changesOf('a1'),
    suppressions: detections.suppressions(),
    counts: outbox.counts('mail'),
    terms: detections.terms('rule-1'),
  };
}

describe('detect', () => {
  it('stores all of a change', () => {
    using held = temporaryCatalog();

    held.catalog.detect(CHANGE);

    expect(seenIn(held)).toEqual({
      rules: [{ rule: 'rule-1', facts: '{"title":"One"}', version: 'v1', lastCommit: 7 }],
      matches: CHANGE.matches,
      alerts: CHANGE.alerts,
      changes: CHANGE.changes,
      suppressions: CHANGE.suppressions?.map((one) => ({ ...one, hits: 1 })),
      counts: { waiting: 1, dead: 0, dropped: 0, paused: null },
      terms: CHANGE.terms,
    });
  });

  it('changes nothing when the same change comes again', () => {
    using held = temporaryCatalog();
    held.catalog.detect(CHANGE);
    const before = seenIn(held);

    held.catalog.detect(CHANGE);

    expect(seenIn(held)).toEqual(before);
  });

  it('sends nothing again that was sent, when the same change comes again', () => {
    using held = temporaryCatalog();
    held.catalog.detect(CHANGE);
    for (const row of held.catalog.outbox.take('mail', 100, 1)) held.catalog.outbox.done(row);

    held.catalog.detect(CHANGE);

    expect(held.catalog.outbox.counts('mail').waiting).toBe(0);
  });

  it('refuses the whole of a change to an alert that was changed since it was read', () => {
    using held = temporaryCatalog();
    held.catalog.detect(CHANGE);
    held.catalog.detect({ alerts: [anAlertRow({ revision: 2, state: 'acknowledged' })] });
    const late = {
      matches: [aMatchRow({ eventKey: 'k3' })],
      alerts: [anAlertRow({ revision: 2, count: 2 })],
    };

    const detect = () => held.catalog.detect(late);

    expect(detect).toThrow(expect.objectContaining({ code: 'TG_LAKE_CONFLICT' }));
    expect([...held.catalog.detections.matches()]).toHaveLength(2);
    expect(held.catalog.detections.alert('a1')?.state).toBe('acknowledged');
  });

  it('makes a change from what is stored, in one transaction', () => {
    using held = temporaryCatalog();
    held.catalog.detect(CHANGE);

    held.catalog.detect((stored) => {
      const alert = stored.alert('a1') ?? anAlertRow();
      return { alerts: [{ ...alert, revision: alert.revision + 1, count: alert.count + 1 }] };
    });

    expect(held.catalog.detections.alert('a1')).toMatchObject({ revision: 2, count: 2 });
  });

  it('moves matches to another alert', () => {
    using held = temporaryCatalog();
    held.catalog.detect(CHANGE);
    const { eventKey } = aMatchRow();

    held.catalog.detect({ moved: [{ rule: 'rule-1', eventKey, alertId: 'a2' }] });

    expect(held.catalog.detections.matchesOf('a1')).toEqual([]);
    expect(held.catalog.detections.matchesOf('a2')).toHaveLength(1);
  });

  it('lets an earlier event become the first of a term, and a later one the last', () => {
    using held = temporaryCatalog();
    const term = {
      rule: 'rule-1',
      key: 'ada',
      value: 's3',
      firstTs: 10,
      lastTs: 20,
      eventKey: 'k1',
    };
    held.catalog.detect({ terms: [term] });

    held.catalog.detect({ terms: [{ ...term, firstTs: 5, lastTs: 5, eventKey: 'k0' }] });
    held.catalog.detect({ terms: [{ ...term, firstTs: 30, lastTs: 30, eventKey: 'k2' }] });

    expect(held.catalog.detections.terms('rule-1', 'ada')).toEqual([
      { ...term, firstTs: 5, lastTs: 30, eventKey: 'k0' },
    ]);
    expect(held.catalog.detections.terms('rule-1', 'bob')).toEqual([]);
  });
});

describe('detections', () => {
  it('come to a lake of an older version', () => {
    using home = temporaryHome();
    const old = openCatalog(home.path, {}, MIGRATIONS.slice(0, 3));
    old.commit({ at: 1, added: [aPart()] });
    old.close();

    const catalog = openCatalog(home.path);
    catalog.detect(CHANGE);

    expect(catalog.detections.alert('a1')).toEqual(anAlertRow());
    expect(catalog.parts()).toHaveLength(1);
    catalog.close();
  });

  it('of an older version are counted apart where their rule never raised an alert', () => {
    using home = temporaryHome();
    openCatalog(home.path, {}, MIGRATIONS.slice(0, MIGRATIONS.indexOf(COUNTED))).close();
    const database = new DatabaseSync(join(home.path, 'catalog.db'));
    database.exec(
      `INSERT INTO rule_marks (number, rule, facts) VALUES (1, 'counted', NULL), (2, 'told', '{}')`,
    );
    const insert =
      database.prepare(`INSERT INTO matches (rule, event_key, ts, event_id, actor, fields, found_at)
      VALUES (?, ?, 7, ?, 'ada', '{"user":"bob"}', 5)`);
    insert.run(1, 'a/b/e1', 'e1');
    insert.run(2, 'a/b/e2', 'e2');
    database.close();

    const catalog = openCatalog(home.path);

    expect([...catalog.detections.matches()].map(({ eventId }) => eventId)).toEqual(['e2']);
    expect(catalog.detections.countedBetween('counted', 0, 8)).toEqual([
      {
        ...{ rule: 'counted', eventKey: 'a/b/e1', ts: 7, foundAt: 5 },
        event: { eventId: 'e1', actor: 'ada', fields: { user: 'bob' } },
      },
    ]);
    catalog.close();
  });

  it('know which suppressions are in force', () => {
    using held = temporaryCatalog();
    const [one] = CHANGE.suppressions ?? [];
    const of = (change: object) => ({ ...one, ...change }) as SuppressionRow;
    const suppressions = [
      of({ id: 's1', expiresAt: 9 }),
      of({ id: 's2', expiresAt: undefined, madeAt: 0 }),
      of({ id: 's3', removedAt: 2, removedBy: 'ada' }),
    ];
    held.catalog.detect({ suppressions });
    const ids = (now: number) =>
      held.catalog.detections.suppressionsInForce(now).map(({ id }) => id);

    expect(ids(8)).toEqual(['s2', 's1']);
    expect(ids(9)).toEqual(['s2']);
  });

  it('know which events a rule has hit', () => {
    using held = temporaryCatalog();
    held.catalog.detect(CHANGE);
    const { detections } = held.catalog;

    expect([...detections.knownMatches('rule-1', ['k0', 'k2', 'k3'])]).toEqual(['k2']);
    expect([...detections.knownMatches('rule-2', ['k2'])]).toEqual([]);
  });

  it('list matches by rule, actor and half-open time', () => {
    using held = temporaryCatalog();
    const matches = [
      aMatchRow({ eventKey: 'k1', ts: 10 }),
      aMatchRow({ eventKey: 'k2', ts: 20, actor: 'bob' }),
      aMatchRow({ eventKey: 'k3', ts: 30, rule: 'rule-2' }),
    ];
    held.catalog.detect({ matches });
    const keys = (filter: Parameters<typeof held.catalog.detections.matches>[0]) =>
      Array.from(held.catalog.detections.matches(filter), ({ eventKey }) => eventKey);

    expect(keys({ rules: ['rule-1'] })).toEqual(['k1', 'k2']);
    expect(keys({ rules: [] })).toEqual([]);
    expect(keys({ actor: 'bob' })).toEqual(['k2']);
    expect(keys({ from: 20, to: 30 })).toEqual(['k2']);
  });

  it('list alerts, the worst first, of them the latest, without pending ones', () => {
    using held = temporaryCatalog();
    const alerts = [
      anAlertRow({ id: 'low', severity: 'low', score: 21 }),
      anAlertRow({ id: 'old', firstTs: 1, lastTs: 5 }),
      anAlertRow({ id: 'new', account: null }),
      anAlertRow({ id: 'done', state: 'closed' }),
      anAlertRow({ id: 'hidden', state: 'pending' }),
      anAlertRow({ id: 'other', rule: 'rule-2', state: 'acknowledged', score: 99 }),
    ];
    held.catalog.detect({ alerts });
    const ids = (filter: Parameters<typeof held.catalog.detections.alerts>[0]) =>
      held.catalog.detections.alerts(filter, 0).map(({ id }) => id);

    expect(ids({})).toEqual(['other', 'done', 'new', 'old', 'low']);
    expect(ids({ states: ['open'] })).toEqual(['new', 'old', 'low']);
    expect(ids({ states: [] })).toEqual([]);
    expect(ids({ states: ['open'], limit: 1 })).toEqual(['new']);
    expect(ids({ severities: ['low'] })).toEqual(['low']);
    expect(ids({ rule: 'rule-2' })).toEqual(['other']);
    expect(ids({ account: '111122223333', states: ['open'] })).toEqual(['old', 'low']);
    expect(ids({ to: 1_000_000 })).toEqual(['old']);
    expect(ids({ from: 6, states: ['open'] })).toEqual(['new', 'low']);
    expect(held.catalog.detections.alertCounts(0)).toEqual({
      ...{ open: 3, closed: 1, pending: 1, acknowledged: 1 },
    });
  });

  it('take a snoozed alert for an open one once its time is over', () => {
    using held = temporaryCatalog();
    const { detections } = held.catalog;
    held.catalog.detect({ alerts: [anAlertRow({ state: 'snoozed', snoozedUntil: 100 })] });
    const states = (now: number) =>
      (['open', 'snoozed'] as const).filter(
        (state) => detections.alerts({ states: [state] }, now).length,
      );

    expect(states(99)).toEqual(['snoozed']);
    expect(states(100)).toEqual(['open']);
    expect(detections.alerts({}, 100)).toMatchObject([{ state: 'open' }]);
    expect(detections.alertCounts(100)).toEqual({ open: 1 });
  });

  it('find alerts of a group by their first match, and ids by how they begin', () => {
    using held = temporaryCatalog();
    held.catalog.detect({
      alerts: [
        anAlertRow({ id: 'ab1', firstTs: 20, lastTs: 20 }),
        anAlertRow({ id: 'ab2', firstTs: 10, lastTs: 15 }),
        anAlertRow({ id: 'ac1', firstTs: 10, lastTs: 15, groupKey: 'other' }),
        anAlertRow({ id: 'ac2', state: 'pending', groupKey: 'other' }),
      ],
    });
    const { detections } = held.catalog;
    const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
    const range = { rule: 'rule-1', groupKey: 'g', from: 10, to: 20 };

    expect(idsOf(detections.alertsOf(range))).toEqual(['ab2']);
    expect(idsOf(detections.alertsOf({ ...range, to: 21 }))).toEqual(['ab2', 'ab1']);
    expect(idsOf(detections.alertsBeginning('ab'))).toEqual(['ab1', 'ab2']);
    expect(idsOf(detections.alertsBeginning('ac'))).toEqual(['ac1']);
    expect(idsOf(detections.alertsBeginning('b'))).toEqual([]);
  });

  it('count by rule what was matched, hidden, raised and closed as false', () => {
    using held = temporaryCatalog();
    held.catalog.detect({
      ...CHANGE,
      alerts: [
        anAlertRow({ acknowledgedAt: 25 }),
        anAlertRow({ id: 'a2', acknowledgedAt: 9, state: 'closed', closeReason: 'false-positive' }),
        anAlertRow({ id: 'a3', state: 'pending' }),
      ],
    });

    expect(held.catalog.detections.ruleCounts()).toEqual([
      {
        ...{ rule: 'rule-1', matches: 2, suppressed: 1, alerts: 2, falsePositives: 1 },
        acknowledgedAfter: [4, 20],
      },
    ]);
  });
});

describe('counted matches', () => {
  const counted = (change: Partial<CountedRow> = {}): CountedRow => ({
    ...{ rule: 'counted', eventKey: 'k1', ts: 10, event: { fields: {} }, foundAt: 1 },
    ...change,
  });
  const keysIn = ({ detections }: Catalog) =>
    detections.countedBetween('counted', 0, 100).map(({ eventKey }) => eventKey);

  it('are told by time, half-open, and no matches of alerts', () => {
    using held = temporaryCatalog();
    const rows = [20, 10, 30].map((ts) => counted({ eventKey: `k${ts}`, ts }));

    held.catalog.detect({ counted: rows });

    const between = held.catalog.detections.countedBetween('counted', 10, 30);
    expect(between.map(({ eventKey }) => eventKey)).toEqual(['k10', 'k20']);
    expect([...held.catalog.detections.matches()]).toEqual([]);
    expect([...held.catalog.detections.knownMatches('counted', ['k10', 'k11'])]).toEqual(['k10']);
  });

  it('that come again have the values of now, and were found when they were first', () => {
    using held = temporaryCatalog();
    held.catalog.detect({ counted: [counted()] });

    held.catalog.detect({ recounted: [counted({ event: { fields: { n: '1' } }, foundAt: 9 })] });

    expect(held.catalog.detections.countedBetween('counted', 0, 100)).toEqual([
      counted({ event: { fields: { n: '1' } } }),
    ]);
  });

  it('go where they are older and were found longer ago', () => {
    using held = temporaryCatalog();
    const keeping = { fromTs: new Map([['counted', 20]]), otherwise: 0, foundBefore: 5 };
    held.catalog.detect({
      counted: [
        counted({ eventKey: 'old', ts: 19, foundAt: 4 }),
        counted({ eventKey: 'found lately', ts: 19, foundAt: 5 }),
        counted({ eventKey: 'young', ts: 20, foundAt: 4 }),
      ],
    });

    held.catalog.detect({ keeping });

    expect(keysIn(held.catalog)).toEqual(['found lately', 'young']);
  });

  it('go where an answer undoes them', () => {
    using held = temporaryCatalog();
    held.catalog.detect({ counted: [counted()] });

    held.catalog.detect({ answered: [{ rule: 'counted', eventKey: 'k1', at: 1 }] });

    expect(keysIn(held.catalog)).toEqual([]);
  });
});

describe('a stored match', () => {
  it('is found by its rule and time', () => {
    using held = temporaryCatalog();
    const matches = [30, 10, 20].map((ts) => aMatchRow({ eventKey: `k${ts}`, ts }));
    held.catalog.detect({ matches: [...matches, aMatchRow({ rule: 'rule-2', ts: 15 })] });

    const between = held.catalog.detections.matchesBetween('rule-1', 10, 30);

    expect(between.map(({ eventKey }) => eventKey)).toEqual(['k10', 'k20']);
  });

  it('becomes what it is amended to, and keeps when it was found', () => {
    using held = temporaryCatalog();
    held.catalog.detect({ matches: [aMatchRow()] });
    const amended = aMatchRow({ ts: 9, eventId: 'e2', fields: { n: '2' }, alertId: 'a2' });

    held.catalog.detect({ amended: [{ ...amended, foundAt: 99 }] });

    expect(held.catalog.detections.match('rule-1', amended.eventKey)).toEqual(amended);
  });

  it('is marked where an answer came late', () => {
    using held = temporaryCatalog();
    const row = aMatchRow();
    held.catalog.detect({ matches: [row] });

    held.catalog.detect({ answered: [{ rule: row.rule, eventKey: row.eventKey, at: 8 }] });

    expect([...held.catalog.detections.matches()]).toEqual([{ ...row, answeredAt: 8 }]);
  });
});

describe('a rule', () => {
  it('keeps up to when it decided, when it was asked, and since when it is staged', () => {
    using held = temporaryCatalog();
    const rule = 'rule-1';

    held.catalog.detect({
      decided: [{ rule, decidedTs: 5 }],
      asked: [{ rule, version: 'v1', at: 6, throughTs: 7 }],
      stages: [{ rule, seenAt: 8, stagedAt: 9 }],
    });

    expect(held.catalog.detections.rule(rule)).toEqual({
      ...{ rule, version: 'v1', decidedTs: 5, asked: { at: 6, throughTs: 7 } },
      ...{ seenAt: 8, stagedAt: 9 },
    });
  });
});

describe('when accounts began', () => {
  it('is told with the last commit that was looked at, and moves ahead only', () => {
    using held = temporaryCatalog();
    const before = held.catalog.detections.accountStarts();
    const told = (through: number, ts: number) =>
      held.catalog.detect({ accounts: { through, starts: new Map([['111122223333', ts]]) } });

    told(2, 20);
    told(3, 10);
    told(1, 30);

    expect(before).toEqual({ through: undefined, starts: new Map() });
    expect(held.catalog.detections.accountStarts()).toEqual({
      through: 3,
      starts: new Map([['111122223333', 10]]),
    });
  });
});
