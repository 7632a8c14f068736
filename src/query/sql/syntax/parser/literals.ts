import type { Expression, NumberLiteral } from '../ast.ts';
import { binaryDigits, unquote } from '../literals.ts';
import type { Cursor } from './cursor.ts';
import { soundOrLater } from './names.ts';

export function nullLiteral(cursor: Cursor): Expression {
  const { start, end } = cursor.take();
  return { is: 'null', span: { start, end } };
}

export function booleanLiteral(cursor: Cursor): Expression {
  const { start, end, symbol } = cursor.take();
  return { is: 'boolean', value: symbol === 'TRUE', span: { start, end } };
}

export function binary(cursor: Cursor): Expression {
  const token = cursor.take();
  const { start, end } = token;
  const inner = unquote(cursor.text.slice(start, end));
  const hex = soundOrLater(cursor, token, () => binaryDigits(inner));
  return { is: 'binary', hex, span: { start, end } };
}

const MAX_BIGINT = 2n ** 63n - 1n;

export function number(cursor: Cursor): NumberLiteral {
  const before = cursor.tokens[cursor.index - 1]?.symbol;
  const token = cursor.take();
  const { start, end, kind } = token;
  const typed = cursor.text.slice(start, end);
  const text = typed.replaceAll('_', '');
  if (kind === 'integer') {
    const most = before === '-' ? MAX_BIGINT + 1n : MAX_BIGINT;
    if (text.length > 18 && BigInt(text) > most) {
      cursor.refuseLater(token, `Invalid numeric literal: ${typed}`);
    }
    return { is: 'integer', text, span: { start, end } };
  }
  return { is: kind === 'decimal' ? 'decimal' : 'double', text, span: { start, end } };
}
