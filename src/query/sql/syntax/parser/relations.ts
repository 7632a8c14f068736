import type { Identifier, Join, Relation } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, identifierList, isName, qualifiedName } from './names.ts';

/** A table and what is joined to it. */
export function relation(cursor: Cursor): Relation {
  cursor.enter();
  let left = sampled(cursor);
  for (let next = join(cursor, left); next !== undefined; next = join(cursor, left)) left = next;
  cursor.leave();
  return left;
}

function join(cursor: Cursor, left: Relation): Join | undefined {
  if (cursor.accept('CROSS')) {
    cursor.expect('JOIN');
    return makeJoin(cursor, left, { type: 'cross', natural: false, right: sampled(cursor) });
  }
  if (cursor.accept('NATURAL')) {
    const type = joinType(cursor) ?? 'inner';
    cursor.expect('JOIN');
    return makeJoin(cursor, left, { type, natural: true, right: sampled(cursor) });
  }
  const typed = joinType(cursor);
  if (typed === undefined && !cursor.at('JOIN')) return undefined;
  cursor.expect('JOIN');
  const right = relation(cursor);
  const criteria = joinCriteria(cursor);
  return makeJoin(cursor, left, { type: typed ?? 'inner', natural: false, right, ...criteria });
}

type JoinParts = Omit<Join, 'is' | 'left' | 'span'>;

function makeJoin(cursor: Cursor, left: Relation, parts: JoinParts): Join {
  return { is: 'join', left, ...parts, span: cursor.spanFrom(left.span.start) };
}

const TYPES = { INNER: 'inner', LEFT: 'left', RIGHT: 'right', FULL: 'full' } as const;

function joinType(cursor: Cursor): Join['type'] | undefined {
  const word = cursor.acceptOne('INNER', 'LEFT', 'RIGHT', 'FULL');
  if (word === undefined) return undefined;
  if (word !== 'INNER') cursor.accept('OUTER');
  return TYPES[word];
}

function joinCriteria(cursor: Cursor): Pick<Join, 'on' | 'using'> {
  if (cursor.expectOne('ON', 'USING') === 'USING') return { using: identifierList(cursor) };
  return { on: cursor.grammar.expression(cursor) };
}

const METHODS = { BERNOULLI: 'bernoulli', SYSTEM: 'system' } as const;

function sampled(cursor: Cursor): Relation {
  const { start } = cursor.token;
  const inner = matched(cursor);
  if (!atSample(cursor)) return inner;
  cursor.expect('TABLESAMPLE');
  const method = METHODS[cursor.expectOne('BERNOULLI', 'SYSTEM')];
  cursor.expect('(');
  const percentage = cursor.grammar.expression(cursor);
  cursor.expect(')');
  return { is: 'sampled', relation: inner, method, percentage, span: cursor.spanFrom(start) };
}

function atSample(cursor: Cursor): boolean {
  const next = cursor.peek(1).symbol;
  return cursor.at('TABLESAMPLE') && (next === 'BERNOULLI' || next === 'SYSTEM');
}

function matched(cursor: Cursor): Relation {
  const { start } = cursor.token;
  const inner = aliased(cursor, relationPrimary(cursor));
  if (!cursor.at('MATCH_RECOGNIZE') || !cursor.sees('MATCH_RECOGNIZE', '(')) return inner;
  cursor.take();
  const text = skipParentheses(cursor);
  const span = cursor.spanFrom(start);
  return aliased(cursor, { is: 'match-recognize', relation: inner, text, span });
}

/** What stands between the parentheses here, unread. */
function skipParentheses(cursor: Cursor): string {
  const close = cursor.closerOf(cursor.index);
  const from = cursor.token.end;
  while (cursor.index !== close && cursor.token.kind !== 'end') cursor.take();
  const text = cursor.text.slice(from, cursor.token.start).trim();
  cursor.expect(')');
  return text;
}

function aliased(cursor: Cursor, inner: Relation): Relation {
  const alias = optionalAlias(cursor);
  if (alias === undefined) return inner;
  const columns = cursor.at('(') ? identifierList(cursor) : undefined;
  const span = cursor.spanFrom(inner.span.start);
  return { is: 'aliased', relation: inner, alias, ...(columns && { columns }), span };
}

/** `AS name`, or a name that begins no clause. */
export function optionalAlias(cursor: Cursor): Identifier | undefined {
  if (cursor.accept('AS')) return identifier(cursor);
  cursor.expecting('<identifier>');
  if (!isName(cursor.token) || beginsClause(cursor)) return undefined;
  return identifier(cursor);
}

/** Words that are names unless what follows makes a clause of them: `SELECT 1 limit` names a column. */
function beginsClause(cursor: Cursor): boolean {
  const next = cursor.peek(1);
  switch (cursor.token.symbol) {
    case 'LIMIT':
      return next.kind === 'integer' || next.symbol === '?' || next.symbol === 'ALL';
    case 'OFFSET':
      return next.kind === 'integer' || next.symbol === '?';
    case 'FETCH':
      return next.symbol === 'FIRST' || next.symbol === 'NEXT';
    case 'WINDOW':
      return isName(next) && cursor.peek(2).symbol === 'AS';
    case 'MATCH_RECOGNIZE':
      return next.symbol === '(';
    case 'TABLESAMPLE':
      return atSample(cursor);
    default:
      return false;
  }
}

function relationPrimary(cursor: Cursor): Relation {
  const { start, symbol } = cursor.token;
  const form = FORMS[symbol];
  if (form && (symbol === 'TABLE' || cursor.peek(1).symbol === '(')) return form(cursor);
  if (symbol === '(') return parenthesised(cursor);
  cursor.expectingAny(["'('", "'LATERAL'", "'TABLE'", "'UNNEST'"]);
  const name = qualifiedName(cursor);
  return { is: 'table', name, span: cursor.spanFrom(start) };
}

const FORMS: Readonly<Record<string, (cursor: Cursor) => Relation>> = {
  UNNEST: unnest,
  LATERAL: lateral,
  TABLE: tableFunction,
  JSON_TABLE: jsonTable,
};

function unnest(cursor: Cursor): Relation {
  const { start } = cursor.take();
  cursor.expect('(');
  const values = commaList(cursor, cursor.grammar.expression);
  cursor.expect(')');
  const ordinality = cursor.accept('WITH');
  if (ordinality) cursor.expect('ORDINALITY');
  return { is: 'unnest', values, ordinality, span: cursor.spanFrom(start) };
}

function lateral(cursor: Cursor): Relation {
  const { start } = cursor.take();
  cursor.expect('(');
  const query = cursor.grammar.query(cursor);
  cursor.expect(')');
  return { is: 'lateral', query, span: cursor.spanFrom(start) };
}

function tableFunction(cursor: Cursor): Relation {
  const { start } = cursor.take();
  cursor.expect('(');
  const name = qualifiedName(cursor);
  if (!cursor.at('(')) cursor.fail();
  const text = skipParentheses(cursor);
  cursor.expect(')');
  return { is: 'table-function', name, args: [], text, span: cursor.spanFrom(start) };
}

function jsonTable(cursor: Cursor): Relation {
  const { start, end } = cursor.take();
  const span = { start, end };
  const word = { is: 'identifier', name: 'json_table', quoted: false, span } as const;
  const text = skipParentheses(cursor);
  const name = { parts: [word], span };
  return { is: 'table-function', name, args: [], text, span: cursor.spanFrom(start) };
}

function parenthesised(cursor: Cursor): Relation {
  const { start } = cursor.token;
  if (cursor.atQuery()) {
    cursor.take();
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { is: 'subquery-relation', query, span: cursor.spanFrom(start) };
  }
  cursor.take();
  const inner = relation(cursor);
  cursor.expect(')');
  return { is: 'nested-relation', relation: inner, span: cursor.spanFrom(start) };
}
