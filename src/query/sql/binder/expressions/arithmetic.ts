import { refuse } from '../../refusal.ts';
import type { Arithmetic, Span, Unary } from '../../syntax/index.ts';
import { sql, type Typed } from '../../typed.ts';
import {
  commonSuperType,
  decimalOf,
  displayName,
  isInteger,
  isNumber,
  type Type,
} from '../../types/index.ts';
import { coerce } from './casts/index.ts';
import { bindConcatenation } from './concatenation.ts';
import type { Binding } from './context.ts';
import { decimalArithmetic } from './decimals.ts';
import { bindNumber } from './literals.ts';
import { isNumberLiteral } from './number-literals.ts';
import { once } from './once.ts';
import { placeOf } from './places.ts';
import { timeArithmetic } from './time-arithmetic.ts';
import { infix, typed } from './typed-values.ts';

export type Operator = Exclude<Arithmetic['operator'], '||'>;

/** @throws Refusal TYPE_MISMATCH at the operator */
export function bindArithmetic(binding: Binding, expression: Arithmetic): Typed {
  const place = placeOf(expression, binding.context.text);
  const { operator } = expression;
  if (operator === '||') return bindConcatenation(binding, expression, place);
  const left = binding.bind(expression.left);
  const right = binding.bind(expression.right);
  const result =
    numberArithmetic(operator, left, right, place) ?? timeArithmetic(operator, left, right, place);
  if (!result) {
    const types = `${displayName(left.type)} ${operator} ${displayName(right.type)}`;
    refuse('TYPE_MISMATCH', `Cannot apply operator: ${types}`, place);
  }
  return { ...result, span: expression.span };
}

function numberArithmetic(operator: Operator, left: Typed, right: Typed, place: Span) {
  const type = numberType(left.type, right.type);
  if (!type) return undefined;
  if (type.is === 'decimal') {
    const [first, second] = [decimalOperand(left, right), decimalOperand(right, left)];
    return first && second && decimalArithmetic(operator, first, second, place);
  }
  const [first, second] = [coerce(left, type), coerce(right, type)];
  return typed(type, printed(operator, first, second), place);
}

/** The common type of two numbers; NULL takes the other's. */
function numberType(left: Type, right: Type): Type | undefined {
  const isFit = (type: Type) => isNumber(type) || type.is === 'unknown';
  if (!isFit(left) || !isFit(right) || (left.is === 'unknown' && right.is === 'unknown')) {
    return undefined;
  }
  return commonSuperType(left, right);
}

function decimalOperand(value: Typed, other: Typed): Typed | undefined {
  const type = decimalOf(value.type.is === 'unknown' ? other.type : value.type);
  return type && coerce(value, type);
}

/** Of two integers or two floating numbers of one type. */
function printed(operator: Operator, left: Typed, right: Typed) {
  const isWhole = isInteger(left.type);
  if (operator === '/' && isWhole) return divided('//', left, right);
  if (operator === '%' && isWhole) return divided('%', left, right);
  return infix(left.sql, operator, right.sql);
}

function divided(operator: '//' | '%', left: Typed, right: Typed) {
  const isSafe = typeof right.constant?.value === 'bigint' && right.constant.value !== 0n;
  return infix(
    left.sql,
    operator,
    isSafe ? right.sql : once(right.sql, (divisor) => sql`tg_divisor(${divisor})`),
  );
}

/** `-x`, `+x`; a number behind a sign is one literal. */
export function bindUnary(binding: Binding, expression: Unary): Typed {
  const { operator, value: inner, span } = expression;
  if (operator === '-' && isNumberLiteral(inner)) return { ...bindNumber(inner, '-'), span };
  const value = binding.bind(inner);
  if (value.type.is === 'unknown') {
    refuse('AMBIGUOUS_FUNCTION_CALL', 'Could not choose a best candidate operator.', span);
  }
  const canNegate = isNumber(value.type) || value.type.is.startsWith('interval-');
  if (operator === '+') {
    if (isNumber(value.type)) return { ...value, span };
    refuse(
      'TYPE_MISMATCH',
      `Unary '+' operator cannot by applied to ${displayName(value.type)} type`,
      span,
    );
  }
  if (!canNegate) refuse('TYPE_MISMATCH', `Cannot negate ${displayName(value.type)}`, span);
  return typed(value.type, sql`(- ${value.sql})`, span);
}
