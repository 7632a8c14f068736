import { describe, expect, it } from 'vitest';
import { attributor } from './attribute.ts';
import { builtInRules } from './built-in.ts';

const rules = builtInRules();
const attribute = attributor({ own: [], builtIn: rules });

describe.each(rules.map((rule, at) => [`${rule.system}, ${rule.component ?? at}`, rule] as const))(
  '%s',
  (_, rule) => {
    const alone = attributor({ own: [], builtIn: [rule] });

    it.each(rule.hits)('knows %o', (facts) => {
      expect(alone(facts).system).toBe(rule.system);
      expect(attribute(facts).system).toBe(rule.system);
    });

    it.each(rule.misses)('leaves %o alone', (facts) => {
      expect(alone(facts).confidence).toBe('unknown');
    });
  },
);
