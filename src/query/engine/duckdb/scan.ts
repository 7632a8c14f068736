import {
  type Column,
  type ColumnType,
  type Field,
  TABLES,
  type TableKind,
} from '../../../cloudtrail/columns/index.ts';
import { named, quoted, type UsedTable } from '../../sql/index.ts';
import type { LakePart } from '../engine.ts';
import { withAttribution } from './attribution.ts';
import { type OriginNeed, withOrigins } from './origin-columns.ts';
import { asksPlaces, withPlaces } from './place-columns.ts';
import { withStrays } from './strays.ts';

/** A table that a query reads, with its parts: all there are, and those that may hold what is wanted. */
export interface ScannedTable {
  readonly table: UsedTable;
  readonly all: readonly LakePart[];
  readonly kept: readonly LakePart[];
  /** Parts of events that may hold rows of this table too, see `strayParts`. */
  readonly strays: readonly LakePart[];
  /** What rows have to be told of the objects that they came from, see `withOrigins`. */
  readonly origin?: OriginNeed;
}

/** The rows of a scan as DuckDB's FROM takes them, with every stored column and what else its columns need. */
export function scannedRows(scan: ScannedTable): string {
  const { table, kept, strays, origin } = scan;
  if (table.table.shape === 'partitions') return rowsOfDays([...kept, ...strays]);
  const rows = storedRows(scan);
  const known = table.table.shape === 'calls' ? knownCalls(table, rows) : rows;
  return origin === undefined ? known : withOrigins(known, origin.parts.length + strays.length > 0);
}

function knownCalls(table: UsedTable, rows: string): string {
  const attributed = withAttribution(rows, table.columns);
  return asksPlaces(table) ? withPlaces(attributed) : attributed;
}

/** The rows of a scan with every stored column. */
export function storedRows({ table, kept, strays }: Omit<ScannedTable, 'all'>): string {
  const rows = rowsOfParts(table.table.kind, kept);
  return strays.length === 0 ? rows : withStrays(rows, rowsOfParts('events', strays));
}

/** Without parts there are no rows. */
function rowsOfParts(kind: TableKind, parts: readonly LakePart[]): string {
  if (parts.length === 0) return emptyRows(TABLES[kind].columns);
  return `read_parquet([${parts.map(({ path }) => quoted(path)).join(', ')}], hive_partitioning = false)`;
}

/** A row for each day of parts, its first moment as `ts`. */
function rowsOfDays(parts: readonly LakePart[]): string {
  const days = [...new Set(parts.map(({ day }) => day))].sort();
  const moments = days.map((day) => `(TIMESTAMP ${quoted(day)})`).join(', ');
  return days.length === 0
    ? '(SELECT CAST(NULL AS TIMESTAMP) AS ts WHERE false)'
    : `(SELECT col0 AS ts FROM (VALUES ${moments}))`;
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
