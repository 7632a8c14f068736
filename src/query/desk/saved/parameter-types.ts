import { parseTime } from '../../../base/time/index.ts';
import { textLiteral } from '../../sql/index.ts';

/** What a parameter may be: how its value is written by people, and as a literal of Athena's SQL. */
export interface ParameterType {
  /** `a whole number`, as messages and pages say it. */
  readonly what: string;
  readonly example: string;
  /** The literal in SQL; undefined when the text is no such value. `now` in milliseconds. */
  readonly literal: (text: string, now: number) => string | undefined;
}

const UNITS: Readonly<Record<string, string>> = {
  s: 'SECOND',
  m: 'MINUTE',
  h: 'HOUR',
  d: 'DAY',
};

/** The types by name. Every literal is one token or one closed form, so that it cannot change what is around it. */
export const PARAMETER_TYPES = {
  text: { what: 'text', example: 'ec2.amazonaws.com', literal: textLiteral },
  pattern: {
    what: 'a LIKE pattern, % for anything',
    example: '%terraform%',
    literal: textLiteral,
  },
  integer: { what: 'a whole number', example: '100', literal: integer },
  number: { what: 'a number', example: '0.5', literal: double },
  boolean: { what: 'true or false', example: 'true', literal: boolean },
  account: {
    what: 'an account id of twelve digits',
    example: '111122223333',
    literal: (text) => (/^\d{12}$/.test(text) ? textLiteral(text) : undefined),
  },
  time: {
    what: 'a time as eventtime has it: 2026-06-30, an ISO time, T-7d, start or end',
    example: 'T-7d',
    literal: eventTime,
  },
  timestamp: {
    what: 'a timestamp: 2026-06-30, an ISO time or T-7d',
    example: '2026-06-30T12:00:00Z',
    literal: timestamp,
  },
  date: { what: 'a date: 2026-06-30', example: '2026-06-30', literal: date },
  duration: { what: 'a duration: 30s, 15m, 12h, 7d', example: '15m', literal: duration },
} as const satisfies Readonly<Record<string, ParameterType>>;

export type ParameterTypeName = keyof typeof PARAMETER_TYPES;

export function isParameterType(name: string): name is ParameterTypeName {
  return Object.hasOwn(PARAMETER_TYPES, name);
}

/** In parentheses below zero: `a -:n` must not become a comment. */
function signed(text: string): string {
  return text.startsWith('-') ? `(${text})` : text;
}

function integer(text: string): string | undefined {
  const isWhole = /^-?\d{1,15}$/.test(text);
  return isWhole ? signed(String(Number(text))) : undefined;
}

function double(text: string): string | undefined {
  if (!/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return undefined;
  return signed(`${text}E0`);
}

function boolean(text: string): string | undefined {
  const word = text.toLowerCase();
  return word === 'true' || word === 'false' ? word.toUpperCase() : undefined;
}

function eventTime(text: string, now: number): string | undefined {
  if (text === 'start') return "'1970-01-01T00:00:00Z'";
  if (text === 'end') return "'9999-12-31T23:59:59Z'";
  const ms = millisecondsOf(text, now);
  return ms === undefined ? undefined : `'${isoOf(ms)}'`;
}

function timestamp(text: string, now: number): string | undefined {
  const ms = millisecondsOf(text, now);
  if (ms === undefined) return undefined;
  return `TIMESTAMP '${new Date(ms).toISOString().replace('T', ' ').replace('Z', ' UTC')}'`;
}

function date(text: string, now: number): string | undefined {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? millisecondsOf(text, now) : undefined;
  return ms === undefined ? undefined : `DATE '${text}'`;
}

function duration(text: string): string | undefined {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return count && unit ? `INTERVAL '${Number(count)}' ${UNITS[unit]}` : undefined;
}

function millisecondsOf(text: string, now: number): number | undefined {
  try {
    return parseTime(text, now);
  } catch {
    return undefined;
  }
}

/** Whole seconds without a fraction, as CloudTrail writes them: texts are compared, not times. */
function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
