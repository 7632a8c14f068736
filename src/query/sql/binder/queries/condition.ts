import type { PartitionValue } from '../../../../cloudtrail/columns/index.ts';

/**
 * What a row must satisfy: its text is one of `values`, or lies within `from` and `to`, both inclusive, in the order of
 * UTF-8 bytes. NULL satisfies none. `prefix` stands for `from` and everything that begins with it.
 */
export interface TextCondition {
  readonly values?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
}

/** Of a stored flat column of text, or of what a partition column says of a row's day. */
export type Condition = TextCondition & (ColumnPlace | { readonly partition: PartitionValue });

/** A stored column; `orNull`: rows without a text there may satisfy the condition otherwise. */
interface ColumnPlace {
  readonly column: string;
  readonly orNull?: true;
}

/** Whether a text may satisfy a condition. */
export function satisfies(text: string, { values, from, to, prefix }: TextCondition): boolean {
  if (values) return values.includes(text);
  if (prefix !== undefined) return text.startsWith(prefix);
  return (from === undefined || !isBefore(text, from)) && (to === undefined || !isBefore(to, text));
}

function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}
