import type { PartStatistics } from '../../../lake/parquet/index.ts';
import { type BoundQuery, named, type PrintedSql, printSql } from '../../sql/index.ts';
import type { LakeSnapshot } from '../engine.ts';
import { originNeed } from './origins.ts';
import { partsFor } from './pruning.ts';
import { type ScannedTable, scannedRows } from './scan.ts';
import { strayParts } from './strays.ts';

/** A bound query over the parts that it needs. */
export interface PreparedQuery {
  readonly query: BoundQuery;
  readonly printed: PrintedSql;
  readonly scans: readonly ScannedTable[];
}

/** Puts the parts that may hold what a query wants where its tables stand. */
export function preparedQuery(
  query: BoundQuery,
  {
    snapshot,
    statistics,
  }: {
    readonly snapshot: LakeSnapshot;
    readonly statistics: PartStatistics;
  },
): PreparedQuery {
  const scans = query.tables.map((table): ScannedTable => {
    const all = snapshot.parts[table.table.kind];
    const kept = partsFor(table, all, statistics);
    const strays = strayParts(table, snapshot, statistics);
    return { table, all, kept, strays, ...originNeed(table, kept, statistics) };
  });
  const sources = new Map(scans.map((scan) => [scan.table.source, scannedRows(scan)]));
  return { query, printed: printSql(query.sql, sources), scans };
}

/** As many as a part has. */
const FEW_ROWS = 120_000;

/**
 * Whether rows may all be held: DuckDB does so sooner than it hands them on one by one, by a tenth of a needle.
 * `atMost`: as in `RunOptions`.
 */
export function givesFewRows({ query, scans }: PreparedQuery, atMost?: number): boolean {
  if (atMost !== undefined) return atMost <= FEW_ROWS;
  if (query.multiplies) return false;
  const parts = scans.flatMap(({ kept, strays }) => [...kept, ...strays]);
  return parts.reduce((sum, { rows }) => sum + rows, 0) <= FEW_ROWS;
}

/** The SQL with no more rows than wanted. */
export function limitedSql({ printed }: PreparedQuery, limit: number | undefined): string {
  return limit === undefined ? printed.text : `SELECT * FROM (${printed.text}) LIMIT ${limit}`;
}

/** The SQL with its columns under their own names, each once. */
export function namedSql(prepared: PreparedQuery, limit: number | undefined): string {
  const seen = new Map<string, number>();
  const items = prepared.query.columns.map(({ name }, at) => {
    const key = name.toLowerCase();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `c${at + 1} AS ${named(count === 1 ? name : `${name}_${count}`)}`;
  });
  return `SELECT ${items.join(', ')} FROM (${limitedSql(prepared, limit)})`;
}
