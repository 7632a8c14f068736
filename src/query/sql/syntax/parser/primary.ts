import type { Expression, Identifier, TypeName } from '../ast.ts';
import { atCall, functionCall, listagg } from './calls.ts';
import type { Cursor } from './cursor.ts';
import { jsonFunction } from './json-functions.ts';
import { binary, booleanLiteral, nullLiteral, number } from './literals.ts';
import { commaList, identifier, isName, isString, stringLiteral } from './names.ts';
import {
  caseExpression,
  cast,
  extract,
  grouping,
  lambdaBody,
  normalize,
  position,
  substring,
  trim,
} from './special-forms.ts';
import { atInterval, current, interval } from './times.ts';

/** A value without operators: a literal, a name, a call, something in parentheses; then its dots and subscripts. */
export function primary(cursor: Cursor): Expression {
  const { start } = cursor.token;
  const begun = cursor.index;
  let value = base(cursor);
  for (;;) {
    if (cursor.at('[')) {
      cursor.take();
      const index = cursor.grammar.valueExpression(cursor);
      cursor.expect(']');
      value = { is: 'subscript', base: value, index, span: cursor.spanFrom(start) };
    } else if (cursor.at('.') && !endsWithStar(cursor, begun)) {
      cursor.take();
      const field = identifier(cursor);
      value = { is: 'dereference', base: value, field, span: cursor.spanFrom(start) };
    } else {
      return value;
    }
  }
}

/** `t.*` of a select item: the star is not ours. */
function endsWithStar(cursor: Cursor, begun: number): boolean {
  return cursor.peek(1).symbol === '*' && cursor.itemStart === begun;
}

function base(cursor: Cursor): Expression {
  cursor.expecting('<expression>');
  switch (cursor.token.kind) {
    case 'string':
    case 'unicode-string':
      return stringLiteral(cursor);
    case 'binary':
      return binary(cursor);
    case 'integer':
    case 'decimal':
    case 'double':
      return number(cursor);
    case 'operator':
      return parenthesisOrParameter(cursor);
    case 'word':
      return (RESERVED_FORMS[cursor.token.symbol] ?? namedForm)(cursor);
    case 'unknown':
    case 'end':
      return cursor.fail();
    default:
      return named(cursor);
  }
}

const RESERVED_FORMS: Readonly<Record<string, (cursor: Cursor) => Expression>> = {
  NULL: nullLiteral,
  TRUE: booleanLiteral,
  FALSE: booleanLiteral,
  CASE: caseExpression,
  CAST: cast,
  EXISTS: exists,
  EXTRACT: extract,
  TRIM: trim,
  NORMALIZE: normalize,
  LISTAGG: listagg,
  GROUPING: grouping,
  JSON_EXISTS: jsonFunction,
  JSON_VALUE: jsonFunction,
  JSON_QUERY: jsonFunction,
  JSON_OBJECT: jsonFunction,
  JSON_ARRAY: jsonFunction,
  CURRENT_DATE: current,
  CURRENT_TIME: current,
  CURRENT_TIMESTAMP: current,
  CURRENT_USER: current,
  CURRENT_CATALOG: current,
  CURRENT_SCHEMA: current,
  LOCALTIME: current,
  LOCALTIMESTAMP: current,
};

/** Words that are names too, and begin a form of their own only with the right neighbours. */
function namedForm(cursor: Cursor): Expression {
  const next = cursor.peek(1).symbol;
  switch (cursor.token.symbol) {
    case 'ROW':
      return next === '(' ? row(cursor) : named(cursor);
    case 'ARRAY':
      return next === '[' ? array(cursor) : named(cursor);
    case 'TRY_CAST':
      return next === '(' ? cast(cursor) : named(cursor);
    case 'INTERVAL':
      return atInterval(cursor) ? interval(cursor) : named(cursor);
    case 'POSITION':
      return next === '(' ? position(cursor) : named(cursor);
    case 'SUBSTRING':
      return next === '(' ? substring(cursor) : named(cursor);
    default:
      return named(cursor);
  }
}

/** A typed literal, a lambda, a call, or a column. */
function named(cursor: Cursor): Expression {
  if (!isName(cursor.token)) cursor.fail();
  const next = cursor.peek(1);
  if (isString(next) || atDoublePrecision(cursor)) return typedLiteral(cursor);
  if (next.symbol === '(' || next.symbol === '.') {
    if (atCall(cursor)) return functionCall(cursor);
  }
  const name = identifier(cursor);
  if (next.symbol === '->') return lambdaBody(cursor, name.span.start, [name]);
  return name;
}

function atDoublePrecision(cursor: Cursor): boolean {
  return cursor.sees('DOUBLE', 'PRECISION') && isString(cursor.peek(2));
}

/** DATE '...', DOUBLE PRECISION '...'. */
function typedLiteral(cursor: Cursor): Expression {
  const { start } = cursor.token;
  const double = atDoublePrecision(cursor);
  const name = identifier(cursor).name.toLowerCase();
  if (double) cursor.take();
  const span = cursor.spanFrom(start);
  const type: TypeName = { is: 'type', name, numbers: [], types: [], span };
  const { value } = stringLiteral(cursor);
  return { is: 'typed-literal', type, value, span: cursor.spanFrom(start) };
}

function parenthesisOrParameter(cursor: Cursor): Expression {
  const { start, end, symbol } = cursor.token;
  if (symbol === '?') {
    cursor.take();
    return { is: 'parameter', span: { start, end } };
  }
  if (symbol === '[') return array(cursor);
  if (symbol !== '(') cursor.fail();
  if (atLambda(cursor)) return lambda(cursor);
  if (cursor.atQuery()) return scalarSubquery(cursor);
  return nestedOrRow(cursor);
}

/** `(x, y) ->`, and `()`, which can be nothing else. */
function atLambda(cursor: Cursor): boolean {
  let ahead = 1;
  if (cursor.peek(ahead).symbol === ')') return true;
  while (isName(cursor.peek(ahead)) && cursor.peek(ahead + 1).symbol === ',') ahead += 2;
  return (
    isName(cursor.peek(ahead)) &&
    cursor.peek(ahead + 1).symbol === ')' &&
    cursor.peek(ahead + 2).symbol === '->'
  );
}

function lambda(cursor: Cursor): Expression {
  const { start } = cursor.take();
  const params: readonly Identifier[] = cursor.at(')') ? [] : commaList(cursor, identifier);
  cursor.expect(')');
  return lambdaBody(cursor, start, params);
}

function scalarSubquery(cursor: Cursor): Expression {
  const { start } = cursor.take();
  const query = cursor.grammar.query(cursor);
  cursor.expect(')');
  return { is: 'subquery', query, span: cursor.spanFrom(start) };
}

function nestedOrRow(cursor: Cursor): Expression {
  const { start } = cursor.take();
  cursor.lookahead += 1;
  const items = commaList(cursor, cursor.grammar.expression);
  cursor.expect(')');
  cursor.lookahead -= 1;
  const span = cursor.spanFrom(start);
  const [value, second] = items;
  if (value !== undefined && second === undefined) return { is: 'nested-expression', value, span };
  return { is: 'row', items, span };
}

function row(cursor: Cursor): Expression {
  const { start } = cursor.take();
  cursor.expect('(');
  const items = commaList(cursor, cursor.grammar.expression);
  cursor.expect(')');
  return { is: 'row', items, span: cursor.spanFrom(start) };
}

/** ARRAY[...], and [...] for short. */
function array(cursor: Cursor): Expression {
  const { start } = cursor.token;
  cursor.accept('ARRAY');
  cursor.expect('[');
  const items = cursor.at(']') ? [] : commaList(cursor, cursor.grammar.expression);
  cursor.expect(']');
  return { is: 'array', items, span: cursor.spanFrom(start) };
}

function exists(cursor: Cursor): Expression {
  const { start } = cursor.take();
  cursor.expect('(');
  const query = cursor.grammar.query(cursor);
  cursor.expect(')');
  return { is: 'exists', query, span: cursor.spanFrom(start) };
}
