import type { DecimalType, SimpleType, TextType, TimeType, Type } from './type.ts';

const simple = <Name extends SimpleType['is']>(is: Name) => ({ is }) as const;

export const UNKNOWN = simple('unknown');
export const BOOLEAN = simple('boolean');
export const INTEGER = simple('integer');
export const BIGINT = simple('bigint');
export const REAL = simple('real');
export const DOUBLE = simple('double');
export const VARBINARY = simple('varbinary');
export const JSON_TYPE = simple('json');
export const DATE = simple('date');
export const INTERVAL_DAY = simple('interval-day');
export const INTERVAL_YEAR = simple('interval-year');
export const VARCHAR: TextType = { is: 'varchar' };

/** The most characters that a `varchar(n)` names; longer is varchar without a limit. */
const LONGEST_VARCHAR = 2147483646;
/** The most digits that a decimal holds. */
export const MOST_DIGITS = 38;

export function varchar(length?: number): TextType {
  return length === undefined || length > LONGEST_VARCHAR ? VARCHAR : { is: 'varchar', length };
}

export function char(length: number): TextType {
  return { is: 'char', length };
}

/** Precision is cut to the 38 digits there are. */
export function decimal(precision: number, scale: number): DecimalType {
  return { is: 'decimal', precision: Math.min(precision, MOST_DIGITS), scale };
}

export function timeOf(is: TimeType['is'], precision: number, zone?: string): TimeType {
  return zone === undefined ? { is, precision } : { is, precision, zone };
}

export function arrayOf(of: Type): Type {
  return { is: 'array', of };
}

const INTEGERS: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'integer', 'bigint']);

/** tinyint, smallint, integer or bigint. */
export function isInteger(type: Type): boolean {
  return INTEGERS.has(type.is);
}

/** A number of any kind. */
export function isNumber(type: Type): boolean {
  return isInteger(type) || type.is === 'decimal' || type.is === 'real' || type.is === 'double';
}

export function isText(type: Type): type is TextType {
  return type.is === 'varchar' || type.is === 'char';
}

const TIMES: ReadonlySet<string> = new Set(['time', 'time-zoned', 'timestamp', 'timestamp-zoned']);

/** A time of day or a timestamp, with a zone or without. */
export function isTime(type: Type): type is TimeType {
  return TIMES.has(type.is);
}
