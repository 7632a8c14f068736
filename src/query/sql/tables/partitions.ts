import { PARTITION_SPELLINGS, type PartitionValue } from '../../../cloudtrail/columns/index.ts';
import { VARCHAR } from '../types/index.ts';
import { type LakeTable, stored, type TableColumn } from './table.ts';

type Value = (alias: string) => string;

const inTime =
  (format: string): Value =>
  (alias) =>
    `strftime(${stored(alias, 'ts')}, '${format}')`;

const VALUES: Readonly<Record<PartitionValue, Value>> = {
  account: (alias) =>
    `coalesce(${['recipientaccountid', '$account', 'useridentity_accountid'].map((name) => stored(alias, name)).join(', ')})`,
  region: (alias) => stored(alias, 'awsregion'),
  year: inTime('%Y'),
  month: inTime('%m'),
  day: inTime('%d'),
  date: inTime('%Y/%m/%d'),
};

const MEANINGS: Readonly<Record<PartitionValue, string>> = {
  account: 'Account that received the event, as a partition.',
  region: 'Region of the event, as a partition.',
  year: 'Year of the event in UTC, four digits.',
  month: 'Month of the event in UTC, two digits.',
  day: 'Day of the event in UTC, two digits; compared with a full date it is one.',
  date: 'Day of the event in UTC, as `2026/01/31`.',
};

/** A partition column under one of its published names. None is stored: each is worked out from the record. */
function partitionColumn(name: string, partition: PartitionValue): TableColumn {
  return {
    name,
    type: VARCHAR,
    hidden: true,
    about: MEANINGS[partition],
    value: VALUES[partition],
    partition,
    ...BEHIND[partition],
  };
}

/** The stored columns behind a partition column, where there are any. */
const BEHIND: Partial<Record<PartitionValue, Partial<TableColumn>>> = {
  region: { text: 'awsregion' },
  account: { text: 'recipientaccountid', mayReplaceNull: true, origin: 'account' },
};

/** `"t$partitions"`: a row for each day that rows of a table lie in, told by the spellings of its day. */
export function partitionsTable(table: LakeTable): LakeTable {
  const ofDay = partitionColumns(new Set()).filter(
    ({ partition }) => partition !== undefined && BEHIND[partition] === undefined,
  );
  return {
    ...table,
    name: `${table.name}$partitions`,
    shape: 'partitions',
    about: `The days of ${table.name}.`,
    columns: ofDay.map((column) => ({ ...column, hidden: column.name !== 'date' })),
    lifted: new Map(),
  };
}

/** `"$partition"`: the partition of a row as SHOW PARTITIONS names it. */
export const PARTITION_NAME: TableColumn = {
  name: '$partition',
  type: VARCHAR,
  hidden: true,
  about: 'The partition of the row, as SHOW PARTITIONS names it.',
  value: (alias) => `'date=' || ${VALUES.date(alias)}`,
};

/** Every published spelling, but for the names that a table has as columns of its own. */
export function partitionColumns(taken: ReadonlySet<string>): readonly TableColumn[] {
  return Object.entries(PARTITION_SPELLINGS)
    .filter(([name]) => !taken.has(name))
    .map(([name, partition]) => partitionColumn(name, partition));
}

/** What partition columns hold in the rows of a day, `2026-01-31`; undefined of what a day does not tell. */
export function partitionOfDay(partition: PartitionValue, day: string): string | undefined {
  const [year = '', month = '', date = ''] = day.split('-');
  switch (partition) {
    case 'year':
      return year;
    case 'month':
      return month;
    case 'day':
      return date;
    case 'date':
      return `${year}/${month}/${date}`;
    default:
      return undefined;
  }
}

/** The columns with `day` as a full date, `2026/01/31`. */
export function withFullDays(columns: readonly TableColumn[]): readonly TableColumn[] {
  return columns.map((column) =>
    column.partition === 'day' ? partitionColumn(column.name, 'date') : column,
  );
}
