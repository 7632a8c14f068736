import type { Item, Rule, Tree, Value } from '../../sigma/model.ts';
import type { Check } from '../finding.ts';
import { isPositive, itemsOf, soughtText } from '../items.ts';

/** Every match of the rules that a correlation counts is kept, as long as its windows may need it. */
export const baseRule: Check = {
  code: 'base-rule',
  find: ({ rules, correlations }) => {
    const counted = new Set(correlations.flatMap((one) => one.rules));
    return rules.filter(isBaseRule(counted)).map((about) => ({
      about,
      severity: 'warning',
      message:
        'A correlation counts it, and it matches nearly every event: each is kept for weeks.',
      suggestion: 'Name the calls that are to be counted.',
    }));
  },
};

function isBaseRule(counted: ReadonlySet<string>): (rule: Rule) => boolean {
  return ({ id, condition }) => counted.has(id) && isNearlyAll(condition);
}

/** Whether only a few events are left out, as far as the condition tells. */
function isNearlyAll(tree: Tree): boolean {
  switch (tree.is) {
    case 'item':
      return tree.negated ? isNarrow(tree.values) : tree.values.some(isNearlyAny(tree.field ?? ''));
    case 'selection':
      return isNearlyAll(tree.of);
    case 'not':
      return itemsOf(tree.of).every(isRare);
    case 'and':
      return tree.of.every(isNearlyAll);
    case 'or':
      return tree.of.some(isNearlyAll);
  }
}

/** Whether what is left out is little. */
function isRare({ field = '', values, negated }: Item): boolean {
  const isHalf = /^readonly$/i.test(field);
  return !negated && !isHalf && isNarrow(values) && !values.some(isNearlyAny(field));
}

function isNarrow(values: readonly Value[]): boolean {
  return values.every((value) => isPositive(value));
}

/** Of fields that every record has. */
const ALWAYS = /^(event(version|time|source|name|id|type)|awsregion|useridentity(\.type)?)$/i;

/** Values that most records have where they have the field at all. */
const USUAL: Readonly<Record<string, string>> = {
  eventtype: 'awsapicall',
  eventcategory: 'management',
  managementevent: 'true',
};

function isNearlyAny(field: string): (value: Value) => boolean {
  return (value) => {
    if (!isPositive(value)) return /^error(code|message)$/i.test(field);
    if (value.is === 'exists') return ALWAYS.test(field);
    if (value.is === 'boolean') return USUAL[field.toLowerCase()] === String(value.value);
    const text = soughtText(value);
    if (text === '') return ALWAYS.test(field);
    return text !== undefined && USUAL[field.toLowerCase()] === text.toLowerCase();
  };
}
