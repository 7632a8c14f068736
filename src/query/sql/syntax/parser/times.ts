import type { CurrentTime, IntervalLiteral, IntervalUnit } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { isString, stringLiteral } from './names.ts';
import { INTERVAL_FIELDS, integer } from './types.ts';

const CURRENT: Readonly<Record<string, CurrentTime['name']>> = {
  CURRENT_DATE: 'current_date',
  CURRENT_TIME: 'current_time',
  CURRENT_TIMESTAMP: 'current_timestamp',
  LOCALTIME: 'localtime',
  LOCALTIMESTAMP: 'localtimestamp',
  CURRENT_USER: 'current_user',
  CURRENT_CATALOG: 'current_catalog',
  CURRENT_SCHEMA: 'current_schema',
};

export function current(cursor: Cursor): CurrentTime {
  const { start, symbol } = cursor.take();
  const name = CURRENT[symbol] ?? cursor.fail();
  const timed = name.includes('time') && cursor.accept('(');
  const precision = timed ? integer(cursor) : undefined;
  if (timed) cursor.expect(')');
  return {
    is: 'current',
    name,
    ...(precision === undefined ? {} : { precision }),
    span: cursor.spanFrom(start),
  };
}

/** Whether INTERVAL begins a literal here and is no name: a text and a unit follow. */
export function atInterval(cursor: Cursor): boolean {
  const signed = cursor.peek(1).symbol === '-' || cursor.peek(1).symbol === '+';
  const text = signed ? 2 : 1;
  return isString(cursor.peek(text)) && INTERVAL_FIELDS.has(cursor.peek(text + 1).symbol);
}

export function interval(cursor: Cursor): IntervalLiteral {
  const { start } = cursor.take();
  const sign = cursor.acceptOne('+', '-');
  const { value } = stringLiteral(cursor);
  const from = intervalUnit(cursor);
  const to = cursor.accept('TO') ? intervalUnit(cursor) : undefined;
  return {
    is: 'interval',
    negative: sign === '-',
    value,
    from,
    ...(to && { to }),
    span: cursor.spanFrom(start),
  };
}

function intervalUnit(cursor: Cursor): IntervalUnit {
  const unit = cursor.expectOne('YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND');
  return unit.toLowerCase() as IntervalUnit;
}
