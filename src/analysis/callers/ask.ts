import type { JsonValue } from '../../query/engine/index.ts';

/** Times of events, ISO 8601 in UTC; half-open. */
export interface TimesWanted {
  readonly from?: string;
  readonly to?: string;
}

/** Who called, as short as it can be said: the role behind a session, the user, the service, the id alone. */
export const WHO = `coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn,
      useridentity.invokedby, regexp_replace(useridentity.principalid, '^([A-Z0-9]+):.*$', '$1'))`;

/** A WHERE clause for calls of a time; empty where all are wanted. */
export function conditions({ from, to }: TimesWanted, condition?: string): string {
  const all = [
    ...(from === undefined ? [] : [`eventtime >= ${literal(from)}`]),
    ...(to === undefined ? [] : [`eventtime < ${literal(to)}`]),
    ...(condition === undefined ? [] : [condition]),
  ];
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function textOf(value: JsonValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
