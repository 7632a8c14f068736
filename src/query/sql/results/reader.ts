import type {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeTZValue,
  DuckDBTimeValue,
  DuckDBValue,
} from '@duckdb/node-api';
import { addressText } from '../binder/expressions/casts/address-text.ts';
import { dateText, dateTimeText, timeText } from '../binder/expressions/date-text.ts';
import {
  intervalDayText,
  intervalYearText,
  offsetText,
} from '../binder/expressions/interval-text.ts';
import { offsetAt } from '../binder/expressions/zones.ts';
import type { RowType, Type } from '../types/index.ts';
import type { JsonValue } from './json.ts';

/** Turns a DuckDB value into what Trino's client protocol carries. */
export type Reader = (value: DuckDBValue) => JsonValue;

const DAY_MILLIS = 86_400_000n;

/** The reader of a type's values: decimals, times and intervals as text, rows as arrays, maps as objects. */
export function readerOf(type: Type): Reader {
  const read = presentReader(type);
  return (value) => (value === null ? null : read(value));
}

function presentReader(type: Type): Reader {
  switch (type.is) {
    case 'boolean':
    case 'varchar':
    case 'json':
      return (value) => value as string | boolean;
    case 'char':
      return (value) => padded(String(value), type.length ?? 1);
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return exactNumber;
    case 'real':
    case 'double':
      return (value) => (Number.isFinite(value) ? Number(value) : specialNumber(Number(value)));
    case 'decimal':
      return (value) => decimalText(value as DuckDBDecimalValue, type.scale);
    case 'array': {
      const read = readerOf(type.of);
      return (value) => (value as DuckDBListValue).items.map(read);
    }
    case 'map':
      return mapReader(readerOf(type.key), readerOf(type.value));
    case 'row':
      return rowReader(type);
    default:
      return scalarReader(type);
  }
}

function scalarReader(type: Type): Reader {
  switch (type.is) {
    case 'varbinary':
      return (value) => Buffer.from((value as DuckDBBlobValue).bytes).toString('base64');
    case 'ipaddress':
      return (value) => addressText((value as DuckDBBlobValue).bytes);
    case 'date':
      return (value) => dateText((value as DuckDBDateValue).days);
    case 'time':
      return (value) => timeText((value as DuckDBTimeValue).micros, type.precision);
    case 'time-zoned':
      return (value) => zonedTimeText(value as DuckDBTimeTZValue, type.precision);
    case 'timestamp':
      return (value) => dateTimeText((value as DuckDBTimestampValue).micros, type.precision);
    case 'timestamp-zoned': {
      const zone = type.zone ?? 'UTC';
      return (value) => {
        const { micros } = value as DuckDBTimestampTZValue;
        return `${dateTimeText(micros + offsetAt(zone, micros), type.precision)} ${zone}`;
      };
    }
    case 'interval-day':
      return (value) => intervalDayText(millisOf(value as DuckDBIntervalValue));
    case 'interval-year':
      return (value) => intervalYearText(BigInt((value as DuckDBIntervalValue).months));
    default:
      return (value) => String(value);
  }
}

/** A whole number as a number while that is exact, else as text. HUGEINT too. */
function exactNumber(value: DuckDBValue): JsonValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function specialNumber(value: number): JsonValue {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** Trino has char(n) padded with spaces, by code points. */
function padded(text: string, length: number): string {
  return text + ' '.repeat(Math.max(0, length - [...text].length));
}

function decimalText(value: DuckDBDecimalValue, scale: number): string {
  const digits = String(value.value < 0n ? -value.value : value.value).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return value.value < 0n ? `-${text}` : text;
}

function mapReader(readKey: Reader, readValue: Reader): Reader {
  return (value) =>
    Object.fromEntries(
      (value as DuckDBMapValue).entries.map((entry) => [
        keyText(readKey(entry.key)),
        readValue(entry.value),
      ]),
    );
}

/** A key that is a container, as Java prints a list. */
function keyText(key: JsonValue): string {
  return Array.isArray(key) ? `[${key.map(keyText).join(', ')}]` : String(key);
}

function rowReader(row: RowType): Reader {
  const readers = row.fields.map((field) => readerOf(field.type));
  return (value) => {
    const fields = Object.values((value as DuckDBStructValue).entries);
    return readers.map((read, at) => read(fields[at] ?? null));
  };
}

function zonedTimeText(value: DuckDBTimeTZValue, precision: number): string {
  return `${timeText(value.micros, precision)}${offsetText(value.offset)}`;
}

function millisOf({ days, micros }: DuckDBIntervalValue): bigint {
  return BigInt(days) * DAY_MILLIS + micros / 1000n;
}
