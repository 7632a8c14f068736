import type { Cast, Expression, FunctionCall } from '../../syntax/index.ts';
import { bare } from './names.ts';

/** An expression that is the time of an event, or falls with it. */
export interface TimeOf {
  /** What holds the time: the column `ts`, or a text of it. */
  readonly value: Expression;
  readonly isText: boolean;
  /** How far the time may lie behind what the expression gives: an interval of DuckDB's. */
  readonly slack: string;
}

const NONE = '0 seconds';
const READING: ReadonlySet<string> = new Set([
  ...['from_iso8601_timestamp', 'from_iso8601_timestamp_nanos'],
]);
/** Formats that read a time as CloudTrail writes it, from the year down. */
const FROM_THE_YEAR = /^(?:%Y-%m-%d|[yY]{4}-MM-dd)/;
const UNITS: Readonly<Record<string, string>> = {
  ...{ second: '1 second', minute: '1 minute', hour: '1 hour', day: '1 day', week: '7 days' },
  ...{ month: '31 days', quarter: '92 days', year: '366 days' },
};

/** Follows an expression to the time that it gives, through casts to times and dates, TRY and date_trunc. */
export function timeOf(expression: Expression): TimeOf | undefined {
  const inner = bare(expression);
  switch (inner.is) {
    case 'identifier':
    case 'dereference':
      return { value: inner, isText: false, slack: NONE };
    case 'cast':
      return ofCast(inner);
    case 'call':
      return ofCall(inner);
    default:
      return undefined;
  }
}

function ofCast({ value, type }: Cast): TimeOf | undefined {
  const found = timeOf(value);
  if (type.name === 'timestamp') return found;
  return type.name === 'date' && found?.slack === NONE ? { ...found, slack: '1 day' } : undefined;
}

function ofCall({ name, args }: FunctionCall): TimeOf | undefined {
  const [first, second] = args;
  const called = name.parts.at(-1)?.name.toLowerCase() ?? '';
  if (!first) return undefined;
  if (READING.has(called)) return { value: first, isText: true, slack: NONE };
  const text = second && bare(second);
  switch (called) {
    case 'try':
      return timeOf(first);
    case 'date':
      return ofCast({ value: first, type: { name: 'date' } } as Cast);
    case 'date_parse':
    case 'parse_datetime': {
      const isWhole = text?.is === 'string' && FROM_THE_YEAR.test(text.value);
      return isWhole ? { value: first, isText: true, slack: NONE } : undefined;
    }
    case 'date_trunc':
      return second && truncated(bare(first), second);
    default:
      return undefined;
  }
}

function truncated(unit: Expression, value: Expression): TimeOf | undefined {
  const found = timeOf(value);
  const slack = unit.is === 'string' ? UNITS[unit.value.toLowerCase()] : undefined;
  return slack && found?.slack === NONE ? { ...found, slack } : undefined;
}
