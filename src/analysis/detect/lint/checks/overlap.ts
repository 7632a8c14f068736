import { namesOf } from '../../compile/boxes.ts';
import type { Collection, Rule } from '../../sigma/model.ts';
import type { Check, Remark } from '../finding.ts';
import { implies } from '../implies.ts';

/** Two rules of which one matches whatever the other does: two names for one event. */
export const overlap: Check = {
  code: 'overlap',
  find: (collection) => {
    const alerting = alertingRules(collection);
    const order = new Map(alerting.map((rule, at) => [rule, at]));
    return [...pairsOf(alerting)].flatMap(([one, others]) =>
      [...others].flatMap((other) => remarkOf(one, other, order)),
    );
  },
};

/** Rules that raise alerts of their own: the others are counted by correlations. */
function alertingRules({ rules, correlations }: Collection): readonly Rule[] {
  const counted = new Set(
    correlations.filter(({ generate }) => !generate).flatMap((one) => one.rules),
  );
  return rules.filter(({ id }) => !counted.has(id));
}

/** Rules that name an event that the key does too; others are not compared. */
function pairsOf(rules: readonly Rule[]): ReadonlyMap<Rule, ReadonlySet<Rule>> {
  const byName = rulesByName(rules);
  const near = (rule: Rule) => eventsOf(rule).flatMap((name) => byName.get(name) ?? []);
  return new Map(
    rules.map((rule) => [rule, new Set(near(rule).filter((other) => other !== rule))]),
  );
}

function rulesByName(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const byName = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const name of eventsOf(rule)) byName.set(name, [...(byName.get(name) ?? []), rule]);
  }
  return byName;
}

function eventsOf({ condition }: Rule): readonly string[] {
  return [...new Set(namesOf(condition)?.map(({ name }) => name))];
}

function remarkOf(one: Rule, other: Rule, order: ReadonlyMap<Rule, number>): readonly Remark[] {
  if (!alertsToo(one, other)) return [];
  const isSame = alertsToo(other, one);
  // Of two that match the same, the later one is told.
  if (isSame && (order.get(one) ?? 0) < (order.get(other) ?? 0)) return [];
  const where = `"${other.title}" (${other.place.file})`;
  return [
    {
      about: one,
      severity: isSame ? 'warning' : 'hint',
      message: isSame
        ? `It matches the same events as ${where}.`
        : `${where} matches every event that it matches.`,
      suggestion: 'Switch one of them off, or narrow the wider one.',
    },
  ];
}

/** Whether the other alerts whenever the one does: what narrows alerts of the other keeps it from that. */
function alertsToo(one: Rule, other: Rule): boolean {
  const { newTerms, threshold, absence, sql } = other.own;
  if (one.own.sql !== undefined || one.own.absence !== undefined) return false;
  const isNarrowed = [newTerms, threshold, absence, sql].some((key) => key !== undefined);
  return !isNarrowed && implies(one.condition, other.condition);
}
