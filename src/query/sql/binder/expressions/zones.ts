const UTC_NAMES: ReadonlySet<string> = new Set([
  ...['utc', 'z', 'ut', 'uct', 'gmt', 'gmt0', 'greenwich', 'universal', 'zulu'],
  ...['etc/utc', 'etc/uct', 'etc/gmt', 'etc/gmt0', 'etc/gmt+0', 'etc/gmt-0', 'etc/greenwich'],
  ...['etc/universal', 'etc/zulu', '+00:00', '-00:00'],
]);
const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i;

/** A zone as Trino names it: `UTC`, `+02:00`, `Europe/Berlin`; undefined when there is none of that name. */
export function normalZone(name: string): string | undefined {
  if (UTC_NAMES.has(name.toLowerCase())) return 'UTC';
  const [, sign, hours, minutes = '00'] = OFFSET.exec(name) ?? [];
  if (sign !== undefined && hours !== undefined) {
    if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
    const text = `${sign}${hours.padStart(2, '0')}:${minutes}`;
    return UTC_NAMES.has(text) ? 'UTC' : text;
  }
  return /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/.test(name) ? namedZone(name) : undefined;
}

function namedZone(name: string): string | undefined {
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return known.toLowerCase() === name.toLowerCase() ? known : name;
  } catch {
    return undefined;
  }
}

/** How far a zone is ahead of UTC at an instant, in microseconds. The zone is one of `normalZone`. */
export function offsetAt(zone: string, instant: bigint): bigint {
  if (zone === 'UTC') return 0n;
  const fixed = fixedOffset(zone);
  return fixed === undefined ? namedOffset(zone, instant) : fixed;
}

/** Of `+02:00`, in microseconds. */
function fixedOffset(zone: string): bigint | undefined {
  const [, sign, hours, minutes = '0'] = OFFSET.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  const micros = BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000n;
  return sign === '-' ? -micros : micros;
}

function namedOffset(zone: string, instant: bigint): bigint {
  const millis = Number(instant / 1000n);
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(millis);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes, seconds = '0'] =
    /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name) ?? [];
  if (sign === undefined) return 0n;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return BigInt(sign === '-' ? -total : total) * 1_000_000n;
}

/**
 * The instant at which a zone's clock shows a local time; of a time that the clock skips, the one as far behind the
 * skip; of one that it shows twice, the first.
 */
export function instantOf(local: bigint, zone: string): bigint {
  const day = 86_400_000_000n;
  const before = local - offsetAt(zone, local - day);
  if (before + offsetAt(zone, before) === local) return before;
  const later = local - offsetAt(zone, local + day);
  return later + offsetAt(zone, later) === local ? later : before;
}
