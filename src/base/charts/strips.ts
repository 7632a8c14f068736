import type { ChartPoint } from './points.ts';

/** Strips that are worth looking at; those with the least are left out. */
const MOST = 30;

export interface Strip {
  readonly name: string;
  readonly values: ReadonlyMap<string, number>;
}

export interface Strips {
  readonly strips: readonly Strip[];
  /** How many are left out. */
  readonly omitted: number;
}

/** The strips of a heat chart with the most, in the order of their names. */
export function largestStrips(points: readonly ChartPoint[]): Strips {
  const groups = [...Map.groupBy(points, ({ strip }) => strip)].map(([name, own]) => ({
    name,
    values: new Map(own.map(({ label, value }) => [label, value])),
    sum: own.reduce((total, { value }) => total + value, 0),
  }));
  const strips = groups
    .sort((a, b) => b.sum - a.sum)
    .slice(0, MOST)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { strips, omitted: groups.length - strips.length };
}
