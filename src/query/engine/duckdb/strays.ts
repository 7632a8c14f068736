import { TABLES } from '../../../cloudtrail/columns/index.ts';
import type { PartStatistics } from '../../../lake/parquet/index.ts';
import { named, type UsedTable } from '../../sql/index.ts';
import type { LakePart, LakeSnapshot } from '../engine.ts';
import { partsFor } from './pruning.ts';

/** Only Insights records have them. */
const MARK = 'insightdetails';

/**
 * Parts of events with Insights records, which `cloudtrail_insights` shows as well: CloudTrail delivers them to a folder
 * of their own, but what lies in CloudTrail/ is an event, as in Athena. The statistics of a part tell whether it has any.
 */
export function strayParts(
  table: UsedTable,
  { parts }: LakeSnapshot,
  statistics: PartStatistics,
): readonly LakePart[] {
  if (table.table.kind !== 'insights') return [];
  const conditions = [...table.conditions, { column: MARK, from: '' }];
  return partsFor({ ...table, conditions }, parts.events, statistics);
}

/** The rows of Insights, and those among the rows of events. */
export function withStrays(rows: string, events: string): string {
  const { columns } = TABLES.insights;
  const names = columns.map(({ name }) => named(name)).join(', ');
  const items = columns.map(({ name, type }) => {
    const own = TABLES.events.columns.find((column) => column.name === name);
    const isSame = own?.type.is === type.is;
    return isSame ? named(name) : `CAST(to_json(${named(name)}) AS VARCHAR) AS ${named(name)}`;
  });
  const strays = `SELECT ${items.join(', ')} FROM ${events} WHERE ${MARK} IS NOT NULL`;
  return `(SELECT ${names} FROM ${rows} UNION ALL ${strays})`;
}
