import { describe, expect, it } from 'vitest';
import { aMatch, aRule, NOW, take, temporaryCatalog } from './alerts.fixture.ts';
import { conditionText, equalities } from './equality.ts';
import {
  isInForce,
  isMeant,
  newSuppression,
  preview,
  type SuppressionWish,
} from './suppression.ts';

const DAY = 86_400_000;
const WISH: SuppressionWish = {
  id: 's1',
  rules: 'rule-1',
  condition: equalities(['eventName=Create*']),
  reason: 'a nightly job',
  owner: 'platform',
};

describe('newSuppression', () => {
  it('ends in 90 days, unless it says when', () => {
    expect(newSuppression(WISH, NOW).expiresAt).toBe(NOW + 90 * DAY);
    expect(newSuppression({ ...WISH, until: NOW + DAY }, NOW).expiresAt).toBe(NOW + DAY);
    expect(newSuppression({ ...WISH, until: 'never' }, NOW).expiresAt).toBeUndefined();
  });

  it.each<[string, Partial<SuppressionWish>]>([
    ['a reason', { reason: ' ' }],
    ['an owner', { owner: '' }],
    ['a rule', { rules: '' }],
    ['an end to come', { until: NOW }],
  ])('needs %s', (_, change) => {
    expect(() => newSuppression({ ...WISH, ...change }, NOW)).toThrow(
      expect.objectContaining({ code: 'TG_SUPPRESSION_INVALID' }),
    );
  });
});

it('hides nothing from its end on, or once it is removed', () => {
  const suppression = newSuppression({ ...WISH, until: NOW + 1 }, NOW);

  expect(isInForce(suppression, NOW)).toBe(true);
  expect(isInForce(suppression, NOW + 1)).toBe(false);
  expect(isInForce({ ...suppression, removedAt: NOW }, NOW)).toBe(false);
});

it.each([
  ['rule-1', 'rule-1', true],
  ['rule-1', 'RULE-1', true],
  ['rule-1', 'rule-10', false],
  ['rule-*', 'rule-10', true],
  ['*', 'anything', true],
  ['a.c', 'abc', false],
])('%s means %s: %s', (pattern, rule, expected) => {
  expect(isMeant(pattern, rule)).toBe(expected);
});

it('shows a condition as it was written', () => {
  const tree = equalities(['eventName=Create*', 'eventName=GetUser', 'awsRegion=eu-central-1']);

  expect(conditionText(tree)).toBe('eventName=Create*|GetUser and awsRegion=eu-central-1');
});

it('counts what it would have hidden of the stored matches of its rules', () => {
  using held = temporaryCatalog();
  const rules = [aRule(), aRule({ id: 'other' })];
  const matches = [
    aMatch('a'),
    aMatch('b', { eventName: 'GetUser' }),
    aMatch('c', { rule: 'other' }),
  ];
  take(held.catalog, matches, { rules });

  const found = preview(WISH, held.catalog.detections.matches());

  expect(found).toEqual({ matches: 2, hidden: 1 });
});
