import { refuse } from '../../refusal.ts';
import type { Span, TypedLiteral } from '../../syntax/index.ts';
import { quoted, type Typed } from '../../typed.ts';
import { char, DATE, duckdbType, type Type, timeOf, VARCHAR } from '../../types/index.ts';
import { typeOf } from '../../types/names.ts';
import { callFunction } from './calls.ts';
import { parseAddress } from './casts/address-text.ts';
import type { Binding } from './context.ts';
import {
  dateText,
  dateTimeText,
  parseDate,
  parseDateTime,
  parseTime,
  timeText,
} from './date-text.ts';
import { offsetText } from './interval-text.ts';
import { decimalConstant } from './literals.ts';
import { constant } from './typed-values.ts';
import { instantOf, normalZone } from './zones.ts';

/** `DATE '2020-01-31'` and its like. @throws Refusal INVALID_LITERAL, TYPE_NOT_FOUND */
export function bindTypedLiteral(binding: Binding, literal: TypedLiteral): Typed {
  const { type: name, value, span } = literal;
  if (name.name === 'json') return bindJsonLiteral(binding, literal);
  const read = READERS[name.name] ?? readerOf(typeOf(name) ?? unknownType(literal));
  return read(value, span) ?? invalid(literal);
}

/** As json_parse reads it. */
function bindJsonLiteral(binding: Binding, literal: TypedLiteral): Typed {
  const { value, span } = literal;
  if (!isJson(value)) invalid(literal);
  const text = constant(VARCHAR, quoted(value), value, span);
  return callFunction(binding, 'json_parse', [text], span);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function unknownType({ type, span }: TypedLiteral): never {
  return refuse('TYPE_NOT_FOUND', `Unknown type: ${type.name.toUpperCase()}`, span);
}

function invalid({ type, value, span }: TypedLiteral): never {
  const name = type.name.toUpperCase();
  return refuse('INVALID_LITERAL', `'${value}' is not a valid ${name} literal`, span);
}

type Reader = (text: string, span: Span) => Typed | undefined;

/** Types whose literals decide their own precision. */
const READERS: Readonly<Record<string, Reader>> = {
  date: readDate,
  time: readTime,
  timestamp: readTimestamp,
  decimal: (text, span) => decimalConstant(text.replaceAll('_', ''), span),
  char: (text, span) =>
    constant(char([...text].length), quoted(text.replace(/ +$/, '')), text, span),
  varchar: (text, span) => constant(VARCHAR, quoted(text), text, span),
  ipaddress: readAddress,
};

function readDate(text: string, span: Span): Typed | undefined {
  const days = parseDate(text);
  return days === undefined ? undefined : dateConstant(days, span);
}

function dateConstant(days: number, span: Span): Typed {
  const day = dateText(days);
  const sql =
    /^\d/.test(day) && !day.startsWith('0000') ? `DATE '${day}'` : `(DATE '1970-01-01' + ${days})`;
  return constant(DATE, sql, day, span);
}

function readTime(text: string, span: Span): Typed | undefined {
  const time = parseTime(text);
  if (!time) return undefined;
  const clock = timeText(time.micros, 6);
  if (time.offset === undefined) {
    return constant(timeOf('time', time.precision), `TIME '${clock}'`, clock, span);
  }
  const zoned = `${clock}${offsetText(time.offset * 60)}`;
  return constant(timeOf('time-zoned', time.precision), `CAST('${zoned}' AS TIMETZ)`, zoned, span);
}

function readTimestamp(text: string, span: Span): Typed | undefined {
  const parsed = parseDateTime(text);
  if (!parsed) return undefined;
  const { local, precision } = parsed;
  if (parsed.zone === undefined) {
    const type = timeOf('timestamp', precision);
    return constant(type, timestampSql(local, ''), dateTimeText(local, 6), span);
  }
  const zone = normalZone(parsed.zone);
  if (zone === undefined) return undefined;
  const instant = instantOf(local, zone);
  if (instant >= ZONED_LIMIT || instant < -ZONED_LIMIT) return undefined;
  const type = timeOf('timestamp-zoned', precision, zone);
  return constant(type, timestampSql(instant, 'tz'), dateTimeText(instant, 6), span);
}

/** Zoned timestamps hold milliseconds in 52 bits. */
const ZONED_LIMIT = 2n ** 51n * 1000n;
const FIRST_YEAR = -62_135_596_800_000_000n;
const YEAR_10000 = 253_402_300_800_000_000n;

function timestampSql(micros: bigint, zoned: '' | 'tz'): string {
  if (micros < FIRST_YEAR || micros >= YEAR_10000) return `make_timestamp${zoned}(${micros})`;
  const text = dateTimeText(micros, micros % 1_000_000n === 0n ? 0 : 6);
  return zoned ? `TIMESTAMPTZ '${text}+00'` : `TIMESTAMP '${text}'`;
}

function readAddress(text: string, span: Span): Typed | undefined {
  const bytes = parseAddress(text);
  if (!bytes) return undefined;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return constant({ is: 'ipaddress' }, `unhex('${hex}')`, text, span);
}

/** Of a type whose texts are read as `CAST(text AS type)` reads them. */
function readerOf(type: Type): Reader {
  return (text, span) => {
    const value = scalarValue(text, type);
    if (value === undefined) return undefined;
    const sql = `CAST(${quoted(String(value))} AS ${duckdbType(type)})`;
    return constant(type, sql, value, span);
  };
}

const LIMITS: Readonly<Record<string, bigint>> = {
  tinyint: 127n,
  smallint: 32767n,
  integer: 2147483647n,
  bigint: 9223372036854775807n,
};

function scalarValue(text: string, type: Type): bigint | number | boolean | string | undefined {
  const limit = LIMITS[type.is];
  if (limit !== undefined) {
    const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
    return value !== undefined && value <= limit && value >= -limit - 1n ? value : undefined;
  }
  switch (type.is) {
    case 'real':
    case 'double':
      return floatingValue(text.trim());
    case 'boolean':
      return BOOLEANS[text.toLowerCase()];
    case 'uuid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : undefined;
    default:
      return undefined;
  }
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  '1': true,
  false: false,
  f: false,
  '0': false,
};

function floatingValue(text: string): number | undefined {
  if (/^[+-]?Infinity$|^[+-]?NaN$/.test(text)) return Number(text);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/.test(text)
    ? Number(text.replace(/[dDfF]$/, ''))
    : undefined;
}
