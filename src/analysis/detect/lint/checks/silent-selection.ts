import { inRules } from '../in-rules.ts';

/** Selections that no event of the lake has, of rules that have others: a slip, or something rare. */
export const silentSelection = inRules('silent-selection', ({ id }, { history }) => {
  const counts = [...(history?.selections.get(id) ?? [])];
  if (counts.length < 2 || !counts.some(([, matches]) => matches > 0)) return [];
  return counts
    .filter(([, matches]) => matches === 0)
    .map(([name]) => ({
      severity: 'hint',
      message: `No event of the lake has the selection ${name}.`,
    }));
});
