import type { PartitionValue, TableKind } from '../../../cloudtrail/columns/index.ts';
import type { Type } from '../types/index.ts';

/** A column that a query may name. */
export interface TableColumn {
  /** Lower case. */
  readonly name: string;
  readonly type: Type;
  /** Answers to its name, but is not in `SELECT *`. */
  readonly hidden: boolean;
  readonly about: string;
  /** Its value in DuckDB's SQL, over the stored columns of the rows that go by an alias. */
  value(alias: string): string;
  /** The stored flat column of text that holds the same values: its statistics tell which parts may match. */
  readonly text?: string;
  /** Whether the text of a row may be something else where the stored column is NULL. */
  readonly mayReplaceNull?: true;
  /** Whether it is the moment of the event, as the day of its part tells it. */
  readonly isEventTime?: true;
  /** What of the day or the place of a row it holds. */
  readonly partition?: PartitionValue;
  /**
   * What of the object that a row came from its value needs beside the stored columns: all that is known of the file,
   * or, only where no account received the event, the account of its key (the column `$account`).
   */
  readonly origin?: 'file' | 'account';
}

/**
 * A table as queries see it: the rows of one kind, in Athena's shape or in Lake's, those with who is behind them, or
 * the days that they lie in.
 */
export interface LakeTable {
  readonly name: string;
  readonly kind: TableKind;
  readonly shape: 'athena' | 'calls' | 'lake' | 'partitions';
  readonly about: string;
  readonly columns: readonly TableColumn[];
  /** Leaves of rows that also stand alone: `useridentity.arn` to its column. */
  readonly lifted: ReadonlyMap<string, TableColumn>;
}

/** A stored column by its quoted name. */
export function stored(alias: string, name: string): string {
  return `${alias}."${name}"`;
}
