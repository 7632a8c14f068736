import {
  type Column,
  type ColumnType,
  type Field,
  TABLES,
  type TableKind,
} from '../../../cloudtrail/columns/index.ts';
import { named, quoted, type UsedTable } from '../../sql/index.ts';
import type { LakePart } from '../engine.ts';

/** A table that a query reads, with its parts: all there are, and those that may hold what is wanted. */
export interface ScannedTable {
  readonly table: UsedTable;
  readonly all: readonly LakePart[];
  readonly kept: readonly LakePart[];
}

/** The rows of parts with every stored column, as DuckDB's FROM takes them; without parts there are no rows. */
export function rowsOfParts(kind: TableKind, parts: readonly LakePart[]): string {
  if (parts.length === 0) return emptyRows(TABLES[kind].columns);
  return `read_parquet([${parts.map(({ path }) => quoted(path)).join(', ')}], hive_partitioning = false)`;
}

function emptyRows(columns: readonly Column[]): string {
  const items = columns.map(({ name, type }) => `CAST(NULL AS ${stored(type)}) AS ${named(name)}`);
  return `(SELECT ${items.join(', ')} WHERE false)`;
}

/** How a part stores a type. */
function stored(type: ColumnType): string {
  switch (type.is) {
    case 'row':
      return structOf(type.fields);
    case 'array':
      return `${structOf(type.fields)}[]`;
    case 'map':
      return 'MAP(VARCHAR, VARCHAR)';
    default:
      return type.is.toUpperCase();
  }
}

function structOf(fields: readonly Field[]): string {
  return `STRUCT(${fields.map(({ name, type }) => `${named(name)} ${stored(type)}`).join(', ')})`;
}
