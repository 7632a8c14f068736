import type { PartStatistics } from '../../../lake/parquet/index.ts';
import { type Condition, partitionOfDay, satisfies, type UsedTable } from '../../sql/index.ts';
import type { LakePart } from '../engine.ts';

type ColumnCondition = Extract<Condition, { readonly column: string }>;
type DayCondition = Exclude<Condition, ColumnCondition>;

/** The parts that may hold rows that a query wants from a table. */
export function partsFor(
  { conditions }: UsedTable,
  parts: readonly LakePart[],
  statistics: PartStatistics,
): readonly LakePart[] {
  const ofDays = conditions.filter((one): one is DayCondition => !('column' in one));
  const ofColumns = conditions.filter((one): one is ColumnCondition => 'column' in one);
  const inDays = parts.filter(({ day }) => ofDays.every((one) => holdsOfDay(one, day)));
  if (ofColumns.length === 0) return inDays;
  const wanted = ofColumns.map(inBytes);
  const always = ofColumns.filter(({ unlessFlagged }) => !unlessFlagged).map(inBytes);
  const flagged = [...always, { column: 'flags', from: Buffer.alloc(0) }];
  const hasTimes = always.length < wanted.length;
  return inDays.filter(
    ({ path }) =>
      statistics.mayHold(path, wanted) || (hasTimes && statistics.mayHold(path, flagged)),
  );
}

/** Rows lie in the day of their own time; those without a time satisfy no condition on one. */
function holdsOfDay(condition: DayCondition, day: string): boolean {
  if ('days' in condition) return condition.days.has(day);
  const text = partitionOfDay(condition.partition, day);
  return text === undefined || satisfies(text, condition);
}

/** A condition as the parts' statistics know it: bytes, and a prefix as the range that it is. */
function inBytes({ column, values, from, to, prefix, orNull }: ColumnCondition) {
  const about = orNull ? { column, orNull } : { column };
  if (prefix !== undefined) {
    const least = Buffer.from(prefix);
    // No text holds the byte 255.
    return { ...about, from: least, to: Buffer.from([...least, 255]) };
  }
  return {
    ...about,
    ...(values ? { values: values.map((value) => Buffer.from(value)) } : {}),
    ...(from === undefined ? {} : { from: Buffer.from(from) }),
    ...(to === undefined ? {} : { to: Buffer.from(to) }),
  };
}
