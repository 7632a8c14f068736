import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedRule } from '../rules/rule-set.ts';
import {
  type AnEvent,
  anEvent,
  listed,
  ruleText,
  type SmallLake,
  smallLake,
} from './lake.fixture.ts';

const MANY = `---
title: Many from one user
id: many
level: high
correlation:
  type: event_count
  rules: [refused]
  group-by: [userIdentity.arn]
  timespan: 10m
  condition: {gte: 3}`;

const ALONE = `---
title: Refused and nothing made
id: alone
level: low
correlation:
  type: temporal
  rules: [refused, deletes]
  group-by: [userIdentity.arn]
  timespan: 5m
  condition: refused and not deletes`;

const UNDELETED = `---
title: Made and not deleted
id: undeleted
level: low
logsource: {product: aws, service: cloudtrail}
detection:
  made: {eventName: CreateUser}
  deleted: {eventName|startswith: Delete}
  condition: made
trailglass: {absence: {after: made, without: deleted, within: 10m, same: [userIdentity.arn]}}`;

/** Of these an event that comes late can undo what was told. */
const WAITING = ['alone', 'undeleted'];

const RULES = listed(
  [
    ruleText('created', '{eventName: CreateUser}', 'fields: [requestParameters.userName]'),
    ruleText('deletes', '{eventName|startswith: Delete}'),
    ruleText('iam', '{eventSource: iam.amazonaws.com, errorCode: null}', 'fields: [outcome]'),
    ruleText('deep', '{requestParameters.tags.key|contains: secret}'),
    ruleText('burst', '{errorCode: AccessDenied}', 'trailglass: {threshold: {count: 4}}'),
    ruleText('refused', '{errorCode: AccessDenied, eventSource: s3.amazonaws.com}'),
  ].join('\n---\n') + [MANY, ALONE, UNDELETED].join('\n'),
);

const USERS = ['ada', 'bob'].map((name) => {
  const arn = `arn:aws:iam::111122223333:user/${name}`;
  return { type: 'IAMUser', arn, accountId: '111122223333', principalId: name, userName: name };
});

const event = fc.record({
  eventName: fc.constantFrom('CreateUser', 'DeleteUser', 'DELETEROLE', 'ListUsers'),
  eventSource: fc.constantFrom('iam.amazonaws.com', 's3.amazonaws.com'),
  errorCode: fc.option(fc.constant('AccessDenied'), { nil: undefined }),
  userIdentity: fc.constantFrom(...USERS),
  requestParameters: fc.constantFrom(
    { userName: 'new' },
    { tags: [{ key: 'a' }, { key: 'the-Secret' }] },
    null,
  ),
});

/** Events of some hours, each at a second of its own, the oldest first. */
const events = fc
  .array(fc.tuple(event, fc.integer({ min: 1, max: 400 })), { minLength: 30, maxLength: 60 })
  .map((list) => {
    let seconds = 6 * 3600;
    return list.map(([more, gap], at) => {
      seconds -= gap;
      return anEvent(`event-${at}`, seconds, more);
    });
  });

/** Cuts a list at some places. */
function chunksOf(
  list: readonly AnEvent[],
  cuts: readonly number[],
): readonly (readonly AnEvent[])[] {
  const places = [...new Set(cuts.map((cut) => cut % list.length))].toSorted((a, b) => a - b);
  return [0, ...places]
    .map((start, at) => list.slice(start, places[at]))
    .filter(({ length }) => length > 0);
}

async function deliveredIn(
  lake: SmallLake,
  chunks: readonly (readonly AnEvent[])[],
  rules: readonly ListedRule[],
): Promise<void> {
  for (const chunk of chunks) {
    await lake.deliver(chunk);
    await lake.detect(rules);
  }
}

/** Every match as it is stored, and every alert by what people see of it. */
function resultOf(lake: SmallLake) {
  return lake.catalog(({ detections }) => ({
    matches: [...detections.matches({})]
      .filter(({ answeredAt }) => answeredAt === undefined)
      .map(({ alertId: _, foundAt: __, ...match }) => match)
      // A firing is named after the event that was first when it was found.
      .map((match) => ({ ...match, eventKey: match.eventKey.replace(/^firing.*/, match.eventId) }))
      .toSorted((one, other) => (one.rule + one.eventKey < other.rule + other.eventKey ? -1 : 1)),
    alerts: detections
      .alerts({ states: ['pending', 'open', 'acknowledged', 'snoozed', 'closed'] }, 0)
      .map(({ rule, groupKey, count, firstTs, lastTs, state }) => ({
        ...{ rule, groupKey, count, firstTs, lastTs, state },
      }))
      .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
  }));
}

/** What one run over everything finds, and what a run after each delivery does. */
async function bothWays(
  list: readonly AnEvent[],
  chunks: readonly (readonly AnEvent[])[],
  rules = RULES,
) {
  using whole = smallLake();
  using parts = smallLake();
  await deliveredIn(whole, [list], rules);
  await deliveredIn(parts, chunks, rules);
  return [resultOf(whole), resultOf(parts)] as const;
}

describe('runs after each of many deliveries', () => {
  it('come to what one run over everything does', async () => {
    const cuts = fc.array(fc.nat(60), { minLength: 2, maxLength: 4 });
    const property = fc.asyncProperty(events, cuts, async (list, some) => {
      const [whole, parts] = await bothWays(list, chunksOf(list, some));

      expect(whole.matches).not.toEqual([]);
      expect(parts).toEqual(whole);
    });

    await fc.assert(property, { numRuns: 4, seed: 1, endOnFailure: true });
  }, 180_000);

  it('find the same in whatever order events arrive', async () => {
    const cuts = fc.array(fc.nat(60), { minLength: 2, maxLength: 4 });
    const mixed = events.chain((list) =>
      fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length }),
    );
    const standing = ({ alerts }: ReturnType<typeof resultOf>) =>
      alerts
        .filter(({ rule }) => !WAITING.includes(rule))
        // What was shown is not hidden again, though its threshold was reached with matches that moved on.
        .map((alert) => (alert.rule === 'burst' ? { ...alert, state: undefined } : alert));
    const property = fc.asyncProperty(mixed, cuts, async (list, some) => {
      const [whole, parts] = await bothWays(list, chunksOf(list, some));

      expect(parts.matches).toEqual(whole.matches);
      expect(standing(parts)).toEqual(standing(whole));
    });

    await fc.assert(property, { numRuns: 4, seed: 2, endOnFailure: true });
  }, 180_000);
});
