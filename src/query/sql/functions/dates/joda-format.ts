import { ScriptError } from '../script-error.ts';
import { type Field, literal, number, type Token } from './format-tokens.ts';

const QUOTE = "'";
/** Letters whose tokens print digits; of M only up to two. */
const NUMERIC = 'cCxyYdhHmsSeDFwWkK';
/** Digits that a year may have where no digits follow it. */
const MOST_YEAR_DIGITS = 9;
/** Two digit years are read as within this many years before and 70 after today, as Java's formats do. */
const YEARS_BACK = 30;

const NUMBERS: Readonly<Record<string, Field>> = {
  d: 'day',
  h: 'half-clock-hour',
  H: 'hour',
  k: 'clock-hour',
  K: 'half-hour',
  m: 'minute',
  s: 'second',
  e: 'day-of-week',
  D: 'day-of-year',
  w: 'week',
};
const YEARS: Readonly<Record<string, Field>> = { x: 'weekyear', y: 'year', Y: 'year-of-era' };
/** The most digits that Joda reads for a field. */
const WIDTHS: Partial<Record<Field, number>> = { 'day-of-year': 3, 'day-of-week': 1 };

/** Runs of one letter, and the texts between them, quotes taken off. */
function split(pattern: string): readonly (readonly [letters: string, text?: string])[] {
  const found: [string, string?][] = [];
  let at = 0;
  while (at < pattern.length) {
    const letters = /^([A-Za-z])\1*/.exec(pattern.slice(at))?.[0];
    if (letters) {
      found.push([letters]);
      at += letters.length;
      continue;
    }
    const [text, end] = textFrom(pattern, at);
    found.push(['', text]);
    at = end;
  }
  return found;
}

/** Text up to the next letter that stands outside quotes; two quotes are one. */
function textFrom(pattern: string, start: number): readonly [text: string, end: number] {
  let text = '';
  let isQuoted = false;
  let at = start;
  for (; at < pattern.length; at++) {
    const letter = pattern[at] ?? '';
    if (letter === QUOTE && pattern[at + 1] === QUOTE) {
      text += QUOTE;
      at++;
    } else if (letter === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted && /[A-Za-z]/.test(letter)) break;
    else text += letter;
  }
  return [text, at];
}

function isNumeric([letters]: readonly [string, string?]): boolean {
  if (letters === '') return false;
  return letters[0] === 'M' ? letters.length <= 2 : NUMERIC.includes(letters[0] ?? '');
}

function yearToken(field: Field, count: number, digitsFollow: boolean, thisYear: number): Token {
  if (count === 2) {
    const of = field === 'weekyear' ? 'weekyear' : 'year';
    return { is: 'short-year', field: of, pivot: thisYear - YEARS_BACK, lenient: !digitsFollow };
  }
  const most = digitsFollow ? count : MOST_YEAR_DIGITS;
  return number(field, count, most, field !== 'year-of-era');
}

function letterToken(letter: string, count: number): Token | undefined {
  const field = Object.hasOwn(NUMBERS, letter) ? NUMBERS[letter] : undefined;
  if (field) return number(field, count, WIDTHS[field] ?? 2);
  switch (letter) {
    case 'M':
      return count >= 3 ? { is: 'text', field: 'month', long: count > 3 } : number('month', count);
    case 'E':
      return { is: 'text', field: 'day-of-week', long: count > 3 };
    case 'a':
      return { is: 'text', field: 'half', long: true };
    case 'G':
      return { is: 'text', field: 'era', long: true };
    case 'C':
      return number('century', count, count, true);
    case 'S':
      return { is: 'fraction', min: count, max: count };
    case 'z':
      return { is: 'zone-name', long: count > 3 };
    case 'Z':
      return count > 2 ? { is: 'zone-id' } : { is: 'offset', colon: count === 2 };
    default:
      return undefined;
  }
}

/**
 * The parts of a pattern of format_datetime and parse_datetime, after Joda's DateTimeFormat.
 * @param thisYear what two digit years are near to
 * @throws ScriptError for an empty pattern and for letters that Joda does not know
 */
export function jodaTokens(pattern: string, thisYear: number): readonly Token[] {
  if (pattern === '') {
    const reason = 'Invalid pattern specification: Pattern is null or empty';
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
  }
  const pieces = split(pattern);
  return pieces.map(([letters, text], at): Token => {
    if (text !== undefined) return literal(text);
    const letter = letters[0] ?? '';
    const next = pieces[at + 1];
    const year = Object.hasOwn(YEARS, letter) ? YEARS[letter] : undefined;
    if (year) return yearToken(year, letters.length, next ? isNumeric(next) : false, thisYear);
    const token = letterToken(letter, letters.length);
    if (token) return token;
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', `Illegal pattern component: ${letters}`);
  });
}
