import { createHash } from 'node:crypto';
import type { AlertRule } from '../alerts/alert.ts';
import type { Correlation, Item, RuleTree, Tree } from '../sigma/model.ts';

type MeaningOf = (id: string) => string;

/**
 * What each rule of a pack finds and how that becomes alerts, as a hash: names, levels and words around it do not count,
 * and what a correlation reads counts by its own meaning.
 */
export function meaningsOf(rules: readonly AlertRule[]): ReadonlyMap<string, string> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const known = new Map<string, string>();
  const meaningOf: MeaningOf = (id) => {
    const rule = byId.get(id);
    const meaning = known.get(id) ?? (rule ? hashOf(rule, meaningOf) : id);
    known.set(id, meaning);
    return meaning;
  };
  return new Map(rules.map(({ id }) => [id, meaningOf(id)]));
}

function hashOf(rule: AlertRule, meaningOf: MeaningOf): string {
  const { needs: _, ...own } = rule.own;
  const asked = rule.kind === 'rule' ? rule.condition : correlated(rule, meaningOf);
  const text = JSON.stringify([asked, own], (_name, value) => bare(value, meaningOf));
  return createHash('sha256').update(text).digest('hex');
}

function correlated(rule: Correlation, meaningOf: MeaningOf): unknown {
  const { type, rules, groupBy, aliases, timespan, condition, generate } = rule;
  const fields = Object.entries(aliases).map(([alias, byRule]) => [
    alias,
    Object.entries(byRule).map(([id, field]) => [meaningOf(id), field]),
  ]);
  return [type, rules.map(meaningOf), groupBy, fields, timespan, condition, generate];
}

/** A node without what its author calls it, and without its place. */
function bare(value: unknown, meaningOf: MeaningOf): unknown {
  if (!isNode(value)) return value;
  if (value.is === 'selection') return bare(value.of, meaningOf);
  if (value.is === 'rule') return { is: 'rule', rule: meaningOf(value.rule) };
  if (value.is !== 'item') return value;
  const { field, values, all, negated }: Item = value;
  return { is: 'item', field, values, all, negated };
}

function isNode(value: unknown): value is Tree | RuleTree {
  return typeof value === 'object' && value !== null && 'is' in value;
}
