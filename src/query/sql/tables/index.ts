export { ATHENA_TABLES } from './athena.ts';
export { ATTRIBUTED, CALLS_TABLE, PLACED } from './calls.ts';
export { CONSOLE_AGENTS } from './calls-console.ts';
export { allTables, findTable, type TableAliases } from './catalog.ts';
export { LAKE_MACROS } from './lake.ts';
export { partitionOfDay, withFullDays } from './partitions.ts';
export type { LakeTable, TableColumn } from './table.ts';
