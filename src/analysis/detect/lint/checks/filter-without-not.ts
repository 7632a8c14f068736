import type { Rule, Tree } from '../../sigma/model.ts';
import { inRules } from '../in-rules.ts';

/** A filter is joined with AND: an exclusion says `not`. */
export const filterWithoutNot = inRules('filter-without-not', (rule) =>
  filtersOf(rule)
    .filter(({ tree }) => !denies(tree))
    .map(({ id, tree }) => ({
      severity: 'warning',
      message: `The filter ${id} keeps only what it names: it has no not.`,
      suggestion: `To leave these events out, write condition: not ${nameOf(tree) ?? 'selection'}.`,
    })),
);

function filtersOf({ condition, filters }: Rule): readonly { id: string; tree: Tree }[] {
  const trees = condition.is === 'and' ? condition.of.slice(-filters.length) : [];
  return filters.flatMap((id, at) => {
    const tree = trees[at];
    return tree ? [{ id, tree }] : [];
  });
}

function denies(tree: Tree): boolean {
  switch (tree.is) {
    case 'item':
      return tree.negated;
    case 'not':
      return true;
    case 'selection':
      return denies(tree.of);
    default:
      return tree.of.some(denies);
  }
}

function nameOf(tree: Tree): string | undefined {
  return tree.is === 'selection' ? tree.name : undefined;
}
