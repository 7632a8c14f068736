import { WHO } from '../callers/index.ts';
import type { Bucket } from './bucket.ts';
import { BUCKET_ITEMS, bucketTable, inScope, ofApis, type Scope, sameBucket } from './scope.ts';

/** Without the name of a session, foreign accounts' too: each run of a caller would be one of its own. */
const PRINCIPAL = `coalesce(${WHO}, '')`;
const CALLER = 'system, component, principal';
const SECOND = 'CAST(to_unixtime(ts) AS bigint)';

/** Buckets of which more is asked. */
export interface Told<Kind extends Bucket = Bucket> {
  readonly buckets: readonly Kind[];
  readonly scope: Scope;
  /** The scope from a minute before their first throttle to the minute of the last: parts of other times are not read. */
  readonly hot: Scope;
}

/** Buckets that throttled anybody, the most throttled first. */
export function bucketsSql(scope: Scope): string {
  return `SELECT ${BUCKET_ITEMS}, count(*) AS throttled, count(DISTINCT ${SECOND} / 60) AS minutes,
    min(${SECOND}) AS first, max(${SECOND}) AS last
  FROM calls
  WHERE outcome = 'throttled' AND ${inScope(scope)}
  GROUP BY 1, 2, 3, 4
  ORDER BY throttled DESC, account, region, service, api`;
}

/**
 * The callers of buckets with their counts. Near are the calls in the minutes with throttles and the ones before; regions
 * are those in which the caller calls the same APIs.
 */
export function callersSql({ buckets, scope, hot }: Told): string {
  return `WITH told AS (SELECT * FROM ${bucketTable(buckets)}),
  apis AS (SELECT DISTINCT account, service, api FROM told),
  near AS (${nearSql(buckets, hot)}),
  seen AS (
    SELECT ${BUCKET_ITEMS}, ${SECOND} / 60 AS minute, outcome, useragent,
      system, coalesce(component, '') AS component, ${PRINCIPAL} AS principal
    FROM calls
    WHERE ${ofApis(buckets, scope)}
  ),
  counted AS (
    SELECT s.account, s.region, s.service, s.api, ${CALLER}, count(*) AS calls,
      count_if(outcome = 'ok') AS ok, count_if(outcome = 'throttled') AS throttled,
      count(n.minute) AS near, count(DISTINCT n.minute) AS near_minutes,
      count(DISTINCT s.minute) AS minutes, max(useragent) AS agent
    FROM seen s
    JOIN apis a ON ${sameBucket('a', 's', ['account', 'service', 'api'])}
    LEFT JOIN near n ON ${sameBucket('n', 's')} AND n.minute = s.minute
    GROUP BY 1, 2, 3, 4, 5, 6, 7
  ),
  reach AS (
    SELECT *, count(*) OVER (PARTITION BY account, service, api, ${CALLER}) AS regions FROM counted
  )
  SELECT r.* FROM reach r JOIN told t ON ${sameBucket('t', 'r')}
  ORDER BY near DESC, throttled DESC, ${CALLER}`;
}

/** Seconds of buckets by caller, in and before each bucket's so many worst minutes; in order of time. */
export function secondsSql({ buckets, hot }: Told, minutes: number): string {
  return `WITH told AS (SELECT * FROM ${bucketTable(buckets)}),
  near AS (${nearSql(buckets, hot, minutes)}),
  seen AS (
    SELECT ${BUCKET_ITEMS}, ${SECOND} AS at, outcome,
      system, coalesce(component, '') AS component, ${PRINCIPAL} AS principal
    FROM calls
    WHERE ${ofApis(buckets, hot)}
  )
  SELECT s.account, s.region, s.service, s.api, ${CALLER}, s.at,
    count_if(outcome <> 'throttled') AS passed, count_if(outcome = 'throttled') AS throttled
  FROM seen s
  JOIN told t ON ${sameBucket('t', 's')}
  JOIN near n ON ${sameBucket('n', 's')} AND n.minute = s.at / 60
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
  ORDER BY at`;
}

/** How many calls of each caller passed that asked for everything at once. Throttled calls are logged without parameters. */
export function unfilteredSql({ buckets, hot }: Told): string {
  return `SELECT ${BUCKET_ITEMS}, system, coalesce(component, '') AS component, ${PRINCIPAL} AS principal,
    count(*) AS unfiltered
  FROM calls
  WHERE outcome = 'ok' AND ${ofApis(buckets, hot)}
    AND NOT regexp_like(coalesce(requestparameters, ''), '"(items|maxResults|nextToken)"')
  GROUP BY 1, 2, 3, 4, 5, 6, 7`;
}

/** Calls and throttles of buckets by day, UTC. */
export function daysSql(buckets: readonly Bucket[], scope: Scope): string {
  return `WITH told AS (SELECT * FROM ${bucketTable(buckets)}),
  seen AS (
    SELECT ${BUCKET_ITEMS}, substr(eventtime, 1, 10) AS day, outcome
    FROM calls
    WHERE ${ofApis(buckets, scope)}
  )
  SELECT s.account, s.region, s.service, s.api, s.day, count(*) AS calls,
    count_if(outcome = 'throttled') AS throttled
  FROM seen s
  JOIN told t ON ${sameBucket('t', 's')}
  GROUP BY 1, 2, 3, 4, 5`;
}

/** Minutes with throttles, the worst of each bucket or all, and the ones before. */
function nearSql(buckets: readonly Bucket[], scope: Scope, most?: number): string {
  return `SELECT DISTINCT account, region, service, api, minute - back AS minute
    FROM (
      SELECT account, region, service, api, minute,
        row_number() OVER (PARTITION BY account, region, service, api ORDER BY count(*) DESC, minute) AS place
      FROM (
        SELECT ${BUCKET_ITEMS}, ${SECOND} / 60 AS minute FROM calls
        WHERE outcome = 'throttled' AND ${ofApis(buckets, scope)}
      )
      GROUP BY account, region, service, api, minute
    )
    CROSS JOIN (VALUES 0, 1) AS before (back)
    ${most === undefined ? '' : `WHERE place <= ${most}`}`;
}
