import type { Span } from '../../syntax/index.ts';
import type { LakeTable, TableColumn } from '../../tables/index.ts';
import type { Fragment } from '../../typed.ts';
import type { Type } from '../../types/index.ts';
import type { Condition, OpenCondition } from './condition.ts';

/** One place in which a query reads a table of the lake. */
export interface TableUse {
  readonly table: LakeTable;
  /** The name as typed, without quotes. */
  readonly name: string;
  readonly span: Span;
  /** Stands in the SQL for the rows: the engine puts its scan of the parts there. */
  readonly source: Fragment;
  /** What goes for the rows in the SQL. */
  readonly alias: string;
  /** Columns that the query reads, by name. */
  readonly columns: Set<string>;
  /** What every row that the query needs from here must satisfy. */
  readonly conditions: PendingCondition[];
}

/** A condition that holds only if the common tables it came through are read once. */
export interface PendingCondition {
  readonly condition: Condition | OpenCondition;
  readonly through: readonly Readers[];
}

/** How many places read a common table. */
export interface Readers {
  count: number;
}

/** Where a column's values come from unchanged. */
export interface Source {
  readonly use: TableUse;
  readonly column: TableColumn;
  readonly through: readonly Readers[];
  /** Whether the table itself stands in the FROM clause, not a subquery over it. */
  readonly isDirect: boolean;
}

/** A column of a relation. */
export interface Field {
  /** As typed where it was named; absent where nothing named it. */
  readonly name?: string;
  /** The relation's name parts in lower case, outermost first; absent: answers to its bare name only. */
  readonly qualifier?: readonly string[];
  readonly type: Type;
  readonly sql: Fragment;
  readonly hidden: boolean;
  readonly source?: Source;
  /** Called when a query names it, see `CarriedColumn`. */
  readonly use?: () => void;
}

/** Rows of a FROM clause: what stands there in DuckDB's SQL, and what can be named. */
export interface Relation {
  readonly sql: Fragment;
  readonly fields: readonly Field[];
  /** Reads what stands to its left, and so must follow it. */
  readonly isLateral?: boolean;
}

export function visible(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ hidden }) => !hidden);
}

/** The same columns under a relation's name. */
export function requalified(fields: readonly Field[], qualifier: readonly string[]): Field[] {
  return fields.map((field) => ({ ...field, qualifier }));
}
