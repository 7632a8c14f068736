import { ScriptError } from '../script-error.ts';
import { fieldOf } from './calendar.ts';
import { HALVES, MONTHS, shortName, type Token, WEEKDAYS } from './format-tokens.ts';
import { offsetName } from './zones.ts';

/** What a format prints. */
export interface Moment {
  /** The wall clock, as milliseconds since 1970. */
  readonly wall: number;
  /** Absent for a timestamp without a zone. */
  readonly zone?: { readonly name: string; readonly minutes: number };
}

/** A moment in a format's words. @throws ScriptError where the format wants a zone that is not there */
export function printFormat(tokens: readonly Token[], moment: Moment): string {
  return tokens.map((token) => printToken(token, moment)).join('');
}

function printToken(token: Token, { wall, zone }: Moment): string {
  switch (token.is) {
    case 'literal':
      return token.text;
    case 'number':
      return padded(fieldOf(token.field, wall), token.min);
    case 'short-year':
      return padded(Math.abs(fieldOf(token.field, wall)) % 100, 2);
    case 'text':
      return nameOf(token, wall);
    case 'fraction':
      return fraction(wall, token.min, token.max);
    default:
      return printZone(token, zone);
  }
}

function padded(value: number, digits: number): string {
  return `${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(digits, '0')}`;
}

function nameOf(token: Extract<Token, { is: 'text' }>, wall: number): string {
  const value = fieldOf(token.field, wall);
  switch (token.field) {
    case 'month':
      return sized(MONTHS[value - 1], token.long);
    case 'day-of-week':
      return sized(WEEKDAYS[value - 1], token.long);
    case 'half':
      return HALVES[value] ?? '';
    case 'era':
      return value === 1 ? 'AD' : 'BC';
  }
}

function sized(name = '', long: boolean): string {
  return long ? name : shortName(name);
}

/** Milliseconds of the second with zeros to `max` digits, then without zeros beyond `min`. */
function fraction(wall: number, min: number, max: number): string {
  const millis = wall - Math.floor(wall / 1000) * 1000;
  let digits = String(millis).padStart(3, '0').padEnd(max, '0').slice(0, max);
  while (digits.length > min && digits.endsWith('0')) digits = digits.slice(0, -1);
  return digits;
}

function printZone(
  token: Extract<Token, { is: 'offset' | 'zone-id' | 'zone-name' }>,
  zone: Moment['zone'],
): string {
  if (!zone) {
    const reason =
      "format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this type does not contain TZ information";
    throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
  }
  if (token.is === 'zone-id') return zone.name;
  if (token.is === 'offset') {
    const name = offsetName(zone.minutes);
    return token.colon ? name : name.replace(':', '');
  }
  if (zone.name === 'UTC') return token.long ? 'Coordinated Universal Time' : 'UTC';
  if (/^[+-]/.test(zone.name)) return zone.name;
  const reason = `The name of time zone ${zone.name} is not known here: use Z, ZZ or ZZZ`;
  throw new ScriptError('NOT_SUPPORTED', reason);
}
