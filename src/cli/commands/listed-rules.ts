import type { Collection, ListedRule } from '../../analysis/detect/index.ts';
import type { Context } from './context.ts';
import { configuredRuleSet } from './detect-rules.ts';
import { rulesAt } from './rules-at.ts';

/** A rule of the configuration with what becomes of it; of files only the rule. */
export type KnownRule = Pick<ListedRule, 'rule'> & Partial<ListedRule>;

export interface KnownRules {
  readonly listed: readonly KnownRule[];
  readonly refused: Collection['refused'];
}

/** The rules at paths, or those of the configuration where none is given. */
export function knownRules(paths: readonly string[], context: Context): KnownRules {
  if (paths.length === 0) return configuredRuleSet(context);
  const { rules, correlations, refused } = rulesAt(paths, context);
  return { listed: [...rules, ...correlations].map((rule) => ({ rule })), refused };
}
