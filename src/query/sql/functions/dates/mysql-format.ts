import { ScriptError } from '../script-error.ts';
import { literal, number, type Token } from './format-tokens.ts';

/** Two digit years fall into 1970 to 2069, as in MySQL. */
const PIVOT = 2020;

const CLOCK_24: readonly Token[] = [
  number('hour', 2),
  literal(':'),
  number('minute', 2),
  literal(':'),
  number('second', 2),
];

/** What each letter means, from Trino's documentation of date_format. */
const LETTERS: Readonly<Record<string, readonly Token[]>> = {
  a: [{ is: 'text', field: 'day-of-week', long: false }],
  b: [{ is: 'text', field: 'month', long: false }],
  c: [number('month', 1)],
  d: [number('day', 2)],
  e: [number('day', 1)],
  f: [{ is: 'fraction', min: 6, max: 9 }],
  H: [number('hour', 2)],
  h: [number('half-clock-hour', 2)],
  I: [number('half-clock-hour', 2)],
  i: [number('minute', 2)],
  j: [number('day-of-year', 3, 3)],
  k: [number('hour', 1)],
  l: [number('half-clock-hour', 1)],
  M: [{ is: 'text', field: 'month', long: true }],
  m: [number('month', 2)],
  p: [{ is: 'text', field: 'half', long: true }],
  r: [
    number('half-clock-hour', 2),
    ...CLOCK_24.slice(1),
    literal(' '),
    { is: 'text', field: 'half', long: true },
  ],
  S: [number('second', 2)],
  s: [number('second', 2)],
  T: CLOCK_24,
  v: [number('week', 2)],
  x: [number('weekyear', 4, 4, true)],
  W: [{ is: 'text', field: 'day-of-week', long: true }],
  Y: [number('year', 4, 4, true)],
  y: [{ is: 'short-year', field: 'year', pivot: PIVOT, lenient: false }],
};
const REFUSED = 'wUuVXD';

/**
 * The parts of a format of date_format and date_parse.
 * @throws ScriptError for letters that Trino refuses too, and for an empty format
 */
export function mysqlTokens(format: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < format.length; at++) {
    const letter = format[at] ?? '';
    if (letter !== '%') {
      tokens.push(literal(letter));
      continue;
    }
    const next = format[++at];
    if (next === undefined) break;
    if (REFUSED.includes(next)) {
      const reason = `%${next} not supported in date format string`;
      throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
    }
    tokens.push(...((Object.hasOwn(LETTERS, next) && LETTERS[next]) || [literal(next)]));
  }
  if (tokens.length === 0) {
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', 'Both printing and parsing not supported');
  }
  return tokens;
}
