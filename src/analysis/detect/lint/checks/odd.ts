import type { Check } from '../finding.ts';

/** What reading told that a check of its own says better. */
const TOLD_APART = [
  /^It has no level/,
  /all says nothing there/,
  /^The condition never names the selection/,
  /^Another document has the same/,
  /^It names no percentile/,
  /does not see silence/,
];

/** Whatever else reading found odd. */
export const odd: Check = {
  code: 'odd',
  find: ({ rules, correlations }) =>
    [...rules, ...correlations].flatMap((about) =>
      about.warnings
        .filter((warning) => !TOLD_APART.some((shape) => shape.test(warning)))
        .map((message) => ({ about, severity: 'warning', message })),
    ),
};
