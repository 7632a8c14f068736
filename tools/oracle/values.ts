import type { ValueType } from './value-type.ts';

/** Digits that doubles, and reals, have to share. */
const DOUBLE_DIGITS = 9;
const REAL_DIGITS = 5;

/** A value as a text that equal values share: doubles rounded, JSON with its keys in order. */
export function valueText(value: unknown, type: ValueType): string {
  if (value === null || value === undefined) return 'NULL';
  switch (type.is) {
    case 'double':
      return numberText(value, DOUBLE_DIGITS);
    case 'real':
      return numberText(value, REAL_DIGITS);
    case 'bigint':
      // The server's answers were written down as doubles.
      return String(Number(value));
    case 'json':
      return jsonText(value);
    case 'timestamp with time zone':
      return instantText(String(value));
    case 'array':
      return `[${asList(value)
        .map((item) => valueText(item, type.of[0] ?? ANY))
        .join()}]`;
    case 'row':
      return `(${asList(value)
        .map((item, at) => valueText(item, type.of[at] ?? ANY))
        .join()})`;
    case 'map':
      return mapText(value, type);
    default:
      return JSON.stringify(typeof value === 'object' ? value : String(value));
  }
}

const ANY: ValueType = { is: 'varchar', of: [] };

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function numberText(value: unknown, digits: number): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return String(value);
  // The last of the digits may round either way.
  return number === 0 ? '0' : String(Number(number.toPrecision(digits)));
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(sorted(JSON.parse(String(value))));
  } catch {
    return String(value);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function mapText(value: unknown, { of }: ValueType): string {
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const texts = entries.map(([key, inner]) => {
    return `${valueText(key, of[0] ?? ANY)}:${valueText(inner, of[1] ?? ANY)}`;
  });
  return `{${texts.sort().join()}}`;
}

const ZONED = /^(-?\d+-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)? (.+)$/;

/** `2026-01-31 12:00:00.000 UTC` and the same instant at another offset are one. */
function instantText(text: string): string {
  const [, day = '', time = '', fraction = '', zone = ''] = ZONED.exec(text) ?? [];
  const offset = zone === 'UTC' ? 'Z' : zone;
  const ms = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(ms) ? text : `${ms}${fraction}`;
}
