import type { MatchRow } from '../../../lake/catalog/index.ts';
import type { OwnKeys } from '../sigma/model.ts';
import { fieldOf } from './match-field.ts';

type Threshold = OwnKeys['threshold'];

/** Whether matches of one window are enough for an alert; a missing value is none. */
export function isReached(threshold: Threshold, matches: readonly MatchRow[]): boolean {
  if (threshold === undefined) return matches.length > 0;
  if ('count' in threshold) return matches.length >= threshold.count;
  const { field, count } = threshold.distinct;
  const values = new Set(matches.map((match) => fieldOf(match, field)));
  values.delete(null);
  return values.size >= count;
}
