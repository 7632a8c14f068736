import type { Item, Rule } from '../sigma/model.ts';
import type { Check, LintFacts, Remark } from './finding.ts';
import { ruleItems } from './items.ts';

/** What a check says of the rule that it looks at. */
export type RuleRemark = Omit<Remark, 'about'>;

/** A check that looks at one rule after the other. */
export function inRules(
  code: string,
  find: (rule: Rule, facts: LintFacts) => readonly RuleRemark[],
): Check {
  return {
    code,
    find: ({ rules }, facts) =>
      rules.flatMap((rule) => find(rule, facts).map((remark) => ({ ...remark, about: rule }))),
  };
}

/** A check that looks at one item after the other; what it says twice of a rule is said once. */
export function inItems(
  code: string,
  find: (item: Item, rule: Rule) => readonly RuleRemark[],
): Check {
  return inRules(code, (rule) => {
    const remarks = ruleItems(rule).flatMap((item) =>
      find(item, rule).map((remark) => ({ line: item.line, ...remark })),
    );
    return [...new Map(remarks.toReversed().map((one) => [one.message, one])).values()].reverse();
  });
}
