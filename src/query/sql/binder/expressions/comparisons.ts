import { refuse } from '../../refusal.ts';
import type {
  Between,
  Comparison,
  ComparisonOperator,
  InList,
  IsDistinct,
  IsNull,
  Like,
  Span,
} from '../../syntax/index.ts';
import { joined, sql, type Typed } from '../../typed.ts';
import {
  BOOLEAN,
  commonSuperType,
  displayName,
  isComparable,
  isOrderable,
  isText,
  type Type,
  VARCHAR,
} from '../../types/index.ts';
import { coerce } from './casts/index.ts';
import { bindAlike } from './common.ts';
import { compared, distinct } from './compared.ts';
import type { Binding } from './context.ts';
import { comparisonHint } from './hints.ts';
import { once } from './once.ts';
import { placeOf } from './places.ts';
import { typed } from './typed-values.ts';

export function bindComparison(binding: Binding, expression: Comparison): Typed {
  const left = binding.bind(expression.left);
  const right = binding.bind(expression.right);
  const place = placeOf(expression, binding.context.text);
  return { ...compare(expression.operator, left, right, place), span: expression.span };
}

/** @throws Refusal TYPE_MISMATCH: `Cannot apply operator: varchar(1) < integer` */
export function compare(
  operator: ComparisonOperator,
  left: Typed,
  right: Typed,
  place: Span,
): Typed {
  const type = commonSuperType(left.type, right.type);
  const isFit = type && (isEquality(operator) ? isComparable(type) : isOrderable(type));
  if (!isFit) mismatch(operator, left, right, place);
  const sides = [coerce(left, type), coerce(right, type)] as const;
  return typed(BOOLEAN, compared(operator, sides[0], sides[1], type), place);
}

function isEquality(operator: ComparisonOperator): boolean {
  return operator === '=' || operator === '<>';
}

/** Trino knows less-than and equal alone: `>` is named as `<`. */
const NAMED: Readonly<Record<ComparisonOperator, string>> = {
  '=': '=',
  '<>': '=',
  '<': '<',
  '<=': '<=',
  '>': '<',
  '>=': '<=',
};

function mismatch(operator: ComparisonOperator, left: Typed, right: Typed, place: Span): never {
  const [first, second] = [displayName(left.type), displayName(right.type)];
  const reason = `Cannot apply operator: ${first} ${NAMED[operator]} ${second}`;
  return refuse('TYPE_MISMATCH', reason, place, comparisonHint(left, right));
}

export function bindBetween(binding: Binding, expression: Between): Typed {
  const [value, low, high] = [expression.value, expression.low, expression.high].map((one) =>
    binding.bind(one),
  ) as [Typed, Typed, Typed];
  const place = placeOf(expression, binding.context.text);
  const lower = commonSuperType(value.type, low.type);
  const type = lower && commonSuperType(lower, high.type);
  if (!type || !isOrderable(type)) {
    const types = `${displayName(value.type)} is BETWEEN ${displayName(low.type)} and ${displayName(high.type)}`;
    refuse('TYPE_MISMATCH', `Cannot check if ${types}`, place, comparisonHint(value, low));
  }
  const [subject, from, to] = [coerce(value, type), coerce(low, type), coerce(high, type)];
  const inside = isPlain(type)
    ? sql`(${subject.sql} BETWEEN ${from.sql} AND ${to.sql})`
    : once(subject.sql, (one) => {
        const value = { ...subject, sql: one };
        return sql`(${compared('>=', value, from, type)} AND ${compared('<=', value, to, type)})`;
      });
  return typed(BOOLEAN, negated(expression.negated, inside), expression.span);
}

/** Types whose comparison is DuckDB's. */
function isPlain({ is }: Type): boolean {
  return !['real', 'double', 'array', 'map', 'row', 'time-zoned', 'unknown'].includes(is);
}

function negated(isNegated: boolean, condition: Typed['sql']): Typed['sql'] {
  return isNegated ? sql`(NOT ${condition})` : condition;
}

export function bindInList(binding: Binding, expression: InList): Typed {
  const { value, items } = expression;
  const what = 'IN value and list items';
  const { type, values } = bindAlike(binding, [value, ...items], what);
  const [subject, ...list] = values;
  if (!subject) return refuse('SYNTAX_ERROR', 'IN needs a list.', expression.span);
  const inside = isPlain(type)
    ? sql`(${subject.sql} IN (${joined(list.map((item) => item.sql))}))`
    : once(subject.sql, (one) => {
        const tests = list.map((item) => compared('=', { ...subject, sql: one }, item, type));
        return sql`(${joined(tests, ' OR ')})`;
      });
  return typed(BOOLEAN, negated(expression.negated, inside), expression.span);
}

export function bindLike(binding: Binding, expression: Like): Typed {
  const { text } = binding.context;
  const side = (one: Like['value'], name: string) => {
    const bound = binding.bind(one);
    if (bound.type.is === 'unknown') return coerce(bound, VARCHAR);
    if (isText(bound.type)) return coerce(bound, bound.type.is === 'char' ? bound.type : VARCHAR);
    const reason = `${name} must evaluate to a varchar (actual: ${displayName(bound.type)})`;
    return refuse('TYPE_MISMATCH', reason, placeOf(one, text));
  };
  const value = side(expression.value, 'Left side of LIKE expression');
  const pattern = side(expression.pattern, 'Pattern for LIKE expression');
  const escaping = expression.escape && side(expression.escape, 'Escape for LIKE expression');
  const subject =
    value.type.is === 'char'
      ? sql`rpad(${value.sql}, ${String(value.type.length ?? 1)}, ' ')`
      : value.sql;
  const like = escaping
    ? sql`(${subject} LIKE tg_like_pattern(${pattern.sql}, ${escaping.sql}) ESCAPE '\\')`
    : sql`(${subject} LIKE ${pattern.sql})`;
  return typed(BOOLEAN, negated(expression.negated, like), expression.span);
}

export function bindIsNull(binding: Binding, { value, negated: not, span }: IsNull): Typed {
  const bound = binding.bind(value);
  return typed(BOOLEAN, sql`(${bound.sql} IS ${not ? 'NOT NULL' : 'NULL'})`, span);
}

export function bindIsDistinct(binding: Binding, expression: IsDistinct): Typed {
  const left = binding.bind(expression.left);
  const right = binding.bind(expression.right);
  const type = commonSuperType(left.type, right.type);
  if (!type || !isComparable(type)) {
    const types = `${displayName(left.type)} IS DISTINCT FROM ${displayName(right.type)}`;
    refuse(
      'TYPE_MISMATCH',
      `Cannot apply operator: ${types}`,
      placeOf(expression, binding.context.text),
    );
  }
  const fragment = distinct(coerce(left, type), coerce(right, type), expression.negated);
  return typed(BOOLEAN, fragment, expression.span);
}
