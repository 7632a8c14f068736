/** A catalog in which nothing was ever found. */
export const NOTHING_STORED = {
  knownMatches: () => new Set<string>(),
  alertsOf: () => [],
  match: () => undefined,
  matchesOf: () => [],
  alert: () => undefined,
  suppressionsInForce: () => [],
  matchesBetween: () => [],
  countedBetween: () => [],
  rule: () => undefined,
  terms: () => [],
  accountStarts: () => ({ through: undefined, starts: new Map<string, number>() }),
} as const;
