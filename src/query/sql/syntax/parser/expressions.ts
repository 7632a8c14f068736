import type { Arithmetic, ComparisonOperator, Expression, Query } from '../ast.ts';
import { type Cursor, Mismatch } from './cursor.ts';
import { commaList, stringLiteral } from './names.ts';
import { primary } from './primary.ts';
import { interval } from './times.ts';

export function expression(cursor: Cursor): Expression {
  cursor.enter();
  const value = orFrom(cursor, andFrom(cursor, predicated(cursor)));
  cursor.leave();
  return value;
}

/** Goes on with what a form such as POSITION( has read of an expression. */
export function expressionFrom(cursor: Cursor, value: Expression): Expression {
  return orFrom(cursor, andFrom(cursor, predicate(cursor, value)));
}

function orFrom(cursor: Cursor, first: Expression): Expression {
  if (!cursor.at('OR')) return first;
  const terms = [first];
  while (cursor.accept('OR')) terms.push(andFrom(cursor, predicated(cursor)));
  return { is: 'or', terms, span: cursor.spanFrom(first.span.start) };
}

function andFrom(cursor: Cursor, first: Expression): Expression {
  if (!cursor.at('AND')) return first;
  const terms = [first];
  while (cursor.accept('AND')) terms.push(predicated(cursor));
  return { is: 'and', terms, span: cursor.spanFrom(first.span.start) };
}

/** NOT binds looser than a predicate, tighter than AND. */
function predicated(cursor: Cursor): Expression {
  cursor.expecting('<expression>');
  if (!cursor.sees('NOT')) return predicate(cursor, valueExpression(cursor));
  const { start } = cursor.take();
  cursor.enter();
  const value = predicated(cursor);
  cursor.leave();
  return { is: 'not', value, span: cursor.spanFrom(start) };
}

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** At most one: `a = b = c` is no expression. */
function predicate(cursor: Cursor, value: Expression): Expression {
  const { symbol } = cursor.token;
  const operator = COMPARISONS[symbol];
  if (operator !== undefined) return comparison(cursor, value, operator);
  if (symbol === 'IS') return isPredicate(cursor, value);
  const negated = symbol === 'NOT';
  switch (negated ? cursor.peek(1).symbol : symbol) {
    case 'BETWEEN':
      return between(cursor, value, negated);
    case 'IN':
      return inPredicate(cursor, value, negated);
    case 'LIKE':
      return like(cursor, value, negated);
    default:
      cursor.expecting('<predicate>');
      return value;
  }
}

const QUANTIFIERS = { ALL: 'all', ANY: 'any', SOME: 'any' } as const;

function comparison(cursor: Cursor, left: Expression, operator: ComparisonOperator): Expression {
  cursor.take();
  const { start } = left.span;
  const word = atQuantifier(cursor) ? cursor.acceptOne('ALL', 'ANY', 'SOME') : undefined;
  if (word === undefined) {
    const right = valueExpression(cursor);
    return { is: 'comparison', operator, left, right, span: cursor.spanFrom(start) };
  }
  const query = parenthesisedQuery(cursor);
  const quantifier = QUANTIFIERS[word];
  return { is: 'quantified', operator, quantifier, left, query, span: cursor.spanFrom(start) };
}

/** `any(1)` would be a call. */
function atQuantifier(cursor: Cursor): boolean {
  const word = cursor.at('ALL') || cursor.at('ANY') || cursor.at('SOME');
  return word && QUERY_WORDS.has(queryWordAfter(cursor));
}

const QUERY_WORDS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);

function queryWordAfter(cursor: Cursor): string {
  let ahead = 1;
  while (cursor.peek(ahead).symbol === '(') ahead += 1;
  return ahead === 1 ? '' : cursor.peek(ahead).symbol;
}

function parenthesisedQuery(cursor: Cursor): Query {
  cursor.expect('(');
  const query = cursor.grammar.query(cursor);
  cursor.expect(')');
  return query;
}

/** IS [NOT] NULL, IS [NOT] DISTINCT FROM. */
function isPredicate(cursor: Cursor, value: Expression): Expression {
  cursor.take();
  const { start } = value.span;
  const negated = cursor.accept('NOT');
  if (cursor.expectOne('NULL', 'DISTINCT') === 'NULL') {
    return { is: 'is-null', negated, value, span: cursor.spanFrom(start) };
  }
  cursor.expect('FROM');
  const right = valueExpression(cursor);
  return { is: 'is-distinct', negated, left: value, right, span: cursor.spanFrom(start) };
}

function between(cursor: Cursor, value: Expression, negated: boolean): Expression {
  if (negated) cursor.take();
  cursor.take();
  const low = valueExpression(cursor);
  cursor.expect('AND');
  const high = valueExpression(cursor);
  return { is: 'between', negated, value, low, high, span: cursor.spanFrom(value.span.start) };
}

/** Athena reads IN and its parentheses to their end before it goes into them, so a fault in there is one of IN itself. */
function inPredicate(cursor: Cursor, value: Expression, negated: boolean): Expression {
  if (negated || cursor.lookahead > 0) return inRest(cursor, value, negated);
  if (cursor.peek(1).symbol !== '(') return value;
  const { token } = cursor;
  try {
    return inRest(cursor, value, negated);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw error.movedTo(cursor, token);
  }
}

function inRest(cursor: Cursor, value: Expression, negated: boolean): Expression {
  if (negated) cursor.take();
  cursor.take();
  const { start } = value.span;
  if (cursor.atQuery()) {
    const query = parenthesisedQuery(cursor);
    return { is: 'in-subquery', negated, value, query, span: cursor.spanFrom(start) };
  }
  cursor.expect('(');
  const items = commaList(cursor, cursor.grammar.expression);
  cursor.expect(')');
  return { is: 'in-list', negated, value, items, span: cursor.spanFrom(start) };
}

function like(cursor: Cursor, value: Expression, negated: boolean): Expression {
  if (negated) cursor.take();
  cursor.take();
  const pattern = valueExpression(cursor);
  const mark = cursor.accept('ESCAPE') ? valueExpression(cursor) : undefined;
  const span = cursor.spanFrom(value.span.start);
  return { is: 'like', negated, value, pattern, ...(mark && { escape: mark }), span };
}

type Operator = Arithmetic['operator'];

/** From loose to tight. */
const LEVELS: Readonly<Record<string, number>> = {
  '||': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '%': 3,
};

const OPERATORS = Object.keys(LEVELS).map((operator) => `'${operator}'`);

export function valueExpression(cursor: Cursor): Expression {
  return operators(cursor, 1);
}

/** Values joined by operators that bind at least as tight as `level`. */
function operators(cursor: Cursor, level: number): Expression {
  let left = signed(cursor);
  for (;;) {
    const { symbol } = cursor.token;
    const found = LEVELS[symbol] ?? 0;
    cursor.expectingAny(OPERATORS);
    if (found < level) return left;
    cursor.take();
    const right = operators(cursor, found + 1);
    const span = cursor.spanFrom(left.span.start);
    left = { is: 'arithmetic', operator: symbol as Operator, left, right, span };
  }
}

/** A sign binds looser than AT TIME ZONE, tighter than every operator with two sides. */
function signed(cursor: Cursor): Expression {
  const { start, symbol } = cursor.token;
  cursor.expecting('<expression>');
  if (symbol !== '-' && symbol !== '+') return zoned(cursor);
  cursor.take();
  cursor.enter();
  const value = signed(cursor);
  cursor.leave();
  return { is: 'unary', operator: symbol, value, span: cursor.spanFrom(start) };
}

function zoned(cursor: Cursor): Expression {
  let value = primary(cursor);
  cursor.expecting("'AT'");
  while (cursor.sees('AT', 'TIME')) {
    cursor.expect('AT', 'TIME', 'ZONE');
    const zone = cursor.sees('INTERVAL') ? interval(cursor) : stringLiteral(cursor);
    value = { is: 'at-time-zone', value, zone, span: cursor.spanFrom(value.span.start) };
  }
  return value;
}
