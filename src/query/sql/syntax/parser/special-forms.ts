import type {
  Case,
  CaseWhen,
  Cast,
  Expression,
  Extract,
  FunctionCall,
  Grouping,
  Identifier,
  Position,
  QualifiedName,
  Trim,
} from '../ast.ts';
import { plainCall, reservedName } from './calls.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, qualifiedName } from './names.ts';
import { typeName } from './types.ts';

/** CAST(x AS type), TRY_CAST(x AS type). */
export function cast(cursor: Cursor): Cast {
  const { start, symbol } = cursor.take();
  cursor.expect('(');
  const value = cursor.grammar.expression(cursor);
  cursor.expect('AS');
  const type = typeName(cursor);
  cursor.expect(')');
  return { is: 'cast', isTry: symbol === 'TRY_CAST', value, type, span: cursor.spanFrom(start) };
}

const EXTRACT_UNITS: readonly string[] = [
  ...['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'DAY_OF_MONTH', 'DAY_OF_WEEK', 'DOW'],
  ...['DAY_OF_YEAR', 'DOY', 'YEAR_OF_WEEK', 'YOW', 'HOUR', 'MINUTE', 'SECOND'],
  ...['TIMEZONE_MINUTE', 'TIMEZONE_HOUR'],
];

export function extract(cursor: Cursor): Extract {
  const { start } = cursor.take();
  cursor.expect('(');
  const unit = identifier(cursor);
  cursor.expect('FROM');
  const value = cursor.grammar.valueExpression(cursor);
  cursor.expect(')');
  const span = cursor.spanFrom(start);
  if (!EXTRACT_UNITS.includes(unit.name.toUpperCase())) {
    const valid = EXTRACT_UNITS.join(', ');
    cursor.refuseLater(span, `Invalid EXTRACT field ${unit.name}, valid fields are: ${valid}`);
  }
  return { is: 'extract', unit: unit.name.toLowerCase(), value, span };
}

const SIDES = { BOTH: 'both', LEADING: 'leading', TRAILING: 'trailing' } as const;
const SIDE_IS_A_NAME: ReadonlySet<string> = new Set([')', ',', '.', '[']);

/** TRIM(x), TRIM(x, characters), TRIM(LEADING characters FROM x) and what lies between. */
export function trim(cursor: Cursor): Trim {
  const { start } = cursor.take();
  cursor.expect('(');
  const word = SIDE_IS_A_NAME.has(cursor.peek(1).symbol)
    ? undefined
    : cursor.acceptOne('BOTH', 'LEADING', 'TRAILING');
  const first = cursor.at('FROM') ? undefined : cursor.grammar.valueExpression(cursor);
  const { value, characters } = trimOperands(cursor, first, word !== undefined);
  cursor.expect(')');
  const side = word === undefined ? 'both' : SIDES[word];
  return {
    is: 'trim',
    side,
    ...(characters && { characters }),
    value,
    span: cursor.spanFrom(start),
  };
}

function trimOperands(
  cursor: Cursor,
  first: Expression | undefined,
  hasSide: boolean,
): { readonly value: Expression; readonly characters?: Expression } {
  if (cursor.accept('FROM')) {
    const value = cursor.grammar.valueExpression(cursor);
    return { value, ...(first && { characters: first }) };
  }
  if (first === undefined || hasSide) cursor.fail();
  if (!cursor.accept(',')) return { value: first };
  return { value: first, characters: cursor.grammar.valueExpression(cursor) };
}

/** NORMALIZE(x), NORMALIZE(x, NFD): the form becomes a text. */
export function normalize(cursor: Cursor): FunctionCall {
  const { start } = cursor.token;
  const name = reservedName(cursor);
  cursor.expect('(');
  const args: Expression[] = [cursor.grammar.valueExpression(cursor)];
  if (cursor.accept(',')) {
    const at = cursor.token.start;
    const value = cursor.expectOne('NFD', 'NFC', 'NFKD', 'NFKC');
    args.push({ is: 'string', value, span: cursor.spanFrom(at) });
  }
  cursor.expect(')');
  return { ...plainCall(name, args), span: cursor.spanFrom(start) };
}

/** POSITION(x IN y); with commas it is a call like any other. */
export function position(cursor: Cursor): Position | FunctionCall {
  const { start } = cursor.token;
  const name = reservedName(cursor);
  cursor.expect('(');
  const first = cursor.grammar.valueExpression(cursor);
  if (cursor.accept('IN')) {
    const value = cursor.grammar.valueExpression(cursor);
    cursor.expect(')');
    return { is: 'position', needle: first, value, span: cursor.spanFrom(start) };
  }
  return finishCall(cursor, start, name, cursor.grammar.expressionFrom(cursor, first));
}

/** SUBSTRING(x FROM a FOR b), which is the call with commas. */
export function substring(cursor: Cursor): FunctionCall {
  const { start } = cursor.token;
  const name = reservedName(cursor);
  cursor.expect('(');
  const value = cursor.grammar.expression(cursor);
  if (!cursor.accept('FROM')) return finishCall(cursor, start, name, value);
  const args = [value, cursor.grammar.valueExpression(cursor)];
  if (cursor.accept('FOR')) args.push(cursor.grammar.valueExpression(cursor));
  cursor.expect(')');
  return { ...plainCall(name, args), span: cursor.spanFrom(start) };
}

function finishCall(
  cursor: Cursor,
  start: number,
  name: QualifiedName,
  first: Expression,
): FunctionCall {
  const args = [first];
  while (cursor.accept(',')) args.push(cursor.grammar.expression(cursor));
  cursor.expect(')');
  return { ...plainCall(name, args), span: cursor.spanFrom(start) };
}

/** GROUPING(a, t.b). */
export function grouping(cursor: Cursor): Grouping {
  const { start } = cursor.take();
  cursor.expect('(');
  const names = cursor.at(')') ? [] : commaList(cursor, qualifiedName);
  cursor.expect(')');
  return { is: 'grouping', columns: names.map(columnOf), span: cursor.spanFrom(start) };
}

function columnOf({ parts }: QualifiedName): Expression {
  const [first, ...fields] = parts;
  if (first === undefined) throw new RangeError('A name has a part');
  return fields.reduce<Expression>((base, field) => {
    const span = { start: base.span.start, end: field.span.end };
    return { is: 'dereference', base, field, span };
  }, first);
}

export function caseExpression(cursor: Cursor): Case {
  const { start } = cursor.take();
  const operand = cursor.at('WHEN') ? undefined : cursor.grammar.expression(cursor);
  const whens = [caseWhen(cursor)];
  while (cursor.at('WHEN')) whens.push(caseWhen(cursor));
  const otherwise = cursor.accept('ELSE') ? cursor.grammar.expression(cursor) : undefined;
  cursor.expect('END');
  return {
    is: 'case',
    ...(operand && { operand }),
    whens,
    ...(otherwise && { otherwise }),
    span: cursor.spanFrom(start),
  };
}

function caseWhen(cursor: Cursor): CaseWhen {
  const { start } = cursor.token;
  cursor.expect('WHEN');
  const when = cursor.grammar.expression(cursor);
  cursor.expect('THEN');
  const then = cursor.grammar.expression(cursor);
  return { when, then, span: cursor.spanFrom(start) };
}

/** `x -> body`, `(x, y) -> body`: the parameters and their arrow have been seen. */
export function lambdaBody(
  cursor: Cursor,
  start: number,
  params: readonly Identifier[],
): Expression {
  cursor.expect('->');
  const body = cursor.grammar.expression(cursor);
  return { is: 'lambda', params, body, span: cursor.spanFrom(start) };
}
