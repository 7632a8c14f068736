import {
  char,
  DOUBLE,
  decimal,
  isInteger,
  isTime,
  REAL,
  timeOf,
  UNKNOWN,
  varchar,
} from './known.ts';
import type { DecimalType, RowType, TextType, TimeType, Type } from './type.ts';

/** Numbers in the order in which one fits the next; decimals stand between bigint and real. */
const ORDER = ['tinyint', 'smallint', 'integer', 'bigint', 'decimal', 'real', 'double'] as const;

/** The digits that hold any value of an integer type. */
const DIGITS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
};
const LONGEST_CHAR = 65536;

/** Whether two types are one; the zone that values are shown in does not count, names of fields do. */
export function isSameType(a: Type, b: Type): boolean {
  if (a.is !== b.is) return false;
  switch (a.is) {
    case 'decimal':
      return a.precision === (b as DecimalType).precision && a.scale === (b as DecimalType).scale;
    case 'varchar':
    case 'char':
      return a.length === (b as TextType).length;
    case 'time':
    case 'time-zoned':
    case 'timestamp':
    case 'timestamp-zoned':
      return a.precision === (b as TimeType).precision;
    case 'array':
      return isSameType(a.of, (b as typeof a).of);
    case 'map':
      return isSameType(a.key, (b as typeof a).key) && isSameType(a.value, (b as typeof a).value);
    case 'row':
      return isSameRow(a, b as RowType);
    default:
      return true;
  }
}

function isSameRow(a: RowType, b: RowType): boolean {
  return (
    a.fields.length === b.fields.length &&
    a.fields.every((field, at) => {
      const other = b.fields[at];
      return other !== undefined && field.name === other.name && isSameType(field.type, other.type);
    })
  );
}

/** Whether Trino turns a value of one type into another without being asked. */
export function canCoerce(from: Type, to: Type): boolean {
  if (from.is === 'unknown') return true;
  if (from.is === 'char' && to.is === 'varchar') return false;
  const common = commonSuperType(from, to);
  return common !== undefined && isSameShape(common, to);
}

/** As `isSameType`, but names of a row's fields do not matter. */
function isSameShape(a: Type, b: Type): boolean {
  if (a.is === 'array' && b.is === 'array') return isSameShape(a.of, b.of);
  if (a.is === 'map' && b.is === 'map') {
    return isSameShape(a.key, b.key) && isSameShape(a.value, b.value);
  }
  if (a.is === 'row' && b.is === 'row') {
    return a.fields.every(({ type }, at) => isSameShape(type, b.fields[at]?.type ?? UNKNOWN));
  }
  return isSameType(a, b);
}

/** The smallest type that both fit; undefined where there is none. */
export function commonSuperType(a: Type, b: Type): Type | undefined {
  if (a.is === 'unknown') return b;
  if (b.is === 'unknown') return a;
  return commonNumber(a, b) ?? commonText(a, b) ?? commonTime(a, b) ?? commonContainer(a, b);
}

function commonNumber(a: Type, b: Type): Type | undefined {
  const [first, second] = [a, b].map((type) => ORDER.indexOf(type.is as (typeof ORDER)[number]));
  if (first === undefined || second === undefined || first < 0 || second < 0) return undefined;
  const [larger, smaller] = first >= second ? [a, b] : [b, a];
  if (larger.is !== 'decimal') return larger;
  const other = decimalOf(smaller);
  if (!other) return undefined;
  const scale = Math.max(larger.scale, other.scale);
  const whole = Math.max(larger.precision - larger.scale, other.precision - other.scale);
  return decimal(whole + scale, scale);
}

/** An integer type or a decimal as a decimal. */
export function decimalOf(type: Type): DecimalType | undefined {
  if (type.is === 'decimal') return type;
  const digits = isInteger(type) ? DIGITS[type.is] : undefined;
  return digits === undefined ? undefined : decimal(digits, 0);
}

function commonText(a: Type, b: Type): Type | undefined {
  const isTextPair = [a, b].every(({ is }) => is === 'varchar' || is === 'char');
  if (!isTextPair) return undefined;
  const [first, second] = [(a as TextType).length, (b as TextType).length];
  const longest = first === undefined || second === undefined ? undefined : Math.max(first, second);
  if (a.is === 'varchar' && b.is === 'varchar') return varchar(longest);
  return char(Math.min(longest ?? LONGEST_CHAR, LONGEST_CHAR));
}

const ZONED = { time: 'time-zoned', timestamp: 'timestamp-zoned' } as const;

function commonTime(a: Type, b: Type): Type | undefined {
  if (a.is === 'date' && b.is === 'date') return a;
  if (a.is === 'date') return isTimestamp(b) ? b : undefined;
  if (b.is === 'date') return isTimestamp(a) ? a : undefined;
  if (!isTime(a) || !isTime(b)) return undefined;
  const precision = Math.max(a.precision, b.precision);
  if (a.is === b.is) return timeOf(a.is, precision, a.zone === b.zone ? a.zone : undefined);
  const zoned = [a, b].find((type) => type.is.endsWith('-zoned'));
  const plain = [a, b].find((type) => !type.is.endsWith('-zoned'));
  if (!zoned || !plain || ZONED[plain.is as keyof typeof ZONED] !== zoned.is) return undefined;
  return timeOf(zoned.is, precision, zoned.zone);
}

function isTimestamp(type: Type): boolean {
  return type.is === 'timestamp' || type.is === 'timestamp-zoned';
}

function commonContainer(a: Type, b: Type): Type | undefined {
  if (a.is === 'array' && b.is === 'array') {
    const of = commonSuperType(a.of, b.of);
    return of && { is: 'array', of };
  }
  if (a.is === 'map' && b.is === 'map') {
    const key = commonSuperType(a.key, b.key);
    const value = commonSuperType(a.value, b.value);
    return key && value && { is: 'map', key, value };
  }
  if (a.is === 'row' && b.is === 'row') return commonRow(a, b);
  return isSameType(a, b) ? a : undefined;
}

function commonRow(a: RowType, b: RowType): Type | undefined {
  if (a.fields.length !== b.fields.length) return undefined;
  const fields: RowType['fields'][number][] = [];
  for (const [at, { name, type }] of a.fields.entries()) {
    const other = b.fields[at];
    const common = other && commonSuperType(type, other.type);
    if (!common) return undefined;
    fields.push(
      name !== undefined && name === other.name ? { name, type: common } : { type: common },
    );
  }
  return { is: 'row', fields };
}

/** Whether values of a type can be compared for equality. */
export function isComparable(type: Type): boolean {
  switch (type.is) {
    case 'array':
      return isComparable(type.of);
    case 'map':
      return isComparable(type.value);
    case 'row':
      return type.fields.every((field) => isComparable(field.type));
    default:
      return type.is !== 'function';
  }
}

/** Whether values of a type have an order. */
export function isOrderable(type: Type): boolean {
  switch (type.is) {
    case 'map':
    case 'json':
    case 'function':
      return false;
    case 'array':
      return isOrderable(type.of);
    case 'row':
      return type.fields.every((field) => isOrderable(field.type));
    default:
      return true;
  }
}

/** `real` and `double`. */
export function isFloating(type: Type): boolean {
  return type.is === DOUBLE.is || type.is === REAL.is;
}
