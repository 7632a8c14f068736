import type {
  Expression,
  FrameBound,
  Identifier,
  SortItem,
  WindowFrame,
  WindowSpecification,
} from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, isName } from './names.ts';

/** `ORDER BY` has been seen; NULLS FIRST and LAST included. */
export function sortItems(cursor: Cursor): readonly SortItem[] {
  return commaList(cursor, sortItem);
}

function sortItem(cursor: Cursor): SortItem {
  const { start } = cursor.token;
  const value = cursor.grammar.expression(cursor);
  const word = cursor.acceptOne('ASC', 'DESC');
  const direction = word && (word === 'ASC' ? 'asc' : 'desc');
  const nulls = cursor.accept('NULLS') ? cursor.expectOne('FIRST', 'LAST') : undefined;
  return {
    value,
    ...(direction && { direction }),
    ...(nulls && { nulls: nulls === 'FIRST' ? 'first' : 'last' }),
    span: cursor.spanFrom(start),
  };
}

/** OVER w, OVER (...). */
export function overClause(cursor: Cursor): WindowSpecification | Identifier {
  cursor.expect('OVER');
  if (!cursor.at('(')) return identifier(cursor);
  return windowInParentheses(cursor);
}

export function windowInParentheses(cursor: Cursor): WindowSpecification {
  const { start } = cursor.token;
  cursor.expect('(');
  const base = beginsClause(cursor) ? undefined : identifier(cursor);
  const partitionBy = partition(cursor);
  const orderBy = ordering(cursor);
  const frame = atFrame(cursor) ? windowFrame(cursor) : undefined;
  cursor.expect(')');
  return {
    is: 'window',
    ...(base && { base }),
    partitionBy,
    orderBy,
    ...(frame && { frame }),
    span: cursor.spanFrom(start),
  };
}

/** Whether no name of a window stands here, but one of its clauses, or nothing. */
function beginsClause(cursor: Cursor): boolean {
  return !isName(cursor.token) || cursor.sees('PARTITION', 'BY') || atFrame(cursor);
}

function atFrame(cursor: Cursor): boolean {
  const found = cursor.at('ROWS') || cursor.at('RANGE') || cursor.at('GROUPS');
  return found && cursor.peek(1).symbol !== ')';
}

function partition(cursor: Cursor): readonly Expression[] {
  if (!cursor.accept('PARTITION')) return [];
  cursor.expect('BY');
  return commaList(cursor, cursor.grammar.expression);
}

function ordering(cursor: Cursor): readonly SortItem[] {
  if (!cursor.accept('ORDER')) return [];
  cursor.expect('BY');
  return sortItems(cursor);
}

const UNITS = { ROWS: 'rows', RANGE: 'range', GROUPS: 'groups' } as const;

function windowFrame(cursor: Cursor): WindowFrame {
  const { start: from } = cursor.token;
  const unit = UNITS[cursor.expectOne('ROWS', 'RANGE', 'GROUPS')];
  if (!cursor.accept('BETWEEN')) {
    const start = frameBound(cursor);
    return { unit, start, span: cursor.spanFrom(from) };
  }
  const start = frameBound(cursor);
  cursor.expect('AND');
  const end = frameBound(cursor);
  return { unit, start, end, span: cursor.spanFrom(from) };
}

function frameBound(cursor: Cursor): FrameBound {
  const { start } = cursor.token;
  if (cursor.sees('UNBOUNDED', 'PRECEDING') || cursor.sees('UNBOUNDED', 'FOLLOWING')) {
    cursor.take();
    const side = cursor.expectOne('PRECEDING', 'FOLLOWING');
    const is = side === 'PRECEDING' ? 'unbounded-preceding' : 'unbounded-following';
    return { is, span: cursor.spanFrom(start) };
  }
  if (cursor.sees('CURRENT', 'ROW')) {
    cursor.expect('CURRENT', 'ROW');
    return { is: 'current-row', span: cursor.spanFrom(start) };
  }
  const value = cursor.grammar.expression(cursor);
  const is = cursor.expectOne('PRECEDING', 'FOLLOWING') === 'PRECEDING' ? 'preceding' : 'following';
  return { is, value, span: cursor.spanFrom(start) };
}
