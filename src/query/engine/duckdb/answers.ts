import { type Answer, columnTypeName, type LakeTable, VARCHAR } from '../../sql/index.ts';
import type { LakeSnapshot, QueryResult } from '../engine.ts';

/** An answer as a result, one page of it. */
export function answerResult({ columns, rows }: Answer): QueryResult {
  return {
    columns: columns.map(({ name, type }) => ({ name, type: columnTypeName(type) })),
    pages: (async function* () {
      yield await Promise.resolve(rows);
    })(),
  };
}

/** SHOW PARTITIONS: the days of a table. */
export function partitionsAnswer({ kind }: LakeTable, { parts }: LakeSnapshot): Answer {
  const days = [...new Set(parts[kind].map(({ day }) => day))].sort();
  const rows = days.map((day) => [`date=${day.replaceAll('-', '/')}`]);
  return { columns: [{ name: 'partition', type: VARCHAR }], rows };
}
