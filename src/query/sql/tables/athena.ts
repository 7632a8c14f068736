import { type Column, TABLES, type Table } from '../../../cloudtrail/columns/index.ts';
import { FILE_COLUMNS } from './files.ts';
import { PARTITION_NAME, partitionColumns } from './partitions.ts';
import { type LakeTable, stored, type TableColumn } from './table.ts';
import { trinoType } from './types.ts';

/** The tables of the lake in Athena's shape, by name. */
export const ATHENA_TABLES: ReadonlyMap<string, LakeTable> = new Map(
  Object.values(TABLES).map((table) => [table.name, athenaTable(table)]),
);

function athenaTable(table: Table): LakeTable {
  const columns = table.columns.map(storedColumn);
  const hasPartitions = table.kind === 'events' || table.kind === 'network';
  const names = new Set(columns.map(({ name }) => name));
  return {
    name: table.name,
    kind: table.kind,
    shape: 'athena',
    about: table.meaning,
    columns: [
      ...columns,
      ...(hasPartitions ? partitionColumns(names) : []),
      ...[PARTITION_NAME, ...FILE_COLUMNS],
    ],
    lifted: liftedColumns(table.columns),
  };
}

function storedColumn(column: Column): TableColumn {
  const { name, type, place, meaning } = column;
  return {
    name,
    type: trinoType(type),
    hidden: place !== 'athena',
    about: meaning,
    value: (alias) => stored(alias, name),
    ...(type.is === 'varchar' ? { text: name } : {}),
    ...(name === 'ts' ? { isEventTime: true } : {}),
  };
}

/** Lifted columns by the path that a query writes, `useridentity.arn`. */
export function liftedColumns(columns: readonly Column[]): ReadonlyMap<string, TableColumn> {
  const lifted = columns.filter(({ place }) => place === 'lifted');
  return new Map(
    lifted.map((column) => [column.path.join('.').toLowerCase(), storedColumn(column)]),
  );
}
