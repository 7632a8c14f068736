import type {
  Expression,
  Limit,
  Query,
  QueryBody,
  SetOperation,
  Values,
  With,
  WithTable,
} from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, identifierList, qualifiedName } from './names.ts';
import { select } from './select.ts';
import { sortItems } from './windows.ts';

/** A query with its WITH tables, order and limit. */
export function query(cursor: Cursor): Query {
  const { start } = cursor.token;
  const tables = cursor.at('WITH') ? withClause(cursor) : undefined;
  return queryFrom(cursor, start, tables);
}

function queryFrom(cursor: Cursor, start: number, tables: With | undefined): Query {
  cursor.enter();
  const body = union(cursor);
  const orderBy = cursor.accept('ORDER') ? orderByItems(cursor) : [];
  const offset = cursor.accept('OFFSET') ? offsetRows(cursor) : undefined;
  const limit = limitClause(cursor);
  cursor.leave();
  return {
    is: 'query-expression',
    ...(tables && { with: tables }),
    body,
    orderBy,
    ...(offset && { offset }),
    ...(limit && { limit }),
    span: cursor.spanFrom(start),
  };
}

function orderByItems(cursor: Cursor): Query['orderBy'] {
  cursor.expect('BY');
  return sortItems(cursor);
}

function offsetRows(cursor: Cursor): Expression {
  const offset = rowCount(cursor);
  cursor.acceptOne('ROW', 'ROWS');
  return offset;
}

function withClause(cursor: Cursor): With {
  const { start } = cursor.token;
  cursor.expect('WITH');
  const recursive = cursor.accept('RECURSIVE');
  const tables = commaList(cursor, withTable);
  return { recursive, tables, span: cursor.spanFrom(start) };
}

function withTable(cursor: Cursor): WithTable {
  const { start } = cursor.token;
  const name = identifier(cursor);
  const columns = cursor.at('(') ? identifierList(cursor) : undefined;
  cursor.expect('AS', '(');
  const inner = query(cursor);
  cursor.expect(')');
  return { name, ...(columns && { columns }), query: inner, span: cursor.spanFrom(start) };
}

/** A whole number or a parameter: LIMIT and OFFSET take no expression. */
function rowCount(cursor: Cursor): Expression {
  cursor.expectingAny(["'?'", '<integer>']);
  const { start, end, kind, symbol } = cursor.token;
  const span = { start, end };
  if (symbol !== '?' && kind !== 'integer') cursor.fail();
  cursor.take();
  if (symbol === '?') return { is: 'parameter', span };
  return { is: 'integer', text: cursor.text.slice(start, end).replaceAll('_', ''), span };
}

function limitClause(cursor: Cursor): Limit | undefined {
  const { start } = cursor.token;
  if (cursor.accept('FETCH')) return fetchClause(cursor, start);
  if (!cursor.accept('LIMIT')) return undefined;
  const all = cursor.accept('ALL');
  const count = all ? undefined : rowCount(cursor);
  const span = cursor.spanFrom(start);
  return { form: 'limit', ...(count && { count }), all, withTies: false, span };
}

function fetchClause(cursor: Cursor, start: number): Limit {
  cursor.expectOne('FIRST', 'NEXT');
  const count = cursor.at('ROW') || cursor.at('ROWS') ? undefined : rowCount(cursor);
  cursor.expectOne('ROW', 'ROWS');
  const withTies = cursor.expectOne('ONLY', 'WITH') === 'WITH';
  if (withTies) cursor.expect('TIES');
  const span = cursor.spanFrom(start);
  return { form: 'fetch', ...(count && { count }), all: false, withTies, span };
}

/** UNION and EXCEPT, left to right; INTERSECT binds tighter. */
function union(cursor: Cursor): QueryBody {
  let left = intersect(cursor);
  for (;;) {
    const word = cursor.acceptOne('UNION', 'EXCEPT');
    if (word === undefined) return left;
    const is = word === 'UNION' ? 'union' : 'except';
    left = setOperation(cursor, { is, left, right: intersect });
  }
}

function intersect(cursor: Cursor): QueryBody {
  let left = queryPrimary(cursor);
  while (cursor.accept('INTERSECT')) {
    left = setOperation(cursor, { is: 'intersect', left, right: queryPrimary });
  }
  return left;
}

interface SetParts {
  readonly is: SetOperation['is'];
  readonly left: QueryBody;
  readonly right: (cursor: Cursor) => QueryBody;
}

function setOperation(cursor: Cursor, parts: SetParts): SetOperation {
  const { is, left } = parts;
  const all = cursor.acceptOne('ALL', 'DISTINCT') === 'ALL';
  const right = parts.right(cursor);
  return { is, all, left, right, span: cursor.spanFrom(left.span.start) };
}

function queryPrimary(cursor: Cursor): QueryBody {
  const { start } = cursor.token;
  if (cursor.at('SELECT')) return select(cursor);
  if (cursor.at('VALUES')) return values(cursor);
  if (cursor.accept('TABLE')) {
    const name = qualifiedName(cursor);
    return { is: 'table-query', name, span: cursor.spanFrom(start) };
  }
  cursor.expect('(');
  const inner = queryFrom(cursor, cursor.token.start, undefined);
  cursor.expect(')');
  return { is: 'nested', query: inner, span: cursor.spanFrom(start) };
}

function values(cursor: Cursor): Values {
  const { start } = cursor.take();
  const rows = commaList(cursor, cursor.grammar.expression);
  return { is: 'values', rows, span: cursor.spanFrom(start) };
}
