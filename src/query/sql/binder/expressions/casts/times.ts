import { type Fragment, sql } from '../../../typed.ts';
import { isText, type TimeType, type Type } from '../../../types/index.ts';
import { offsetText } from '../interval-text.ts';
import { offsetAt } from '../zones.ts';
import { instantAt, localTime, zoneOf } from './zoned.ts';

export function toDate(value: Fragment, from: Type): Fragment | undefined {
  if (from.is === 'varchar') return sql`tg_cast_date(${value})`;
  if (from.is === 'timestamp') return sql`CAST(${value} AS DATE)`;
  if (from.is === 'timestamp-zoned') return sql`CAST(${localTime(value, zoneOf(from))} AS DATE)`;
  return undefined;
}

export function toTimestamp(value: Fragment, from: Type, to: TimeType): Fragment | undefined {
  const exact = timestampOf(value, from);
  return exact && rounded(exact, from, to, (micros) => sql`make_timestamp(${micros})`);
}

function timestampOf(value: Fragment, from: Type): Fragment | undefined {
  switch (from.is) {
    case 'varchar':
      return sql`tg_cast_timestamp(${value})`;
    case 'date':
      return sql`CAST(${value} AS TIMESTAMP)`;
    case 'timestamp':
      return value;
    case 'timestamp-zoned':
      return localTime(value, zoneOf(from));
    case 'time':
      return sql`(current_date + ${value})`;
    default:
      return undefined;
  }
}

/** The zone of the result is the target's; what has none stands in UTC, the session's zone. */
export function toZonedTimestamp(value: Fragment, from: Type, to: TimeType): Fragment | undefined {
  const exact = instantFrom(value, from);
  return exact && rounded(exact, from, to, (micros) => sql`make_timestamptz(${micros})`);
}

function instantFrom(value: Fragment, from: Type): Fragment | undefined {
  if (from.is === 'varchar') return sql`tg_cast_timestamp_zoned(${value})`;
  if (from.is === 'timestamp-zoned') return value;
  return from.is === 'timestamp' || from.is === 'date' ? instantAt(value, 'UTC') : undefined;
}

export function toTime(value: Fragment, from: Type, to: TimeType): Fragment | undefined {
  const exact = timeOfDay(value, from);
  return (
    exact && rounded(exact, from, to, (micros) => sql`CAST(make_timestamp(${micros}) AS TIME)`)
  );
}

function timeOfDay(value: Fragment, from: Type): Fragment | undefined {
  switch (from.is) {
    case 'varchar':
      return sql`tg_cast_time(${value})`;
    case 'time':
      return value;
    case 'time-zoned':
    case 'timestamp':
      return sql`CAST(${value} AS TIME)`;
    case 'timestamp-zoned':
      return sql`CAST(${localTime(value, zoneOf(from))} AS TIME)`;
    default:
      return undefined;
  }
}

export function toZonedTime(value: Fragment, from: Type, to: TimeType): Fragment | undefined {
  if (from.is === 'varchar') return sql`CAST(tg_zoned_time_text(${value}) AS TIMETZ)`;
  if (from.is === 'time-zoned') {
    return rounded(
      value,
      from,
      to,
      (micros) =>
        sql`CAST(CAST(CAST(make_timestamp(${micros}) AS TIME) AS VARCHAR) || tg_offset_text(CAST(date_part('timezone', ${value}) AS BIGINT)) AS TIMETZ)`,
    );
  }
  const time = toTime(value, from, to);
  const zone = from.is === 'timestamp-zoned' ? standardOffset(zoneOf(from)) : '+00';
  return time && sql`CAST(CAST(${time} AS VARCHAR) || '${zone}' AS TIMETZ)`;
}

/** A time of day has no date: of a named zone, the offset in winter counts. */
function standardOffset(zone: string): string {
  return offsetText(Number(offsetAt(zone, WINTER) / 1_000_000n));
}

/** 2026-01-31, in microseconds. */
const WINTER = 1_769_817_600_000_000n;

/** Digits that the target has no room for are rounded half up; DuckDB has six at most. */
function rounded(
  value: Fragment,
  from: Type,
  to: TimeType,
  build: (micros: Fragment) => Fragment,
): Fragment {
  const given = 'precision' in from ? from.precision : isText(from) ? 12 : 0;
  if (to.precision >= 6 || given <= to.precision) return value;
  const unit = String(10 ** (6 - to.precision));
  return build(sql`tg_round_to(epoch_us(${value}), ${unit})`);
}
