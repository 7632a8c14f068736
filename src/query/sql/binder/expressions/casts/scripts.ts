import type { ScriptFunction } from '../../../functions/contract.ts';
import { raise } from '../../../functions/script-error.ts';
import {
  dateText,
  dateTimeText,
  parseDate,
  parseDateTime,
  parseTime,
  timeText,
} from '../date-text.ts';
import { intervalDayText, intervalYearText, offsetText } from '../interval-text.ts';
import { instantOf, normalZone } from '../zones.ts';
import { addressText, parseAddress } from './address-text.ts';
import { doubleText, SPECIAL, scientific } from './number-text.ts';

/** Casts that DuckDB's own cannot do as Trino does. Those that read a text give NULL where it is none. */
export const CAST_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_parse_date',
    args: ['VARCHAR'],
    result: 'BIGINT',
    isTotal: true,
    call: (text) => whole(parseDate(String(text))),
  },
  {
    // Spaces around do not matter, and every script's digits count.
    name: 'tg_parse_integer',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    isTotal: true,
    call: (text) => westernDigits(String(text).trim()),
  },
  {
    name: 'tg_parse_timestamp',
    args: ['VARCHAR'],
    result: 'BIGINT',
    isTotal: true,
    call: (text) => {
      const parsed = parseDateTime(String(text));
      const isZone = parsed?.zone === undefined || normalZone(parsed.zone) !== undefined;
      return parsed && isZone ? parsed.local : null;
    },
  },
  {
    name: 'tg_parse_timestamp_zoned',
    args: ['VARCHAR'],
    result: 'BIGINT',
    isTotal: true,
    call: (text) => {
      const parsed = parseDateTime(String(text));
      const zone = parsed && normalZone(parsed.zone ?? 'UTC');
      return parsed && zone !== undefined ? instantOf(parsed.local, zone) : null;
    },
  },
  {
    name: 'tg_parse_time',
    args: ['VARCHAR'],
    result: 'BIGINT',
    isTotal: true,
    call: (text) => parseTime(String(text))?.micros ?? null,
  },
  {
    name: 'tg_long_timestamp_text',
    args: ['BIGINT'],
    result: 'VARCHAR',
    call: (micros) => dateTimeText(BigInt(micros as bigint), 6),
  },
  {
    name: 'tg_long_date_text',
    args: ['BIGINT'],
    result: 'VARCHAR',
    call: (days) => dateText(Number(days)),
  },
  {
    name: 'tg_double_text',
    args: ['DOUBLE'],
    result: 'VARCHAR',
    call: (value) => doubleText(Number(value)),
  },
  {
    // Of DuckDB's own text, which has the digits of a FLOAT that are needed and no more.
    name: 'tg_real_text',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => SPECIAL[String(text)] ?? scientific(String(text)),
  },
  {
    name: 'tg_parse_address',
    args: ['VARCHAR'],
    result: 'BLOB',
    call: (text) =>
      parseAddress(String(text)) ??
      raise('INVALID_CAST_ARGUMENT', `Cannot cast value to IPADDRESS: ${text}`),
  },
  {
    name: 'tg_address_of',
    args: ['BLOB'],
    result: 'BLOB',
    call: (bytes) => addressOf(bytes as Uint8Array),
  },
  {
    // Of milliseconds.
    name: 'tg_interval_day_text',
    args: ['BIGINT'],
    result: 'VARCHAR',
    call: (millis) => intervalDayText(BigInt(millis as bigint)),
  },
  {
    // Of months.
    name: 'tg_interval_year_text',
    args: ['BIGINT'],
    result: 'VARCHAR',
    call: (months) => intervalYearText(BigInt(months as bigint)),
  },
  {
    // Of seconds: `+02:00`.
    name: 'tg_offset_text',
    args: ['BIGINT'],
    result: 'VARCHAR',
    call: (seconds) => offsetText(Number(seconds)),
  },
  {
    // A time of day with its zone as DuckDB reads it; without one, in UTC.
    name: 'tg_zoned_time_text',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => {
      const time = parseTime(String(text));
      if (!time) return raise('INVALID_CAST_ARGUMENT', `Value cannot be cast to time: ${text}`);
      return `${timeText(time.micros, 6)}${offsetText((time.offset ?? 0) * 60)}`;
    },
  },
  {
    name: 'tg_address_text',
    args: ['BLOB'],
    result: 'VARCHAR',
    call: (bytes) => addressText(bytes as Uint8Array),
  },
];

/** A whole number's text in ASCII digits; null when the text is none. */
function westernDigits(text: string): string | null {
  if (!/^[+-]?\p{Nd}+$/u.test(text)) return null;
  return text.replace(/[^\d+-]/gu, (digit) => String(digitValue(digit)));
}

/** Digits stand in runs of ten, each from a zero on. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0) ?? 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return ((digit.codePointAt(0) ?? 0) - zero) % 10;
}

function whole(value: number | undefined): bigint | null {
  return value === undefined ? null : BigInt(value);
}

/** Four bytes are a v4 address. */
function addressOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 16) return bytes;
  if (bytes.length !== 4) {
    raise('INVALID_CAST_ARGUMENT', `Invalid InetAddress binary length: ${bytes.length}`);
  }
  return Uint8Array.from([...Array.from({ length: 10 }, () => 0), 255, 255, ...bytes]);
}
