import type { Check } from '../finding.ts';

/** A window without an event is no window: fewer than so many is never zero. */
export const silence: Check = {
  code: 'silence',
  find: ({ correlations }) =>
    correlations.flatMap((about) => {
      if (about.condition.is !== 'bounds') return [];
      const bounds = about.condition.bounds.map(([bound]) => bound);
      const isBelow = bounds.some((bound) => bound === 'lt' || bound === 'lte');
      if (!isBelow || bounds.some((bound) => bound === 'gt' || bound === 'gte')) return [];
      return [
        {
          about,
          severity: 'warning',
          message:
            'Only windows with an event are counted: fewer than so many does not see silence.',
          suggestion: 'An absence rule says that something did not follow: trailglass.absence.',
        },
      ];
    }),
};
