import type { Check } from '../finding.ts';

/** The key is one of tools, not of the specification: its own example has none. */
export const percentile: Check = {
  code: 'no-percentile',
  find: ({ correlations }) =>
    correlations
      .filter(({ warnings }) => warnings.some((warning) => warning.includes('no percentile')))
      .map((about) => ({
        about,
        severity: 'warning',
        message: 'It does not say which percentile: 95 is used.',
        suggestion: 'Write percentile: 95 beside the field.',
      })),
};
