import type { LakePart } from '../engine.ts';

/** The parts whose rows are told what of the objects that they came from; there may be none of them. */
export interface OriginNeed {
  readonly what: 'file' | 'account';
  readonly parts: readonly LakePart[];
}

/** The table of the objects, see `OriginTable`. */
export const ORIGINS = 'tg_origins';

/**
 * Rows with the columns `$path`, `$file_size`, `$file_modified_time` and `$account`.
 * @param hasTable whether the table of the objects is there; else nothing in it is asked for
 */
export function withOrigins(rows: string, hasTable: boolean): string {
  const items = COLUMNS.map(([name, column, type]) => {
    const value = hasTable ? `o.${column}` : `CAST(NULL AS ${type})`;
    return `${value} AS "${name}"`;
  });
  const of = hasTable ? ` LEFT JOIN ${ORIGINS} AS o ON o.id = p.object_id` : '';
  return `(SELECT p.*, ${items.join(', ')} FROM ${rows} AS p${of})`;
}

/** What rows are told: the column that they get, and the one that holds it. */
export const COLUMNS = [
  ['$path', 'path', 'VARCHAR'],
  ['$file_size', 'size', 'BIGINT'],
  ['$file_modified_time', 'modified', 'TIMESTAMPTZ'],
  ['$account', 'account', 'VARCHAR'],
] as const;
