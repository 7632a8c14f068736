import { type Fragment, quoted, sql } from '../../../typed.ts';
import { type DecimalType, isText, type TextType, type Type } from '../../../types/index.ts';
import { jsonScalar } from './numbers.ts';
import { localTime, zoneOf } from './zoned.ts';

/** To varchar and char: a text that is too long is cut, anything else that is too long fails. */
export function toText(value: Fragment, from: Type, to: TextType): Fragment | undefined {
  const text = textOf(value, from);
  if (!text) return undefined;
  const limited = to.length === undefined ? text : withLength(text, from, to.length);
  return to.is === 'char' ? sql`rtrim(${limited}, ' ')` : limited;
}

function withLength(text: Fragment, from: Type, length: number): Fragment {
  const isShort = from.is === 'varchar' && from.length !== undefined && from.length <= length;
  if (isShort) return text;
  return isText(from)
    ? sql`substring(${text}, 1, ${String(length)})`
    : sql`tg_within(${text}, ${String(length)})`;
}

/** A value's text, as `CAST(.. AS varchar)` gives it; undefined where there is no such cast. */
export function textOf(value: Fragment, type: Type): Fragment | undefined {
  switch (type.is) {
    case 'varchar':
      return value;
    case 'char':
      return sql`rpad(${value}, ${String(type.length ?? 1)}, ' ')`;
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'uuid':
    case 'unknown':
      return sql`CAST(${value} AS VARCHAR)`;
    case 'decimal':
      return decimalText(value, type);
    case 'double':
      return sql`tg_double_text(${value})`;
    case 'real':
      return sql`tg_real_text(CAST(${value} AS VARCHAR))`;
    case 'json':
      return jsonScalar(value, 'varchar', 'varchar');
    case 'ipaddress':
      return sql`tg_address_text(${value})`;
    case 'interval-day':
      return sql`tg_interval_day_text(epoch_ms(${value}))`;
    case 'interval-year':
      return sql`tg_interval_year_text(tg_interval_months(${value}))`;
    default:
      return timeText(value, type);
  }
}

/** DuckDB leaves out the zero before a point that all the digits stand behind. */
export function decimalText(value: Fragment, { precision, scale }: DecimalType): Fragment {
  if (scale === 0 || precision > scale) return sql`CAST(${value} AS VARCHAR)`;
  return sql`regexp_replace(CAST(${value} AS VARCHAR), '^(-?)[.]', '\\10.')`;
}

function timeText(value: Fragment, type: Type): Fragment | undefined {
  switch (type.is) {
    case 'date':
      return sql`tg_date_text(${value})`;
    case 'timestamp':
      return sql`${timestampText(value, type.precision)}`;
    case 'timestamp-zoned': {
      const local = localTime(value, zoneOf(type));
      return sql`(${timestampText(local, type.precision)} || ${quoted(` ${zoneOf(type)}`)})`;
    }
    case 'time':
      return cut(sql`strftime(DATE '2000-01-01' + ${value}, '%H:%M:%S.%f')`, type.precision);
    case 'time-zoned':
      return sql`(${cut(sql`strftime(DATE '2000-01-01' + CAST(${value} AS TIME), '%H:%M:%S.%f')`, type.precision)} || tg_offset_text(CAST(date_part('timezone', ${value}) AS BIGINT)))`;
    default:
      return undefined;
  }
}

function timestampText(value: Fragment, precision: number): Fragment {
  return cut(sql`tg_timestamp_text(${value})`, precision);
}

/** A text that ends in six digits of a fraction, with as many as the precision says. */
function cut(text: Fragment, precision: number): Fragment {
  if (precision === 6) return text;
  if (precision > 6) return sql`(${text} || '${'0'.repeat(precision - 6)}')`;
  return sql`left(${text}, -${String(precision === 0 ? 7 : 6 - precision)})`;
}
