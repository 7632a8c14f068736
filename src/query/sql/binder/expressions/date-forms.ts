import { refuse } from '../../refusal.ts';
import type { AtTimeZone, Extract, Position, Trim } from '../../syntax/index.ts';
import { sql, type Typed } from '../../typed.ts';
import { displayName, isTime, type TimeType, type Type, timeOf } from '../../types/index.ts';
import { callFunction } from './calls.ts';
import { coerce } from './casts/index.ts';
import type { Binding } from './context.ts';
import { offsetText } from './interval-text.ts';
import { placeOf } from './places.ts';
import { typed } from './typed-values.ts';
import { normalZone, offsetAt } from './zones.ts';

const FIELDS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  day_of_month: 'day_of_month',
  day_of_week: 'day_of_week',
  dow: 'day_of_week',
  day_of_year: 'day_of_year',
  doy: 'day_of_year',
  year_of_week: 'year_of_week',
  yow: 'year_of_week',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  timezone_minute: 'timezone_minute',
  timezone_hour: 'timezone_hour',
};
const CLOCK_FIELDS: ReadonlySet<string> = new Set(['hour', 'minute', 'second']);

/** EXTRACT(unit FROM value): the function of the unit's name, on the types that have it. */
export function bindExtract(binding: Binding, expression: Extract): Typed {
  const { unit, span } = expression;
  const name = FIELDS[unit.toLowerCase()];
  if (name === undefined) {
    const valid = Object.keys(FIELDS).join(', ').toUpperCase();
    refuse('SYNTAX_ERROR', `Invalid EXTRACT field ${unit}, valid fields are: ${valid}`, span);
  }
  const value = binding.bind(expression.value);
  if (!hasField(value.type, name)) {
    const reason = `Cannot extract ${unit.toUpperCase()} from ${displayName(value.type)}`;
    refuse('TYPE_MISMATCH', reason, placeOf(expression.value, binding.context.text));
  }
  return callFunction(binding, name, [value], span);
}

function hasField({ is }: Type, name: string): boolean {
  if (is === 'timestamp-zoned' || is === 'unknown') return true;
  if (name.startsWith('timezone')) return is === 'time-zoned';
  if (is === 'timestamp') return true;
  const isClock = CLOCK_FIELDS.has(name);
  if (is === 'time' || is === 'time-zoned' || is === 'interval-day') {
    return isClock || (name === 'day' && is === 'interval-day');
  }
  if (is === 'interval-year') return name === 'year' || name === 'month';
  return is === 'date' && !isClock;
}

export function bindTrim(binding: Binding, { side, characters, value, span }: Trim): Typed {
  const name = side === 'both' ? 'trim' : side === 'leading' ? 'ltrim' : 'rtrim';
  const args = [value, ...(characters ? [characters] : [])].map((arg) => binding.bind(arg));
  return callFunction(binding, name, args, span);
}

export function bindPosition(binding: Binding, { needle, value, span }: Position): Typed {
  return callFunction(binding, 'strpos', [binding.bind(value), binding.bind(needle)], span);
}

/** The same instant on another zone's clock: kept in the type, where the query names the zone. */
export function bindAtTimeZone(binding: Binding, expression: AtTimeZone): Typed {
  const place = placeOf(expression, binding.context.text);
  const value = zoned(binding.bind(expression.value), expression, binding);
  const zone = binding.bind(expression.zone);
  if (zone.type.is === 'interval-day') return shifted(value, zone, expression);
  if (zone.type.is !== 'varchar') {
    const reason = `Type of value must be a time or timestamp with or without time zone (actual ${displayName(zone.type)})`;
    refuse('TYPE_MISMATCH', reason, place);
  }
  const name = zone.constant?.value;
  const known = typeof name === 'string' ? normalZone(name) : 'UTC';
  if (known === undefined) {
    refuse(
      'INVALID_FUNCTION_ARGUMENT',
      `'${String(name)}' is not a valid time zone`,
      expression.span,
    );
  }
  return inZone(value, known, expression);
}

/** A zone as an interval: `INTERVAL '2' HOUR`. */
function shifted(value: Typed, zone: Typed, expression: AtTimeZone): Typed {
  const millis = zone.constant?.value;
  if (typeof millis !== 'bigint') {
    refuse('NOT_SUPPORTED', 'A time zone must be fixed by the query', expression.span);
  }
  const name = normalZone(offsetText(Number(millis) / 1000)) ?? 'UTC';
  return inZone(value, name, expression);
}

function inZone(value: Typed, zone: string, { span }: AtTimeZone): Typed {
  const { is, precision } = value.type as TimeType;
  if (is === 'timestamp-zoned') return typed(timeOf(is, precision, zone), value.sql, span);
  const seconds = String(offsetAt(zone, 0n) / 1_000_000n);
  return typed(timeOf(is, precision), sql`tg_time_at(${value.sql}, ${seconds})`, span);
}

function zoned(value: Typed, expression: AtTimeZone, { context }: Binding): Typed {
  const { type } = value;
  if (isTime(type)) {
    const is =
      type.is === 'timestamp' ? 'timestamp-zoned' : type.is === 'time' ? 'time-zoned' : type.is;
    return coerce(value, { ...type, is });
  }
  const reason = `Type of value must be a time or timestamp with or without time zone (actual ${displayName(type)})`;
  return refuse('TYPE_MISMATCH', reason, placeOf(expression.value, context.text));
}
