import { ScriptError } from '../script-error.ts';
import type { Field } from './format-tokens.ts';
import { assemble, malformed, type ParsedMoment, readOffset } from './parse-format.ts';

/** Joda's dateElementParser: a date to the year, month or day, a day of the year, or a day of a week. */
const DATES: readonly (readonly [RegExp, readonly Field[]])[] = [
  [/([+-]?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?/y, ['year', 'month', 'day']],
  [/([+-]?\d{1,9})-(\d{3})/y, ['year', 'day-of-year']],
  [/([+-]?\d{1,9})-W(\d{1,2})(?:-(\d))?/y, ['weekyear', 'week', 'day-of-week']],
];
const TIME = /T(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?(?:[.,](\d{1,9}))?)?/y;
const CLOCK: readonly Field[] = ['hour', 'minute', 'second'];
/** Milliseconds of an hour, a minute and a second: a fraction is one of the last of them. */
const SIZES = [3_600_000, 60_000, 1000];

type Readings = Parameters<typeof assemble>[0];

function numbersOf(match: RegExpExecArray, fields: readonly Field[]): Readings {
  return fields.flatMap((field, at) => {
    const digits = match[at + 1];
    return digits === undefined ? [] : [{ field, value: Number(digits) }];
  });
}

/** The longest date at the text's beginning. */
function readDate(text: string): { readonly end: number; readonly readings: Readings } {
  const found = DATES.flatMap(([pattern, fields]) => {
    pattern.lastIndex = 0;
    const match = pattern.exec(text);
    return match ? [{ end: match[0].length, readings: numbersOf(match, fields) }] : [];
  });
  return found.sort((one, other) => other.end - one.end)[0] ?? { end: 0, readings: [] };
}

function readTime(text: string, at: number): { readonly end: number; readonly readings: Readings } {
  TIME.lastIndex = at;
  const match = TIME.exec(text);
  if (!match) return { end: at, readings: [] };
  const readings = numbersOf(match, CLOCK);
  const size = SIZES[readings.length - 1] ?? 0;
  const fraction = match[4] === undefined ? 0 : Math.floor(Number(`0.${match[4]}`) * size + 1e-6);
  return {
    end: at + match[0].length,
    readings: [...readings, { field: 'fraction', value: fraction }],
  };
}

/**
 * A text that from_iso8601_timestamp takes: Joda's dateTimeParser.
 * @throws ScriptError INVALID_FUNCTION_ARGUMENT
 */
export function parseIsoTimestamp(text: string): ParsedMoment {
  const date = readDate(text);
  if (date.end === 0 && !text.startsWith('T')) throw malformed(text, 0);
  const time = readTime(text, date.end);
  const offset = time.end > date.end ? readOffset(text, time.end) : undefined;
  const end = offset?.end ?? time.end;
  if (end < text.length) throw malformed(text, end);
  const wall = assemble([...date.readings, ...time.readings], text);
  return offset?.zone ? { wall, zone: offset.zone } : { wall };
}

/** A text that from_iso8601_date takes. @throws ScriptError */
export function parseIsoDate(text: string): number {
  const { end, readings } = readDate(text);
  if (end < text.length || end === 0) throw malformed(text, end);
  return assemble(readings, text);
}

const NANOS = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?(Z|[+-]\d\d:\d\d)?$/;

/** A text that from_iso8601_timestamp_nanos takes: microseconds since 1970 of its wall clock. @throws ScriptError */
export function parseIsoNanos(text: string): ParsedMoment & { readonly micros: bigint } {
  const match = NANOS.exec(text);
  if (!match) {
    const reason = `Text '${text}' could not be parsed`;
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
  }
  const fields: readonly Field[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
  const wall = assemble(numbersOf(match, fields), text);
  const micros = BigInt(wall) * 1000n + BigInt((match[7] ?? '').padEnd(6, '0').slice(0, 6));
  const offset = match[8] === undefined ? undefined : readOffset(match[8], 0)?.zone;
  return offset ? { wall, micros, zone: offset } : { wall, micros };
}
