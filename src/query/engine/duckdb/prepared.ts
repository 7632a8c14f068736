import type { PartStatistics } from '../../../lake/parquet/index.ts';
import { type BoundQuery, named, type PrintedSql, printSql } from '../../sql/index.ts';
import type { LakeSnapshot } from '../engine.ts';
import { type ColumnCondition, partsFor } from './pruning.ts';
import { rowsOfParts, type ScannedTable } from './scan.ts';

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
  const mayHold = (path: string, conditions: readonly ColumnCondition[]) =>
    statistics.mayHold(path, conditions.map(inBytes));
  const scans = query.tables.map((table): ScannedTable => {
    const all = snapshot.parts[table.table.kind];
    return { table, all, kept: partsFor(table, all, mayHold) };
  });
  const sources = new Map(
    scans.map(({ table, kept }) => [table.source, rowsOfParts(table.table.kind, kept)]),
  );
  return { query, printed: printSql(query.sql, sources), scans };
}

/** A condition as the parts' statistics know it: bytes, and a prefix as the range that it is. */
function inBytes({ column, values, from, to, prefix }: ColumnCondition) {
  if (prefix !== undefined) {
    const least = Buffer.from(prefix);
    // No text holds the byte 255.
    return { column, from: least, to: Buffer.from([...least, 255]) };
  }
  return {
    column,
    ...(values ? { values: values.map((value) => Buffer.from(value)) } : {}),
    ...(from === undefined ? {} : { from: Buffer.from(from) }),
    ...(to === undefined ? {} : { to: Buffer.from(to) }),
  };
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
