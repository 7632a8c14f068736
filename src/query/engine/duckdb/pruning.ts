import { type Condition, partitionOfDay, satisfies, type UsedTable } from '../../sql/index.ts';
import type { LakePart } from '../engine.ts';

/** What a part's own statistics say of a flat column of text. */
export type MayHold = (path: string, conditions: readonly ColumnCondition[]) => boolean;
export type ColumnCondition = Extract<Condition, { readonly column: string }>;
type DayCondition = Extract<Condition, { readonly partition: unknown }>;

/** The parts that may hold rows that a query wants from a table. */
export function partsFor(
  { conditions }: UsedTable,
  parts: readonly LakePart[],
  mayHold: MayHold,
): readonly LakePart[] {
  const ofDays = conditions.filter((one): one is DayCondition => 'partition' in one);
  const ofColumns = conditions.filter((one): one is ColumnCondition => 'column' in one);
  const inDays = parts.filter(({ day }) => ofDays.every((one) => holdsOfDay(one, day)));
  if (ofColumns.length === 0) return inDays;
  return inDays.filter(({ path }) => mayHold(path, ofColumns));
}

/** Rows lie in the day of their own time; those without a time satisfy no condition on one. */
function holdsOfDay(condition: DayCondition, day: string): boolean {
  const text = partitionOfDay(condition.partition, day);
  return text === undefined || satisfies(text, condition);
}
