import type { Span } from '../../syntax/index.ts';
import { type Fragment, sql, type Typed } from '../../typed.ts';
import {
  BIGINT,
  canCoerce,
  commonSuperType,
  DATE,
  DOUBLE,
  INTERVAL_DAY,
  isNumber,
  isTime,
  type Type,
} from '../../types/index.ts';
import type { Operator } from './arithmetic.ts';
import { coerce, instantAt, localTime, zoneOf } from './casts/index.ts';
import { infix, typed } from './typed-values.ts';

/** Dates, times and intervals; undefined where the operator takes no such operands. */
export function timeArithmetic(
  operator: Operator,
  left: Typed,
  right: Typed,
  span: Span,
): Typed | undefined {
  if (operator === '+' || operator === '-') {
    return (
      intervalSum(operator, left, right, span) ??
      moved(operator, left, right, span) ??
      (operator === '+' ? moved(operator, right, left, span) : difference(left, right, span))
    );
  }
  if (operator === '*') return scaled('*', left, right, span) ?? scaled('*', right, left, span);
  return operator === '/' ? scaled('/', left, right, span) : undefined;
}

function isInterval({ is }: Type): boolean {
  return is === 'interval-day' || is === 'interval-year';
}

function intervalSum(operator: '+' | '-', left: Typed, right: Typed, span: Span) {
  if (!isInterval(left.type) || left.type.is !== right.type.is) return undefined;
  return typed(left.type, infix(left.sql, operator, right.sql), span);
}

/** A whole or a fractional number of times; a quotient of milliseconds or months is cut to whole ones. */
function scaled(operator: '*' | '/', interval: Typed, factor: Typed, span: Span) {
  if (!isInterval(interval.type) || !isNumber(factor.type)) return undefined;
  const isWhole = operator === '*' && canCoerce(factor.type, BIGINT);
  if (!isWhole && !canCoerce(factor.type, DOUBLE)) return undefined;
  const by = coerce(factor, isWhole ? BIGINT : DOUBLE);
  const name = interval.type.is === 'interval-day' ? 'day' : 'year';
  const amount =
    name === 'day' ? sql`epoch_ms(${interval.sql})` : sql`tg_interval_months(${interval.sql})`;
  const result = sql`CAST(trunc(${amount} ${operator} ${by.sql}) AS BIGINT)`;
  return typed(
    interval.type,
    name === 'day' ? sql`to_milliseconds(${result})` : sql`to_months(CAST(${result} AS INTEGER))`,
    span,
  );
}

/** A date or time moved by an interval. */
function moved(operator: '+' | '-', time: Typed, interval: Typed, span: Span): Typed | undefined {
  if (!isInterval(interval.type)) return undefined;
  const { type } = time;
  if (type.is === 'date') return movedDate(operator, time, interval, span);
  if (!isTime(type)) return undefined;
  if (interval.type.is === 'interval-day') {
    const precision = Math.max(type.precision, 3);
    return typed({ ...type, precision }, infix(time.sql, operator, interval.sql), span);
  }
  if (type.is === 'timestamp') return typed(type, infix(time.sql, operator, interval.sql), span);
  return type.is === 'timestamp-zoned'
    ? typed(type, movedInZone(operator, time, interval), span)
    : undefined;
}

/** Months are counted on the clock of the zone. */
function movedInZone(operator: '+' | '-', time: Typed, interval: Typed): Fragment {
  const zone = zoneOf(time.type);
  return instantAt(infix(localTime(time.sql, zone), operator, interval.sql), zone);
}

function movedDate(operator: '+' | '-', date: Typed, interval: Typed, span: Span): Typed {
  const amount =
    interval.type.is === 'interval-day' ? sql`tg_whole_days(${interval.sql})` : interval.sql;
  return typed(DATE, sql`CAST(${infix(date.sql, operator, amount)} AS DATE)`, span);
}

/** The time between two dates or times, in milliseconds. */
function difference(left: Typed, right: Typed, span: Span): Typed | undefined {
  const type = commonSuperType(left.type, right.type);
  if (!type || (type.is !== 'date' && !isTime(type))) return undefined;
  const [first, second] = [coerce(left, type), coerce(right, type)];
  const micros = (value: Typed) => microsOf(value.sql, type);
  const millis = sql`CAST(floor((${micros(first)} - ${micros(second)}) / 1000) AS BIGINT)`;
  return typed(INTERVAL_DAY, sql`to_milliseconds(${millis})`, span);
}

function microsOf(value: Fragment, type: Type): Fragment {
  if (type.is === 'date') return sql`epoch_us(CAST(${value} AS TIMESTAMP))`;
  return type.is === 'time-zoned' ? sql`tg_time_instant(${value})` : sql`epoch_us(${value})`;
}
