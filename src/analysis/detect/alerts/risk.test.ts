import { expect, it } from 'vitest';
import type { MatchRow } from '../../../lake/catalog/index.ts';
import { factsOf } from './alert.ts';
import { aMatch, aRule, type EventWish, NOW } from './alerts.fixture.ts';
import { freshOf } from './fresh.ts';
import { risks } from './risk.ts';

const RULES = new Map(
  [
    aRule({
      level: 'high',
      tags: ['attack.persistence', 'attack.t1098', 'attack.privilege_escalation'],
    }),
    aRule({ id: 'rule-2', level: 'low', tags: ['attack.persistence'] }),
  ].map((rule) => [rule.id, factsOf(rule)]),
);

function rowOf(name: string, wish: EventWish): MatchRow {
  const [row] = freshOf([aMatch(name, wish)], { knownMatches: () => new Set() }, NOW);
  if (!row) throw new Error('There is no row.');
  return row;
}

it('adds up what an actor did in a day, and a bonus for each tactic', () => {
  const matches = [
    rowOf('a', { actor: 'ada' }),
    rowOf('b', { actor: 'ada', rule: 'rule-2' }),
    rowOf('c', { actor: 'bob', rule: 'rule-2' }),
    rowOf('yesterday', { actor: 'bob', at: -24 * 60 }),
    rowOf('nobody', { actor: null }),
    { ...rowOf('hidden', { actor: 'bob' }), suppressionId: 's1' },
    rowOf('unknown rule', { actor: 'bob', rule: 'rule-9' }),
  ];

  const found = risks(matches, RULES, NOW);

  expect(found).toEqual([
    {
      actor: 'ada',
      score: 73 + 21 + 2 * 50,
      matches: 2,
      tactics: ['persistence', 'privilege-escalation'],
    },
    { actor: 'bob', score: 21 + 50, matches: 1, tactics: ['persistence'] },
  ]);
});
