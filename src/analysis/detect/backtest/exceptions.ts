import type { MatchRow } from '../../../lake/catalog/index.ts';

/** A condition on one field, and how many matches it would hide. */
export interface Exception {
  readonly field: string;
  readonly value: string;
  readonly matches: number;
  /** Of all matches, 0 to 1. */
  readonly share: number;
}

/** Values that so much of the matches have are worth an exception. */
const LEAST_SHARE = 0.2;
/** What hides nearly everything is no exception. */
const MOST_SHARE = 0.95;
const MOST = 5;

const READERS: readonly (readonly [field: string, read: (match: MatchRow) => string | null])[] = [
  ['actor', ({ actor }) => actor],
  ['principal', ({ principal }) => principal],
  ['system', ({ system }) => system],
  ['userAgent', ({ userAgent }) => userAgent],
  ['sourceIPAddress', ({ sourceAddress }) => sourceAddress],
];

/** Who or what most matches come from: what is usual is no news. A rule that hit a handful needs none. */
export function exceptionsFor(matches: readonly MatchRow[]): readonly Exception[] {
  if (matches.length < 10) return [];
  return READERS.flatMap(([field, read]) =>
    [...Map.groupBy(matches, read)].flatMap(([value, some]) => {
      const share = some.length / matches.length;
      if (value === null || share < LEAST_SHARE || share > MOST_SHARE) return [];
      return [{ field, value, matches: some.length, share }];
    }),
  )
    .toSorted((one, other) => other.matches - one.matches)
    .slice(0, MOST);
}
