import { type Fragment, quoted, sql, type Typed } from '../../typed.ts';
import { duckdbType, isTime } from '../../types/index.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { arg, operand, spec, typedArg } from '../writing.ts';
import { byUnit, isClockUnit, type Unit } from './units.ts';
import { instantIn, wallClock, zoneOf } from './zones.ts';

const MILLISECONDS: Partial<Record<Unit, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
};
const DAYS: Partial<Record<Unit, number>> = { day: 1, week: 7 };
const MONTHS: Partial<Record<Unit, number>> = { month: 1, quarter: 3, year: 12 };

/** So many units as an INTERVAL. Trino takes the count as a Java int. */
function intervalOf(unit: Unit, count: Fragment): Fragment {
  const days = DAYS[unit];
  if (days) return sql`to_days(CAST(${count} * ${String(days)} AS INTEGER))`;
  const months = MONTHS[unit];
  if (months) return sql`to_months(CAST(${count} * ${String(months)} AS INTEGER))`;
  return sql`to_milliseconds(${count} * ${String(MILLISECONDS[unit] ?? 1)})`;
}

/** Rounds a TIMESTAMP to the digits of its type: only milliseconds can leave them, below 3 digits. */
function toPrecision(call: BoundCall, unit: Unit, sum: Fragment): Fragment {
  const { type } = call;
  if (!isTime(type) || type.precision >= 3 || unit !== 'millisecond') return sum;
  return sql`tg_rounded_millis(${sum}, ${String(10 ** (3 - type.precision))})`;
}

function printAdd(call: BoundCall): Fragment {
  const value = typedArg(call, 2);
  const count = operand(call, 1);
  const added = byUnit(call, value, (unit) => {
    const interval = intervalOf(unit, count);
    if (value.type.is !== 'timestamp-zoned') {
      return toPrecision(call, unit, sql`((${value.sql}) + ${interval})`);
    }
    const zone = isClockUnit(unit) ? 'UTC' : zoneOf(value);
    const sum = toPrecision(call, unit, sql`(${wallClock(value, zone)} + ${interval})`);
    return instantIn(zone, sum);
  });
  return sql`CAST(${added} AS ${duckdbType(value.type)})`;
}

/** Trino counts units on milliseconds. */
function toMillis(value: Typed, zone: string): Fragment {
  if (!isTime(value.type) || value.type.is === 'time') return value.sql;
  const wall = wallClock(value, zone);
  return value.type.precision > 3 ? sql`date_trunc('millisecond', ${wall})` : wall;
}

function printDiff(call: BoundCall): Fragment {
  const [from, to] = [typedArg(call, 1), typedArg(call, 2)];
  return byUnit(call, from, (unit) => {
    const zone = isClockUnit(unit) ? 'UTC' : zoneOf(from);
    return sql`date_sub(${quoted(unit)}, ${toMillis(from, zone)}, ${toMillis(to, zone)})`;
  });
}

function printTrunc(call: BoundCall): Fragment {
  const value = typedArg(call, 1);
  const truncated = byUnit(call, value, (unit) => {
    if (value.type.is === 'time') {
      return sql`date_trunc(${quoted(unit)}, DATE '1970-01-01' + ${value.sql})`;
    }
    if (value.type.is !== 'timestamp-zoned') return sql`date_trunc(${quoted(unit)}, ${value.sql})`;
    return instantIn(zoneOf(value), sql`date_trunc(${quoted(unit)}, ${wallClock(value)})`);
  });
  return sql`CAST(${truncated} AS ${duckdbType(value.type)})`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'date_add',
    [
      'date_add(varchar, bigint, date) date',
      'date_add(varchar, bigint, time(p)) time(p)',
      'date_add(varchar, bigint, timestamp(p)) timestamp(p)',
      'date_add(varchar, bigint, timestamp(p) with time zone) timestamp(p) with time zone',
    ],
    'Adds so many units: millisecond, second, minute, hour, day, week, month, quarter, year.',
    printAdd,
  ),
  spec(
    'date_diff',
    [
      'date_diff(varchar, date, date) bigint',
      'date_diff(varchar, time(p), time(p)) bigint',
      'date_diff(varchar, timestamp(p), timestamp(p)) bigint',
      'date_diff(varchar, timestamp(p) with time zone, timestamp(p) with time zone) bigint',
    ],
    'The whole units from the first to the second.',
    printDiff,
  ),
  spec(
    'date_trunc',
    [
      'date_trunc(varchar, date) date',
      'date_trunc(varchar, time(p)) time(p)',
      'date_trunc(varchar, timestamp(p)) timestamp(p)',
      'date_trunc(varchar, timestamp(p) with time zone) timestamp(p) with time zone',
    ],
    'The start of the unit that holds the value.',
    printTrunc,
  ),
  spec(
    'last_day_of_month',
    [
      'last_day_of_month(date) date',
      'last_day_of_month(timestamp(p)) date',
      'last_day_of_month(timestamp(p) with time zone) date',
    ],
    'The last day of the month that holds the value.',
    (call) => sql`last_day(CAST(${wallClock(typedArg(call, 0))} AS DATE))`,
  ),
  spec(
    'date',
    [
      'date(varchar) date',
      'date(timestamp(p)) date',
      'date(timestamp(p) with time zone) date',
      'date(date) date',
    ],
    'The date of a timestamp, or of a text like 2026-01-31.',
    (call) =>
      call.args[0]?.type.is === 'varchar'
        ? sql`tg_date(${arg(call, 0)})`
        : sql`CAST(${wallClock(typedArg(call, 0))} AS DATE)`,
  ),
];

const DATE_TEXT = `regexp_full_match(trim(s, ' ' || chr(9) || chr(10) || chr(13)), '[+-]?\\d+-\\d{1,2}-\\d{1,2}')`;

/** Halves go up, below zero too, as in Trino's `round(value, magnitude)`. */
export const MACROS: readonly string[] = [
  `tg_to_millis(t) AS make_timestamp(CAST(floor(epoch_us(t) / CAST(1000 AS DOUBLE) + 0.5) AS BIGINT) * 1000)`,
  `tg_rounded_millis(t, unit) AS make_timestamp(
    CAST(floor((epoch_us(t) // 1000) / CAST(unit AS DOUBLE) + 0.5) AS BIGINT) * unit * 1000)`,
  `tg_date(s) AS CASE WHEN s IS NOT NULL THEN coalesce(CASE WHEN ${DATE_TEXT} THEN TRY_CAST(s AS DATE) END,
    [NULL][CAST('TG:INVALID_CAST_ARGUMENT:Value cannot be cast to date: ' || s AS INTEGER)]) END`,
];
