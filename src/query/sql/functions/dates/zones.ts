import { type Fragment, quoted, sql, type Typed } from '../../typed.ts';

/** `+05:30`, `-3`, `+0530`: hours and minutes with a sign. */
const OFFSET = /^([+-])(\d{1,2})(?::?(\d{2}))?$/;
/** Names that Trino takes for UTC; their case does not matter. */
const UTC_NAMES: ReadonlySet<string> = new Set(
  [
    'utc',
    'z',
    'gmt',
    'ut',
    'uct',
    'zulu',
    'universal',
    'greenwich',
    'gmt0',
    'etc/utc',
    'etc/z',
  ].concat([
    'etc/gmt',
    'etc/ut',
    'etc/uct',
    'etc/zulu',
    'etc/universal',
    'etc/greenwich',
    'etc/gmt0',
  ]),
);
/** Java's TimeZone allows 14 hours either way. */
const MOST_MINUTES = 14 * 60;

/**
 * A time zone's name as Trino writes it: `UTC`, `+05:30`, `Europe/Berlin`.
 * @returns undefined for what is no time zone
 */
export function zoneName(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (UTC_NAMES.has(lower)) return 'UTC';
  const offset = offsetOf(lower.replace(/^(?:etc\/)?(?:utc|gmt|ut)(?=[+-])/, ''));
  // POSIX counts westwards: Etc/GMT+5 is five hours behind UTC.
  const minutes = lower.startsWith('etc/gmt') && offset !== undefined ? -offset : offset;
  if (minutes !== undefined) return minutes === 0 ? 'UTC' : offsetName(minutes);
  try {
    return regionName(text);
  } catch {
    return undefined;
  }
}

/** The name as the region's list spells it. */
function regionName(text: string): string | undefined {
  if (!/^[A-Za-z]/.test(text)) return undefined;
  new Intl.DateTimeFormat('en', { timeZone: text });
  return /[A-Z]/.test(text) ? text : text.replace(/(^|[/_-])[a-z]/g, (part) => part.toUpperCase());
}

/** The minutes east of UTC that a fixed zone stands for. */
export function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (hours === undefined) return undefined;
  const total = Number(hours) * 60 + Number(minutes ?? 0);
  if (total > MOST_MINUTES || Number(minutes ?? 0) > 59) return undefined;
  return sign === '-' ? -total : total;
}

/** Minutes east of UTC as a zone's name: `+05:30`. */
export function offsetName(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}

/** The zone that a value's date and time of day are read in: UTC where its type has none. */
export function zoneOf(value: Typed): string {
  return value.type.is === 'timestamp-zoned' ? (value.type.zone ?? 'UTC') : 'UTC';
}

/**
 * The wall clock of an instant (TIMESTAMPTZ) in a zone, as TIMESTAMP. UTC and fixed offsets are plain arithmetic, which
 * costs DuckDB a twelfth of its timezone().
 */
export function wallIn(zone: string, instant: Fragment): Fragment {
  const minutes = zone === 'UTC' ? 0 : offsetOf(zone);
  if (minutes === undefined) return sql`timezone(${quoted(zone)}, ${instant})`;
  return sql`make_timestamp(epoch_us(${instant})${ahead(minutes)})`;
}

/** The instant at which a zone's wall clock (TIMESTAMP) shows a time. */
export function instantIn(zone: string, wall: Fragment): Fragment {
  const minutes = zone === 'UTC' ? 0 : offsetOf(zone);
  if (minutes === undefined) return sql`timezone(${quoted(zone)}, ${wall})`;
  return sql`make_timestamptz(epoch_us(${wall})${ahead(-minutes)})`;
}

function ahead(minutes: number): string {
  if (minutes === 0) return '';
  return ` ${minutes < 0 ? '-' : '+'} ${Math.abs(minutes) * 60_000_000}`;
}

/** A date or timestamp as its wall clock, a DuckDB TIMESTAMP. */
export function wallClock(value: Typed, zone = zoneOf(value)): Fragment {
  switch (value.type.is) {
    case 'timestamp-zoned':
      return wallIn(zone, value.sql);
    case 'timestamp':
      return value.sql;
    default:
      return sql`CAST(${value.sql} AS TIMESTAMP)`;
  }
}
