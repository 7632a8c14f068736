import type { Check } from '../finding.ts';

export const level: Check = {
  code: 'no-level',
  find: ({ rules, correlations }) =>
    [...rules, ...correlations]
      .filter(({ hasOwnLevel }) => !hasOwnLevel)
      .map((about) => ({
        about,
        severity: 'warning',
        message: 'It has no level: it counts as medium.',
        suggestion: 'level: informational, low, medium, high or critical.',
      })),
};
