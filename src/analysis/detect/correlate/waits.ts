import type { Correlation, RuleTree } from '../sigma/model.ts';

/**
 * Whether an event that is still to come can undo what a correlation says of a window: it asks for something that did
 * not happen, for no more than so much, or for a mean. What only grows is said at once.
 */
export function waitsForMore({ type, condition }: Correlation): boolean {
  if (condition.is === 'rules') return hasNot(condition.of);
  switch (type) {
    case 'value_avg':
    case 'value_median':
    case 'value_percentile':
      return true;
    case 'temporal_ordered':
      return false;
    case 'event_count':
    case 'value_count':
    case 'value_sum':
    case 'temporal':
      return condition.bounds.some(([bound]) => bound !== 'gt' && bound !== 'gte');
    default:
      return type satisfies never;
  }
}

function hasNot(tree: RuleTree): boolean {
  switch (tree.is) {
    case 'rule':
      return false;
    case 'not':
      return true;
    case 'and':
    case 'or':
      return tree.of.some(hasNot);
    default:
      return tree satisfies never;
  }
}
