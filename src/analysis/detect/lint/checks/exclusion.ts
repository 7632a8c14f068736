import type { Tree } from '../../sigma/model.ts';
import { excludingField, isContradiction } from '../contradiction.ts';
import { neverMatches } from '../dead.ts';
import { inRules } from '../in-rules.ts';

/** Parts of an AND of which one or the other is false, whatever the event. */
export const exclusion = inRules('exclusion', (rule) => {
  const severity = neverMatches(rule) ? 'error' : 'warning';
  const messages = contradictions(rule.condition).map((tree) => {
    const field = excludingField(tree);
    const what = field === undefined ? 'a condition and its opposite' : `two values of ${field}`;
    return `It asks for ${what} at once: that never holds.`;
  });
  return [...new Set(messages)].map((message) => ({ severity, message }));
});

type And = Extract<Tree, { readonly is: 'and' | 'or' }>;

/** The outermost ones. */
function contradictions(tree: Tree): readonly And[] {
  switch (tree.is) {
    case 'item': {
      const alone: And = { is: 'and', of: [tree] };
      return isContradiction(alone) ? [alone] : [];
    }
    case 'not':
    case 'selection':
      return contradictions(tree.of);
    case 'and':
      return isContradiction(tree) ? [tree] : tree.of.flatMap(contradictions);
    case 'or':
      return tree.of.flatMap(contradictions);
  }
}
