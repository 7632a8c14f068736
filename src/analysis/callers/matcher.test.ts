import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SystemRule } from '../../base/config/index.ts';
import { conditionsOf, readFacts } from './hits.ts';
import { matcher } from './matcher.ts';
import type { CallerFacts } from './rule.ts';

const value = fc.constantFrom('a', 'ab', 'b', 'none');
const pattern = fc.constantFrom('a', 'a*', '/b$/', 'none');
const match = fc.record(
  { agent: pattern, issuer: pattern, subject: pattern },
  { requiredKeys: [] },
);
const rules = fc.array(fc.record({ system: value, match: fc.array(match, { minLength: 1 }) }), {
  maxLength: 40,
});
const facts = fc.record(
  { userAgent: value, issuer: value, subject: value, console: fc.boolean() },
  { requiredKeys: ['console'] },
);

it('finds what holds of a caller, in the order of the rules, whoever was asked about before', () => {
  const property = fc.property(rules, fc.array(facts), (someRules, callers) => {
    const conditions = someRules.flatMap((rule) => conditionsOf(rule as SystemRule, false));
    const hitsOf = matcher(conditions);

    const found = callers.map((caller) => hitsOf(readFacts(caller as CallerFacts)));

    const expected = callers.map((caller) => {
      const known = readFacts(caller as CallerFacts);
      const holding = conditions.filter(({ tests }) =>
        tests.every(({ field, passes }) => passes(known[field])),
      );
      return holding.map((one) => one.hit(known));
    });
    expect(found).toEqual(expected);
  });

  fc.assert(property);
});
