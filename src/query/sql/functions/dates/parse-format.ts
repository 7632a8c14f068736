import { ScriptError } from '../script-error.ts';
import { withField } from './calendar.ts';
import { type Field, HALVES, MONTHS, shortName, type Token, WEEKDAYS } from './format-tokens.ts';
import { zoneName } from './zones.ts';

/** What a text says, read by a format. */
export interface ParsedMoment {
  /** The wall clock, as milliseconds since 1970. */
  readonly wall: number;
  /** The zone that the text names, as Trino writes it. */
  readonly zone?: string;
}

/** The year of a text that has a month or a day but no year, in Joda's formats. */
const YEARLESS = 2000;

/** Longest first: what a field is a part of, then the field itself. Joda sets fields in this order. */
const ORDER: Readonly<Record<Field | 'fraction', readonly [range: number, unit: number]>> = {
  era: [10, 11],
  century: [10, 9],
  year: [10, 8],
  'year-of-era': [10, 8],
  weekyear: [10, 8],
  month: [8, 7],
  week: [8, 6],
  'day-of-year': [8, 5],
  day: [7, 5],
  'day-of-week': [6, 5],
  half: [5, 4],
  hour: [5, 3],
  'clock-hour': [5, 3],
  'half-hour': [4, 3],
  'half-clock-hour': [4, 3],
  minute: [3, 2],
  second: [2, 1],
  fraction: [1, 0],
};
const [MONTH_UNIT, DAY_UNIT] = [7, 5];

interface Reading {
  readonly field: Field | 'fraction';
  readonly value: number;
}

/** A token's reading at a place of the text: where it ends, and what it says. */
interface Step {
  readonly end: number;
  readonly reading?: Reading;
  readonly zone?: string;
}

/** @throws ScriptError INVALID_FUNCTION_ARGUMENT in Joda's words */
export function parseFormat(tokens: readonly Token[], text: string): ParsedMoment {
  const readings: Reading[] = [];
  let zone: string | undefined;
  let at = 0;
  for (const token of tokens) {
    const step = readToken(token, text, at);
    if (!step) throw malformed(text, at);
    if (step.reading) readings.push(step.reading);
    zone = step.zone ?? zone;
    at = step.end;
  }
  if (at < text.length) throw malformed(text, at);
  const wall = assemble(readings, text);
  return zone === undefined ? { wall } : { wall, zone };
}

/** Joda's message of a text that a format does not fit. */
export function malformed(text: string, at: number): ScriptError {
  const sample = text.length <= 35 ? text : `${text.slice(0, 32)}...`;
  const place =
    at <= 0
      ? ''
      : at >= text.length
        ? ' is too short'
        : ` is malformed at "${text.slice(at, at + 32)}"`;
  return new ScriptError('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${sample}"${place}`);
}

/** Sets the fields on 1970-01-01, longest first. */
export function assemble(readings: readonly Reading[], text: string): number {
  const sorted = [...readings].sort((one, other) => {
    const [[range, unit], [otherRange, otherUnit]] = [ORDER[one.field], ORDER[other.field]];
    return otherRange - range || otherUnit - unit;
  });
  const unit = sorted[0] ? ORDER[sorted[0].field][1] : 0;
  if (unit <= MONTH_UNIT && unit >= DAY_UNIT) sorted.unshift({ field: 'year', value: YEARLESS });
  let wall = 0;
  for (const { field, value } of sorted) {
    const set = field === 'fraction' ? wall + value : withField(field, value, wall);
    if (set === undefined || Number.isNaN(set)) {
      const reason = `Cannot parse "${text}": Value ${value} for ${field} is out of range`;
      throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
    }
    wall = set;
  }
  return wall;
}

function readToken(token: Token, text: string, at: number): Step | undefined {
  switch (token.is) {
    case 'literal':
      return readLiteral(token.text, text, at);
    case 'number':
      return readNumber(token, text, at);
    case 'short-year':
      return readShortYear(token, text, at);
    case 'text':
      return readName(token, text, at);
    case 'fraction':
      return readFraction(token.max, text, at);
    case 'offset':
      return readOffset(text, at);
    case 'zone-id':
      return readZone(text, at);
    case 'zone-name':
      return undefined;
  }
}

/** Letters match without case, as in Joda. */
function readLiteral(wanted: string, text: string, at: number): Step | undefined {
  const end = at + wanted.length;
  return text.slice(at, end).toLowerCase() === wanted.toLowerCase() ? { end } : undefined;
}

function readNumber(
  { field, max, signed }: Extract<Token, { is: 'number' }>,
  text: string,
  at: number,
): Step | undefined {
  const pattern = new RegExp(`${signed ? '[+-]?' : ''}\\d{1,${max}}`, 'y');
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found === undefined
    ? undefined
    : { end: at + found.length, reading: { field, value: Number(found) } };
}

function readShortYear(
  { field, pivot, lenient }: Extract<Token, { is: 'short-year' }>,
  text: string,
  at: number,
): Step | undefined {
  const pattern = lenient ? /[+-]?\d+/y : /\d\d/y;
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  if (found === undefined) return undefined;
  const value = /^\d\d$/.test(found) ? nearPivot(Number(found), pivot) : Number(found);
  return { end: at + found.length, reading: { field, value } };
}

/** The year with these two last digits that is at most 50 years before the pivot, or less than 50 after. */
function nearPivot(year: number, pivot: number): number {
  const low = pivot - 50;
  return low + ((((year - low) % 100) + 100) % 100);
}

const NAMES: Readonly<Record<'month' | 'day-of-week' | 'half' | 'era', readonly string[]>> = {
  month: MONTHS,
  'day-of-week': WEEKDAYS,
  half: HALVES,
  era: ['BC', 'AD'],
};

/** A name in full or its first three letters; as usual, in capitals or in small letters. The longest counts. */
function readName(
  { field }: Extract<Token, { is: 'text' }>,
  text: string,
  at: number,
): Step | undefined {
  const first = field === 'month' || field === 'day-of-week' ? 1 : 0;
  const found = NAMES[field].flatMap((name, index) =>
    [name, shortName(name)].flatMap((form) =>
      [form, form.toUpperCase(), form.toLowerCase()]
        .filter((spelling) => text.startsWith(spelling, at))
        .map((spelling) => ({ end: at + spelling.length, value: index + first })),
    ),
  );
  const longest = found.sort((one, other) => other.end - one.end)[0];
  return longest && { end: longest.end, reading: { field, value: longest.value } };
}

/** Digits beyond the milliseconds are read and dropped. */
function readFraction(max: number, text: string, at: number): Step {
  const pattern = new RegExp(`\\d{0,${max}}`, 'y');
  pattern.lastIndex = at;
  const digits = pattern.exec(text)?.[0] ?? '';
  const value = Number(digits.padEnd(3, '0').slice(0, 3));
  return { end: at + digits.length, reading: { field: 'fraction', value } };
}

export function readOffset(text: string, at: number): Step | undefined {
  const pattern = /[Zz]|[+-]\d\d(?::?\d\d)?/y;
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  const zone = found && zoneName(found);
  return found && zone ? { end: at + found.length, zone } : undefined;
}

/** The longest name of a zone that stands there. */
function readZone(text: string, at: number): Step | undefined {
  const pattern = /[A-Za-z][A-Za-z0-9_+/-]*/y;
  pattern.lastIndex = at;
  let found = pattern.exec(text)?.[0] ?? '';
  for (; found !== ''; found = found.slice(0, -1)) {
    const zone = zoneName(found);
    if (zone) return { end: at + found.length, zone };
  }
  return undefined;
}
