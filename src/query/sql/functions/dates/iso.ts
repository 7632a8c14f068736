import { type Fragment, sql, type Typed } from '../../typed.ts';
import { isTime, type Type, timeOf, varchar } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, ScriptFunction } from '../contract.ts';
import { arg, spec } from '../writing.ts';
import { instantOf } from './formats.ts';
import { parseIsoDate, parseIsoNanos, parseIsoTimestamp } from './iso-format.ts';
import type { ParsedMoment } from './parse-format.ts';
import { instantAt } from './zone-offsets.ts';
import { wallClock, zoneOf } from './zones.ts';

/** The zone that a literal names, else UTC: where only a row knows it, the instant is right and shown in UTC. */
function zonedBy(precision: number, parse: (text: string) => ParsedMoment) {
  return (args: readonly Typed[]): Type => {
    const text = args[0]?.constant?.value;
    try {
      const zone = typeof text === 'string' ? parse(text).zone : undefined;
      return timeOf('timestamp-zoned', precision, zone ?? 'UTC');
    } catch {
      return timeOf('timestamp-zoned', precision, 'UTC');
    }
  };
}

function fractionOf(wall: Fragment, precision: number): Fragment {
  if (precision === 0) return sql`''`;
  const digits = sql`strftime(${wall}, '.%f')`;
  if (precision === 6) return digits;
  return precision < 6
    ? sql`left(${digits}, ${String(precision + 1)})`
    : sql`rpad(${digits}, ${String(precision + 1)}, '0')`;
}

function printToIso(call: BoundCall): Fragment {
  const [value] = call.args;
  if (!value || !isTime(value.type)) return sql`strftime(${arg(call, 0)}, '%Y-%m-%d')`;
  const wall = wallClock(value);
  const text = sql`strftime(${wall}, '%Y-%m-%dT%H:%M:%S') || ${fractionOf(wall, value.type.precision)}`;
  if (value.type.is !== 'timestamp-zoned') return sql`(${text})`;
  if (zoneOf(value) === 'UTC') return sql`(${text} || 'Z')`;
  return sql`(${text} || tg_iso_offset((epoch_us(${wall}) - epoch_us(${value.sql})) // 60000000))`;
}

/** Trino counts a sign and five digits for the year. */
function isoLength(args: readonly Typed[]): Type {
  const type = args[0]?.type;
  if (!type || !isTime(type)) return varchar(16);
  const plain = 22 + (type.precision > 0 ? type.precision + 1 : 0);
  return varchar(type.is === 'timestamp-zoned' ? plain + 6 : plain);
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'from_iso8601_timestamp',
    ['from_iso8601_timestamp(varchar) timestamp(3) with time zone'],
    'The instant of a text like 2026-01-31T11:42:18Z; UTC where it names no offset.',
    (call) => sql`tg_from_iso(${arg(call, 0)})`,
    { result: zonedBy(3, parseIsoTimestamp) },
  ),
  spec(
    'from_iso8601_timestamp_nanos',
    ['from_iso8601_timestamp_nanos(varchar) timestamp(9) with time zone'],
    'The instant of a text like 2026-01-31T11:42:18.123456789Z; kept to the microsecond.',
    (call) => sql`make_timestamptz(tg_iso_nanos(${arg(call, 0)}))`,
    { result: zonedBy(9, parseIsoNanos) },
  ),
  spec(
    'from_iso8601_date',
    ['from_iso8601_date(varchar) date'],
    'The date of a text: 2026-01-31, 2026-01, 2026-W05-6, 2026-031.',
    (call) => sql`tg_from_iso_date(${arg(call, 0)})`,
  ),
  spec(
    'to_iso8601',
    [
      'to_iso8601(date) varchar',
      'to_iso8601(timestamp(p)) varchar',
      'to_iso8601(timestamp(p) with time zone) varchar',
    ],
    'The value as ISO 8601 writes it.',
    printToIso,
    { result: isoLength },
  ),
];

/**
 * CloudTrail's own form and its neighbour with milliseconds go fast; the script knows the rest of ISO 8601. LIKE costs a
 * quarter of a regular expression; DuckDB's cast refuses what else is wrong, but for
 * 24 o'clock, `T 1:00:00` and `00:00:1.`.
 */
const USUAL = `(s LIKE '____-__-__T__:__:__Z' OR s LIKE '____-__-__T__:__:__.___Z')
  AND s >= '0' AND s < ':' AND substr(s, 12, 2) BETWEEN '00' AND '23' AND NOT suffix(s, '.Z')`;

export const MACROS: readonly string[] = [
  `tg_from_iso(s) AS coalesce(
    CASE WHEN ${USUAL} THEN TRY_CAST(s AS TIMESTAMPTZ) END,
    make_timestamptz(tg_iso_timestamp(s)))`,
  `tg_from_iso_date(s) AS coalesce(
    CASE WHEN regexp_full_match(s, '\\d{4}-\\d\\d-\\d\\d') THEN TRY_CAST(s AS DATE) END,
    CAST(make_timestamp(tg_iso_date(s)) AS DATE))`,
  `tg_iso_offset(m) AS CASE WHEN m = 0 THEN 'Z' ELSE CASE WHEN m < 0 THEN '-' ELSE '+' END
    || lpad(CAST(abs(m) // 60 AS VARCHAR), 2, '0') || ':' || lpad(CAST(abs(m) % 60 AS VARCHAR), 2, '0') END`,
];

export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_iso_timestamp',
    args: ['VARCHAR'],
    result: 'BIGINT',
    call: (text) => instantOf(parseIsoTimestamp(String(text))),
  },
  {
    name: 'tg_iso_date',
    args: ['VARCHAR'],
    result: 'BIGINT',
    call: (text) => BigInt(parseIsoDate(String(text))) * 1000n,
  },
  {
    name: 'tg_iso_nanos',
    args: ['VARCHAR'],
    result: 'BIGINT',
    call: (text) => {
      const { wall, zone = 'UTC', micros } = parseIsoNanos(String(text));
      return micros + BigInt(instantAt(zone, wall) - wall) * 1000n;
    },
  },
];
