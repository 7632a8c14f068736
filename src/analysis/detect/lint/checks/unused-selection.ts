import { inRules } from '../in-rules.ts';

export const unusedSelection = inRules('unused-selection', ({ unused }) =>
  unused.map((name) => ({
    severity: 'warning',
    message: `The condition never names the selection ${name}: it changes nothing.`,
    suggestion: 'Name it in the condition, or leave it out.',
  })),
);
