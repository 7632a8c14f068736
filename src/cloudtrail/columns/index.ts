import { EVENTS, NETWORK } from './events.ts';
import { AGGREGATED, INSIGHTS } from './others.ts';
import type { Table, TableKind } from './types.ts';

export { PARTITION_SPELLINGS, type PartitionValue } from './partitions.ts';
export type { Column, ColumnType, Field, Place, Table, TableKind } from './types.ts';

/** The tables of the lake: the one place that says which columns there are. */
export const TABLES: Readonly<Record<TableKind, Table>> = {
  events: EVENTS,
  network: NETWORK,
  insights: INSIGHTS,
  aggregated: AGGREGATED,
};
