import type { Rule } from '../sigma/model.ts';
import type { ListedRule } from './rule-set.ts';

/** Field of its matches: what is outside, `Terraform Enterprise: region eu-north-1`. */
export const BREACH = 'breach';

/**
 * A system went outside of a contract of the configuration. No selection says that: its matches come from the check of
 * contracts. What is outside in several ways at once is one alert, and what goes on is no new one.
 */
const CONTRACT_RULE: Rule = {
  kind: 'rule',
  title: 'Contract broken',
  id: '5b1b0a3e-0f0b-4f0e-9c39-3f4c8a9c2d71',
  hasOwnId: true,
  status: 'test',
  description: 'A system called what its contract in the configuration does not allow it.',
  author: 'Trailglass',
  license: 'Apache-2.0',
  references: [],
  tags: ['attack.initial-access', 'attack.t1078.004'],
  fields: [BREACH, 'eventSource', 'eventName', 'awsRegion', 'recipientAccountId'],
  falsepositives: ['A contract that nobody brought up to date.'],
  level: 'medium',
  hasOwnLevel: true,
  pack: 'trailglass',
  place: { file: 'trailglass.yaml', document: 1, line: 1 },
  warnings: [],
  logsource: { product: 'aws', service: 'cloudtrail' },
  condition: { is: 'or', of: [] },
  conditionText: ['contracts'],
  unused: [],
  own: { group: ['system'], needs: ['management'] },
  filters: [],
};

/** The rule of the contracts, unless it is switched off. */
export function contractRule(off: readonly string[]): ListedRule {
  return off.includes(CONTRACT_RULE.id)
    ? { rule: CONTRACT_RULE, use: 'off', why: 'switched off in the configuration' }
    : { rule: CONTRACT_RULE, use: 'alerts' };
}

export function isContractRule({ id }: Pick<Rule, 'id'>): boolean {
  return id === CONTRACT_RULE.id;
}
