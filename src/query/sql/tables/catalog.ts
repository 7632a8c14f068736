import type { QualifiedName } from '../syntax/index.ts';
import { ATHENA_TABLES } from './athena.ts';
import { CALLS_TABLE } from './calls.ts';
import { LAKE_TABLE } from './lake.ts';
import { partitionsTable } from './partitions.ts';
import type { LakeTable } from './table.ts';

/** Further names of tables: `"cloudtrail-table"` for `cloudtrail_logs`. In lower case, with or without a database. */
export type TableAliases = Readonly<Record<string, string>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** How texts write the id of an event data store that they leave open: `eds`, `eds1`, `$EDS_ID`. */
const PLACEHOLDER = /^\$?eds/;
const EVENTS = 'cloudtrail_logs';
/** What the name of a table of partitions adds to the table's. */
const PARTITIONS = '$partitions';
/** What stands for `{table_name}`, see `planStatement`. */
const OPEN_NAME = /^_+table_name_$/;

/**
 * The table that a name means, whatever database stands before it: its own name, an alias, any `cloudtrail_logs*`,
 * or the id of an event data store; with `$partitions` behind it, the table of its days.
 */
export function findTable(name: QualifiedName, aliases: TableAliases = {}): LakeTable | undefined {
  const parts = name.parts.map((part) => part.name.toLowerCase());
  const ofPartitions = parts.at(-1)?.endsWith(PARTITIONS);
  if (!ofPartitions) return tableOf(parts, aliases);
  const table = tableOf(
    [...parts.slice(0, -1), parts.at(-1)?.slice(0, -PARTITIONS.length) ?? ''],
    aliases,
  );
  return table?.shape === 'athena' ? partitionsTable(table) : undefined;
}

function tableOf(parts: readonly string[], aliases: TableAliases): LakeTable | undefined {
  const last = parts.at(-1) ?? '';
  const spellings = parts.map((_, at) => parts.slice(at).join('.'));
  const alias = spellings.map((spelling) => aliases[spelling]).find((one) => one !== undefined);
  return alias === undefined ? tableNamed(last) : tableNamed(alias.toLowerCase());
}

function tableNamed(name: string): LakeTable | undefined {
  const exact = ATHENA_TABLES.get(name);
  if (exact) return exact;
  if (name === CALLS_TABLE.name) return CALLS_TABLE;
  if (OPEN_NAME.test(name)) return ATHENA_TABLES.get(EVENTS);
  if (UUID.test(name) || PLACEHOLDER.test(name)) return LAKE_TABLE;
  return name.startsWith(EVENTS) && !name.includes('$') ? ATHENA_TABLES.get(EVENTS) : undefined;
}

/** Every table there is, in the order in which SHOW TABLES lists them. */
export function allTables(): readonly LakeTable[] {
  return [...ATHENA_TABLES.values(), CALLS_TABLE, LAKE_TABLE];
}
