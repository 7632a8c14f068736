/** A date and time of day as their texts spell them, before a zone makes them an instant. */
export interface DateTimeText {
  /** Microseconds since 1970-01-01 00:00:00 of the clock on the wall; finer digits are rounded. */
  readonly local: bigint;
  /** Digits of the second's fraction, 0 to 12. */
  readonly precision: number;
  /** As written. */
  readonly zone?: string;
}

export const DAY_MICROS = 86_400_000_000n;
const DATE = /^\s*([+-]?\d{4,})-(\d{1,2})-(\d{1,2})\s*$/;
const DATE_TIME =
  /^([+-]?\d{4,})-(\d{1,2})-(\d{1,2})(?: (?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?\s*(.+)?)?$/;
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?(?:\s*([+-])(\d{1,2}):(\d{1,2}))?$/;

/** Days since 1970-01-01 of `2020-01-31`; undefined when the text is no date. Spaces around it do not matter. */
export function parseDate(text: string): number | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  return year === undefined ? undefined : daysOf(Number(year), Number(month), Number(day));
}

/** `2020-01-31`, `2020-01-31 10:20`, `2020-01-31 10:20:30.5 Europe/Berlin`; undefined when the text is no timestamp. */
export function parseDateTime(text: string): DateTimeText | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const days = daysOf(Number(year), Number(month), Number(day));
  const time = microsOf(hour, minute, second, fraction);
  if (days === undefined || time === undefined || fraction.length > 12) return undefined;
  const local = BigInt(days) * DAY_MICROS + time;
  return { local, precision: fraction.length, ...(zone === undefined ? {} : { zone }) };
}

/** A time of day in microseconds, and the offset of its zone in minutes; undefined when the text is none. */
export function parseTime(
  text: string,
): { readonly micros: bigint; readonly precision: number; readonly offset?: number } | undefined {
  const [, hour, minute = '', second = '0', fraction = '', sign, hours, minutes] =
    TIME.exec(text.trim()) ?? [];
  const micros = hour === undefined ? undefined : microsOf(hour, minute, second, fraction);
  if (micros === undefined || fraction.length > 12) return undefined;
  const precision = fraction.length;
  if (sign === undefined) return { micros: micros % DAY_MICROS, precision };
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return Math.abs(offset) > 14 * 60 || Number(minutes) > 59
    ? undefined
    : { micros: micros % DAY_MICROS, precision, offset };
}

/** Days since 1970-01-01 of a date that there is. */
function daysOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isReal || Number.isNaN(date.getTime())) return undefined;
  return Math.floor(date.getTime() / 86_400_000);
}

function microsOf(hour: string, minute: string, second: string, fraction: string) {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  const whole = BigInt(h * 3600 + m * 60 + s) * 1_000_000n;
  return whole + fractionMicros(fraction);
}

/** Rounds half up beyond the sixth digit. */
function fractionMicros(fraction: string): bigint {
  const kept = BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return kept + (Number(fraction[6] ?? 0) >= 5 ? 1n : 0n);
}

/** `2020-01-31 10:20:30.123456` of microseconds since 1970; with fewer digits of the fraction, the rest is cut. */
export function dateTimeText(micros: bigint, precision: number): string {
  const days = micros >= 0n ? micros / DAY_MICROS : -((DAY_MICROS - 1n - micros) / DAY_MICROS);
  return `${dateText(Number(days))} ${timeText(micros - days * DAY_MICROS, precision)}`;
}

/** `2020-01-31` of days since 1970; years beyond four digits with a sign, as ISO 8601 has them. */
export function dateText(days: number): string {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  const rest = date.toISOString().slice(-20, -14);
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : year > 9999 ? '+' : ''}${digits}${rest}`;
}

/** `10:20:30.123` of microseconds since midnight; digits beyond the sixth are zeros. */
export function timeText(micros: bigint, precision: number): string {
  const seconds = Number(micros / 1_000_000n);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (precision === 0) return clock;
  const fraction = String(micros % 1_000_000n).padStart(6, '0');
  return `${clock}.${fraction.padEnd(12, '0').slice(0, precision)}`;
}
