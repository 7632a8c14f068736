import { type Fragment, quoted, sql } from '../../../typed.ts';
import type { Type } from '../../../types/index.ts';

/** The zone that a zoned type's values are shown in: the one that the query fixes, else UTC. */
export function zoneOf(type: Type): string {
  return ('zone' in type ? type.zone : undefined) ?? 'UTC';
}

const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

/** What the clock of a zone shows at an instant: TIMESTAMPTZ to TIMESTAMP. The session's zone is UTC. */
export function localTime(instant: Fragment, zone: string): Fragment {
  if (zone === 'UTC') return sql`CAST(${instant} AS TIMESTAMP)`;
  const minutes = offsetMinutes(zone);
  return minutes === undefined
    ? sql`(${instant} AT TIME ZONE ${quoted(zone)})`
    : sql`(CAST(${instant} AS TIMESTAMP) + to_minutes(${String(minutes)}))`;
}

/** The instant at which a zone's clock shows a time: TIMESTAMP to TIMESTAMPTZ. */
export function instantAt(local: Fragment, zone: string): Fragment {
  if (zone === 'UTC') return sql`CAST(${local} AS TIMESTAMPTZ)`;
  const minutes = offsetMinutes(zone);
  return minutes === undefined
    ? sql`(CAST(${local} AS TIMESTAMP) AT TIME ZONE ${quoted(zone)})`
    : sql`CAST(CAST(${local} AS TIMESTAMP) - to_minutes(${String(minutes)}) AS TIMESTAMPTZ)`;
}

function offsetMinutes(zone: string): number | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
