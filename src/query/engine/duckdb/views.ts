import {
  type Column,
  type ColumnType,
  PARTITION_SPELLINGS,
  type PartitionValue,
  type Table,
} from '../../../cloudtrail/columns/index.ts';

/** Whether the hidden columns are in a view: they are, once a query names one. */
export type Width = 'visible' | 'all';

const PARTITIONS: Readonly<Record<PartitionValue, string>> = {
  account: 'coalesce(recipientaccountid, useridentity_accountid)',
  region: 'awsregion',
  year: "strftime(ts, '%Y')",
  month: "strftime(ts, '%m')",
  day: "strftime(ts, '%d')",
  date: "strftime(ts, '%Y/%m/%d')",
};

/** The names of a table's hidden columns. */
export function hiddenNames(table: Table): readonly string[] {
  const hidden = table.columns.filter((column) => column.place !== 'athena');
  const partitions = hasPartitions(table) ? Object.keys(PARTITION_SPELLINGS) : [];
  return [...hidden.map((column) => column.name), ...partitions];
}

export function visibleNames(table: Table): readonly string[] {
  return table.columns.filter((column) => column.place === 'athena').map((column) => column.name);
}

function hasPartitions(table: Table): boolean {
  return table.kind === 'events' || table.kind === 'network';
}

/** What a view holds: rows of which parts, and which columns. */
export interface ViewContent {
  readonly parts: readonly string[];
  readonly width: Width;
}

/** A view over parts under a name. */
export function viewSql(name: string, table: Table, content: ViewContent): string {
  return `CREATE OR REPLACE VIEW ${quoteName(name)} AS ${rowsSql(table, content)}`;
}

/** The rows of parts; without parts there are the columns and no rows. */
export function rowsSql(table: Table, { parts, width }: ViewContent): string {
  const columns = table.columns.filter((column) => width === 'all' || column.place === 'athena');
  const items = columns.map(({ name: column }) => quoteName(column));
  if (width === 'all' && hasPartitions(table)) {
    for (const [spelling, value] of Object.entries(PARTITION_SPELLINGS)) {
      items.push(`${PARTITIONS[value]} AS ${quoteName(spelling)}`);
    }
  }
  const from = parts.length > 0 ? readParts(parts) : emptyRows(table.columns);
  return `SELECT ${items.join(', ')} FROM ${from}`;
}

function readParts(parts: readonly string[]): string {
  return `read_parquet([${parts.map(quoteText).join(', ')}], hive_partitioning = false)`;
}

function emptyRows(columns: readonly Column[]): string {
  const items = columns.map(
    ({ name, type }) => `CAST(NULL AS ${duckdbType(type)}) AS ${quoteName(name)}`,
  );
  return `(SELECT ${items.join(', ')} WHERE false)`;
}

function duckdbType(type: ColumnType): string {
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

function structOf(fields: readonly { readonly name: string; readonly type: ColumnType }[]): string {
  const items = fields.map(({ name, type }) => `${quoteName(name)} ${duckdbType(type)}`);
  return `STRUCT(${items.join(', ')})`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
