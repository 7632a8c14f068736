import type { Filter, LogSource, Rule } from './model.ts';
import { find, type Named } from './references.ts';
import { Fault } from './yaml/fault.ts';

/** A rule, or what could not become one: a filter may name it. */
export interface Target extends Named {
  readonly rule?: Rule;
}

export interface Laid<F> {
  /** In the order of the targets. */
  readonly rules: readonly Rule[];
  /** Why a filter narrows nothing. */
  readonly reasons: ReadonlyMap<F, string>;
}

/** Lays filters over rules: what is left of a rule is the rule AND the filter's condition. */
export function layFilters<F extends { readonly filter: Filter }>(
  targets: readonly Target[],
  filters: readonly F[],
): Laid<F> {
  const over = new Map<Rule, Laying[]>();
  const reasons = new Map<F, string>();
  for (const one of filters) {
    const { rules, missing } = aimOf(one.filter, targets);
    const [reason] = missing;
    if (reason !== undefined && rules.length === 0) reasons.set(one, reason);
    for (const rule of rules) {
      over.set(rule, [...(over.get(rule) ?? []), { filter: one.filter, missing }]);
    }
  }
  const rules = targets.flatMap(({ rule }) => (rule ? [narrowed(rule, over.get(rule) ?? [])] : []));
  return { rules, reasons };
}

/** A filter over a rule, and what else it names in vain. */
interface Laying {
  readonly filter: Filter;
  readonly missing: readonly string[];
}

function narrowed(rule: Rule, layings: readonly Laying[]): Rule {
  if (layings.length === 0) return rule;
  const filters = layings.map(({ filter }) => filter);
  const told = layings.flatMap(({ filter, missing }) =>
    [...filter.warnings, ...missing].map((one) => `Filter ${filter.title}: ${one}`),
  );
  return {
    ...rule,
    condition: { is: 'and', of: [rule.condition, ...filters.map(({ condition }) => condition)] },
    filters: filters.map(({ id }) => id),
    warnings: [...rule.warnings, ...told],
  };
}

interface Aim {
  readonly rules: readonly Rule[];
  /** Why a reference reaches no rule. */
  readonly missing: readonly string[];
}

function aimOf(filter: Filter, targets: readonly Target[]): Aim {
  const fitting = targets.flatMap(({ rule }) => (rule && fits(filter, rule) ? [rule] : []));
  if (filter.rules === 'any') return { rules: fitting, missing: [] };
  const rules = new Set<Rule>();
  const missing: string[] = [];
  for (const reference of filter.rules) {
    try {
      const { rule } = find(reference, filter, targets);
      if (rule && fitting.includes(rule)) rules.add(rule);
      else
        missing.push(
          `It names the rule ${reference}, which is ${rule ? 'for other logs' : 'not used'}.`,
        );
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      missing.push(error.message);
    }
  }
  return { rules: [...rules], missing };
}

/** What the log source of a filter leaves open, or that of a rule, holds it off from nothing. */
function fits({ logsource }: Filter, rule: Rule): boolean {
  const keys: readonly (keyof LogSource)[] = ['product', 'service', 'category'];
  return keys.every((key) => {
    const [wanted, has] = [logsource[key], rule.logsource[key]];
    return !wanted || !has || wanted.toLowerCase() === has.toLowerCase();
  });
}
