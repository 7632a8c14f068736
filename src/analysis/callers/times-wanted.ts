import { textLiteral } from '../../query/sql/index.ts';

/** Times of events, ISO 8601 in UTC; half-open. */
export interface TimesWanted {
  readonly from?: string;
  readonly to?: string;
}

/** A WHERE clause for calls of a time; empty where all are wanted. */
export function conditions({ from, to }: TimesWanted, condition?: string): string {
  const all = [
    ...(from === undefined ? [] : [`eventtime >= ${textLiteral(from)}`]),
    ...(to === undefined ? [] : [`eventtime < ${textLiteral(to)}`]),
    ...(condition === undefined ? [] : [condition]),
  ];
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}
