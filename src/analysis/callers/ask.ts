import type { JsonValue } from '../../query/engine/index.ts';
import { textLiteral } from '../../query/sql/index.ts';

/** Times of events, ISO 8601 in UTC; half-open. */
export interface TimesWanted {
  readonly from?: string;
  readonly to?: string;
}

/** The role behind a session, else the identity itself; NULL where there is no ARN. */
export const PRINCIPAL =
  'coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn)';
/** The id of a principal, without the name of a session. */
export function principalId(column = 'useridentity.principalid'): string {
  return `regexp_replace(${column}, '^([A-Z0-9]+):.*$', '$1')`;
}
/** Who called, as short as it can be said: the role behind a session, the user, the service, the id alone. */
export const WHO = `coalesce(${PRINCIPAL}, useridentity.invokedby, ${principalId()})`;

/** A WHERE clause for calls of a time; empty where all are wanted. */
export function conditions({ from, to }: TimesWanted, condition?: string): string {
  const all = [
    ...(from === undefined ? [] : [`eventtime >= ${textLiteral(from)}`]),
    ...(to === undefined ? [] : [`eventtime < ${textLiteral(to)}`]),
    ...(condition === undefined ? [] : [condition]),
  ];
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}

export function textOf(value: JsonValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
