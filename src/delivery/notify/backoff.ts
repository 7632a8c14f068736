const FIRST = 2000;
const LONGEST = 900_000;

/** How long to wait after so many tries, from 1: up to 2 s, then twice as long each time, up to 15 min (full jitter). */
export function backoff(tries: number, random: () => number): number {
  // The exponent is bounded, or a long outage would run out of numbers.
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(tries - 1, 20));
  return Math.ceil(random() * most);
}
