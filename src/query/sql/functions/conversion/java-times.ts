/** `10:20:30.500` as LocalTime writes it: no seconds where there are none, their fraction in threes of digits. */
export function timeText(text: string): string {
  const [, minutes = '', seconds = '', fraction = ''] =
    /^(.*):([0-9]{2})(?:\.([0-9]+))?$/.exec(text) ?? [];
  const digits = fraction.replace(/0+$/, '');
  if (seconds === '00' && !digits) return minutes;
  const rest = digits ? `.${digits.padEnd(Math.ceil(digits.length / 3) * 3, '0')}` : '';
  return `${minutes}:${seconds}${rest}`;
}

/** Microseconds since 1970 as LocalDateTime writes them. */
export function localText(micros: bigint): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const iso = new Date(Number((micros - rest) / 1000n)).toISOString();
  const time = `${iso.slice(iso.indexOf('T') + 1, -5)}.${String(rest).padStart(6, '0')}`;
  return `${dateText(micros)}T${timeText(time)}`;
}

/** The day of microseconds since 1970 as LocalDate writes it: a sign before years of more than four digits. */
export function dateText(micros: bigint): string {
  const [date = ''] = new Date(Number(micros / 1000n)).toISOString().split('T');
  return date.replace(/^([-+])0*([0-9]{4,}-)/, '$1$2');
}

/**
 * `zone|microseconds since 1970` as ZonedDateTime writes it: `2020-05-10T12:34:56+05:45[Asia/Kathmandu]`, `..Z[UTC]`,
 * and of a zone that is an offset the offset alone.
 */
export function zonedText(tagged: string): string {
  const [zone = 'UTC', micros = '0'] = tagged.split('|');
  const seconds = offsetOf(zone, Number(BigInt(micros) / 1000n));
  const local = localText(BigInt(micros) + BigInt(seconds) * 1_000_000n);
  const offset = seconds === 0 ? 'Z' : offsetText(seconds);
  return /^[-+]/.test(zone) ? `${local}${offset}` : `${local}${offset}[${zone}]`;
}

function offsetText(seconds: number): string {
  const size = Math.abs(seconds);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts;
  return `${seconds < 0 ? '-' : '+'}${shown.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** Seconds that the zone is ahead of UTC at a time in milliseconds. */
function offsetOf(zone: string, at: number): number {
  const text = /^[-+]/.test(zone) ? zone : zoneName(zone, at);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /([-+])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?$/.exec(text) ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}

/** `GMT+05:45`; `GMT` at UTC. */
function zoneName(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return parts.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
