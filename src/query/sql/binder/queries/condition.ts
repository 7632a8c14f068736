import type { PartitionValue } from '../../../../cloudtrail/columns/index.ts';
import type { Fragment } from '../../typed.ts';

/** One of `values`, or within `from` and `to`, both inclusive. `prefix` stands for all texts that begin with it. */
export interface Bounds<T> {
  readonly values?: readonly T[];
  readonly from?: T;
  readonly to?: T;
  readonly prefix?: T;
}

/** What a row's text must satisfy, in the order of UTF-8 bytes. NULL satisfies nothing. */
export type TextCondition = Bounds<string>;

/** A stored column. */
interface ColumnPlace {
  readonly column: string;
  /** Rows without a text there may satisfy the condition otherwise. */
  readonly orNull?: true;
  /** It is the condition of a time, and holds for texts of times as CloudTrail writes them: others are flagged. */
  readonly unlessFlagged?: true;
}
interface PartitionPlace {
  readonly partition: PartitionValue;
}

/** Where a condition is looked up: a stored flat column of text, or what a partition column says of a row's day. */
export type Place = ColumnPlace | PartitionPlace;

/** Days of which rows may be wanted, and the words of the query that say so. */
interface DaysCondition {
  readonly days: ReadonlySet<string>;
  readonly words: string;
}

/** What every row that a query needs from a table satisfies. */
export type Condition = (TextCondition & Place) | DaysCondition;

/** A condition with values that DuckDB has to work out first: texts of the place. */
export interface OpenBounds extends Bounds<Fragment> {
  readonly place: Place;
  /** Whether the values are texts of times, which are in order as long as years have four digits. */
  readonly isTime: boolean;
}

/** A condition that looks at nothing but the day of a row: SQL over its first moment, `alias.ts`. */
export interface OpenDays {
  readonly days: Fragment;
  readonly alias: string;
  readonly words: string;
}

/** A condition that no part can be held against before DuckDB has been asked. */
export type OpenCondition = OpenBounds | OpenDays;

/** Whether a text may satisfy a condition. */
export function satisfies(text: string, { values, from, to, prefix }: TextCondition): boolean {
  if (values) return values.includes(text);
  if (prefix !== undefined) return text.startsWith(prefix);
  return (from === undefined || !isBefore(text, from)) && (to === undefined || !isBefore(to, text));
}

function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}
