import { refuse } from '../../refusal.ts';
import type {
  BinaryLiteral,
  BooleanLiteral,
  NullLiteral,
  NumberLiteral,
  StringLiteral,
} from '../../syntax/index.ts';
import { quoted, type Typed } from '../../typed.ts';
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  decimal,
  duckdbType,
  INTEGER,
  UNKNOWN,
  VARBINARY,
  varchar,
} from '../../types/index.ts';
import { constant } from './typed-values.ts';

const LARGEST_INTEGER = 2147483647n;
const LARGEST_BIGINT = 9223372036854775807n;

export function bindNull({ span }: NullLiteral): Typed {
  return constant(UNKNOWN, 'NULL', null, span);
}

export function bindBoolean({ value, span }: BooleanLiteral): Typed {
  return constant(BOOLEAN, String(value), value, span);
}

/** Lengths count code points. */
export function bindString({ value, span }: StringLiteral): Typed {
  return constant(varchar([...value].length), quoted(value), value, span);
}

export function bindBinary({ hex, span }: BinaryLiteral): Typed {
  return constant(VARBINARY, `unhex('${hex}')`, hex, span);
}

/** @throws Refusal SYNTAX_ERROR for a number that no type holds */
export function bindNumber({ is, text, span }: NumberLiteral, sign: '' | '-' = ''): Typed {
  const signed = `${sign}${text}`;
  if (is === 'double') return constant(DOUBLE, `CAST('${signed}' AS DOUBLE)`, Number(signed), span);
  if (is === 'decimal') {
    return (
      decimalConstant(signed, span) ??
      refuse('SYNTAX_ERROR', `Invalid numeric literal: ${signed}`, span)
    );
  }
  const value = sign === '-' ? -BigInt(text) : BigInt(text);
  if (value >= -LARGEST_INTEGER - 1n && value <= LARGEST_INTEGER) {
    return constant(INTEGER, inParentheses(value), value, span);
  }
  if (value < -LARGEST_BIGINT - 1n || value > LARGEST_BIGINT) {
    refuse('SYNTAX_ERROR', `Invalid numeric literal: ${signed}`, span);
  }
  return constant(BIGINT, `CAST('${value}' AS BIGINT)`, value, span);
}

function inParentheses(value: bigint): string {
  return value < 0n ? `(${value})` : String(value);
}

/** A decimal with as many digits as its text has; undefined when the text is none or has more than 38. */
export function decimalConstant(text: string, span: NumberLiteral['span']): Typed | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (whole === '' && fraction === '') return undefined;
  const digits = whole.replace(/^0+/, '');
  const type = decimal(Math.max(digits.length + fraction.length, 1), fraction.length);
  if (digits.length + fraction.length > type.precision) return undefined;
  const value = `${sign === '-' ? '-' : ''}${digits || '0'}${fraction && `.${fraction}`}`;
  return constant(type, `CAST('${value}' AS ${duckdbType(type)})`, value, span);
}
