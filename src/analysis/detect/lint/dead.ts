import type { Item, Rule, Tree, Value } from '../sigma/model.ts';
import { isContradiction } from './contradiction.ts';
import { deadArnReferences } from './dead/arn-reference.ts';
import { deadEventNames } from './dead/event-name.ts';
import { deadEventSources } from './dead/event-source.ts';
import { deadFields } from './dead/foreign-field.ts';
import { deadHiddenValues } from './dead/hidden-value.ts';
import { deadFieldNames } from './dead/literal-field-name.ts';
import { deadSources } from './dead/source-mismatch.ts';
import { isPositive, singleValues } from './items.ts';

/** A value that no event has, and why. */
export interface DeadValue {
  readonly value: Value;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

/** Finds values of an item that no event has. */
export type FindDead = (item: Item, rule: Rule) => readonly DeadValue[];

const FINDERS: readonly FindDead[] = [
  ...[deadFields, deadEventNames, deadEventSources, deadSources],
  ...[deadHiddenValues, deadFieldNames, deadArnReferences],
];

/** Whether a rule can match nothing, as far as its values and what they exclude tell. */
export function neverMatches(rule: Rule): boolean {
  return verdictOf(rule.condition, rule) === false;
}

/** What a condition always is; undefined: that depends on the event. */
function verdictOf(tree: Tree, rule: Rule): boolean | undefined {
  switch (tree.is) {
    case 'item':
      return isContradiction({ is: 'and', of: [tree] }) ? false : itemVerdict(tree, rule);
    case 'selection':
      return verdictOf(tree.of, rule);
    case 'not': {
      const inner = verdictOf(tree.of, rule);
      return inner === undefined ? undefined : !inner;
    }
    case 'and':
      return isContradiction(tree) ? false : joined(verdictsOf(tree.of, rule), false);
    case 'or':
      return joined(verdictsOf(tree.of, rule), true);
  }
}

function verdictsOf(trees: readonly Tree[], rule: Rule): readonly (boolean | undefined)[] {
  return trees.map((one) => verdictOf(one, rule));
}

/** `settling` is the answer of a part that is the answer of the whole. */
function joined(parts: readonly (boolean | undefined)[], settling: boolean): boolean | undefined {
  if (parts.includes(settling)) return settling;
  return parts.includes(undefined) ? undefined : !settling;
}

function itemVerdict(item: Item, rule: Rule): boolean | undefined {
  const dead = new Set(FINDERS.flatMap((find) => find(item, rule)).map(({ value }) => value));
  const verdicts = item.values.map((value) => {
    const ways = singleValues([value]).map((one) => (dead.has(one) ? !isPositive(one) : undefined));
    return joined(ways, true);
  });
  const verdict = joined(verdicts, !item.all);
  return verdict === undefined || !item.negated ? verdict : !verdict;
}
