/** What `trailglass demo` shows: its trail, and the first question asked of it. */
export const DEMO = {
  events: 100_000,
  days: 30,
  seed: 7,
  /** The saved query that opens the demo. */
  query: 'throttled-systems',
} as const;
