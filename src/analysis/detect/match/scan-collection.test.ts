import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEvent, listed, ruleText, smallLake } from '../run/lake.fixture.ts';
import { newestEvent } from '../run/lake-times.ts';
import type { Correlation, Rule } from '../sigma/model.ts';
import { scanCollection } from './scan-collection.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const named = (eventName: string) => ({ eventName });

const RULES = {
  plain: ruleText('plain', '{eventName: CreateUser}'),
  news: ruleText(
    'news',
    '{eventSource: iam.amazonaws.com}',
    'trailglass: {newTerms: {key: [principal], value: [eventName], days: 30}}',
  ),
  three: ruleText('three', '{eventName: CreateUser}', 'trailglass: {threshold: {count: 3}}'),
  names: ruleText(
    'names',
    '{eventSource: iam.amazonaws.com}',
    'trailglass: {threshold: {distinct: {field: eventName, count: 2}}, window: 2h}',
  ),
  sql: ruleText(
    'sql',
    '{eventName: "*"}',
    'trailglass: {sql: "SELECT eventid FROM cloudtrail_logs WHERE eventname = \'GetUser\'"}',
  ),
  unanswered: `title: Unanswered
id: unanswered
level: high
logsource: {product: aws, service: cloudtrail}
detection:
  start: {eventName: CreateUser}
  answer: {eventName: DeleteUser}
  condition: start
trailglass: {absence: {after: start, without: answer, within: 5m, same: [userIdentity.arn]}}`,
} as const;

/** Two absences within an hour, and a firing in which nothing was deleted. */
const CORRELATIONS = `${RULES.unanswered}
---
${ruleText('made', '{eventName: CreateUser}')}
---
${ruleText('gone', '{eventName: DeleteUser}')}
---
title: Unanswered often
id: often
level: high
correlation: {type: event_count, rules: [unanswered], timespan: 1h, condition: {gte: 2}}
---
title: Made and not deleted
id: alone
level: high
correlation: {type: temporal, rules: [made, gone], timespan: 5m, condition: made and not gone}
---
title: Often enough
id: enough
level: high
correlation: {type: event_count, rules: [made], timespan: 5m, condition: {gte: 1}}
trailglass: {threshold: {count: 2}, window: 1h}`;

const EVENTS = [
  anEvent('learnt', 25 * DAY, named('ListUsers')),
  anEvent('first', 2 * DAY, named('GetUser')),
  anEvent('one', 5 * HOUR),
  anEvent('two', 5 * HOUR - 10 * MINUTE),
  anEvent('answer', 5 * HOUR - 11 * MINUTE, named('DeleteUser')),
  anEvent('three', 5 * HOUR - 20 * MINUTE),
  anEvent('four', 2 * HOUR),
  anEvent('again', HOUR, named('GetUser')),
  anEvent('last', 20 * MINUTE),
];

const lake = smallLake();
afterAll(() => lake[Symbol.dispose]());

beforeAll(async () => {
  await lake.deliver(EVENTS);
});

async function scanned(text: string, times: { readonly from?: string; readonly to?: string } = {}) {
  const all = listed(text).map(({ rule }) => rule);
  const rules = all.filter((rule): rule is Rule => rule.kind === 'rule');
  const correlations = all.filter((rule): rule is Correlation => rule.kind === 'correlation');
  const engine = await lake.open(undefined);
  try {
    const newest = lake.catalog((catalog) => newestEvent(catalog, Date.now()));
    const hits = await scanCollection({ rules, correlations }, engine, { ...times, newest });
    return new Map([...rules, ...correlations].map(({ id }, at) => [id, hits[at]]));
  } finally {
    await engine.close();
  }
}

/** The matches of each rule that a first run in a home with the same lake shows to people, by time. */
async function firstRun(text: string) {
  using fresh = smallLake();
  await fresh.deliver(EVENTS);
  await fresh.detect(listed(text));
  return fresh.catalog(({ detections }) => {
    const shown = new Set(detections.alerts({}, 0).map(({ id }) => id));
    const told = [...detections.matches()].filter(({ alertId = '' }) => shown.has(alertId));
    return Map.groupBy(
      told.toSorted((one, other) => one.ts - other.ts),
      ({ rule }) => rule,
    );
  });
}

describe('a scan finds what a first run tells', () => {
  it.each(Object.entries(RULES))('of %s', async (id, text) => {
    const hits = (await scanned(text)).get(id);

    const told = (await firstRun(text)).get(id) ?? [];
    expect(told.length).toBeGreaterThan(0);
    expect(hits).toEqual({
      matches: told.length,
      events: told.slice(0, 5).map(({ eventId }) => eventId),
    });
  });

  it('of correlations over such rules, of what waits, and of a threshold over firings', async () => {
    const hits = await scanned(CORRELATIONS);

    const told = await firstRun(CORRELATIONS);
    for (const id of ['often', 'alone', 'enough']) {
      expect([id, hits.get(id)?.matches]).toEqual([id, told.get(id)?.length]);
    }
  });
});

describe('a scan', () => {
  it('knows what it finds by the rule', async () => {
    const found = await Promise.all(
      Object.entries(RULES).map(async ([id, text]) => [id, (await scanned(text)).get(id)?.events]),
    );

    expect(Object.fromEntries(found)).toEqual({
      plain: ['one', 'two', 'three', 'four', 'last'],
      news: ['first', 'one', 'answer'],
      three: ['one', 'two', 'three'],
      names: ['one', 'two', 'answer', 'three', 'four'],
      sql: ['first', 'again'],
      unanswered: ['one', 'three', 'four'],
    });
  });

  it('judges what is new by all of the lake, and tells of the time that is wanted', async () => {
    const hits = await scanned(RULES.news, { from: '2026-01-31T00:00:00Z' });

    expect(hits.get('news')?.events).toEqual(['one', 'answer']);
  });

  it('sees answers behind the end of the time that is wanted', async () => {
    // 07:10, a second behind the event; its answer came a minute later.
    const hits = await scanned(RULES.unanswered, { to: '2026-01-31T07:10:01Z' });

    expect(hits.get('unanswered')?.events).toEqual(['one']);
  });
});
