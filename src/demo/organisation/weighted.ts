import type { Random } from './random.ts';

/** Things to choose from, some more often than others. */
export interface Weighted<T> {
  readonly choose: (random: Random) => T;
}

/** Weights are relative; an entry of weight 0 is never chosen. */
export function weighted<T>(
  entries: readonly (readonly [thing: T, weight: number])[],
): Weighted<T> {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  return {
    choose: (random) => {
      let rest = random.float() * total;
      for (const [thing, weight] of entries) {
        rest -= weight;
        if (rest < 0) return thing;
      }
      throw new RangeError('Nothing to choose from.');
    },
  };
}
