const FIRST = 2000;
const LONGEST = 900_000;

/**
 * How long to wait after so many tries, from 1: up to 2 s, then twice as long each time, up to 15 min (full jitter).
 * With `patience` (milliseconds) never less than that, and up to twice as long at first.
 */
export function backoff(tries: number, random: () => number, patience = 0): number {
  // The exponent is bounded, or a long outage would run out of numbers.
  const most = Math.min(LONGEST, Math.max(FIRST, 2 * patience) * 2 ** Math.min(tries - 1, 20));
  return patience + Math.ceil(random() * Math.max(0, most - patience));
}
