import type {
  Expression,
  GroupBy,
  GroupingElement,
  NamedWindow,
  Relation,
  Select,
  SelectItem,
} from '../ast.ts';
import { setQuantifier } from './calls.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, identifierList, isName } from './names.ts';
import { optionalAlias, relation } from './relations.ts';
import { windowInParentheses } from './windows.ts';

export function select(cursor: Cursor): Select {
  const { start } = cursor.token;
  cursor.expect('SELECT');
  const distinct = setQuantifier(cursor) === 'distinct';
  const items = commaList(cursor, selectItem);
  const from: readonly Relation[] = cursor.accept('FROM') ? commaList(cursor, relation) : [];
  const where = cursor.accept('WHERE') ? cursor.grammar.expression(cursor) : undefined;
  const groupBy = cursor.at('GROUP') ? groupByClause(cursor) : undefined;
  const having = cursor.accept('HAVING') ? cursor.grammar.expression(cursor) : undefined;
  const windows = windowClause(cursor);
  return {
    is: 'select',
    distinct,
    items,
    from,
    ...(where && { where }),
    ...(groupBy && { groupBy }),
    ...(having && { having }),
    windows,
    span: cursor.spanFrom(start),
  };
}

function selectItem(cursor: Cursor): SelectItem {
  const { start } = cursor.token;
  if (cursor.accept('*')) return { is: 'select-all', span: cursor.spanFrom(start) };
  cursor.itemStart = cursor.index;
  const value = cursor.grammar.expression(cursor);
  if (cursor.sees('.', '*')) return allOf(cursor, value);
  const alias = optionalAlias(cursor);
  return { is: 'select-column', value, ...(alias && { alias }), span: cursor.spanFrom(start) };
}

/** `t.*` and `(row).*`, whose aliases need AS. */
function allOf(cursor: Cursor, of: Expression): SelectItem {
  cursor.expect('.', '*');
  const aliases = cursor.accept('AS') ? identifierList(cursor) : undefined;
  const span = cursor.spanFrom(of.span.start);
  return { is: 'select-all', of, ...(aliases && { aliases }), span };
}

function groupByClause(cursor: Cursor): GroupBy {
  const { start } = cursor.token;
  cursor.expect('GROUP', 'BY');
  const quantifier = setQuantifier(cursor);
  const elements = commaList(cursor, groupingElement);
  return { ...(quantifier && { quantifier }), elements, span: cursor.spanFrom(start) };
}

function groupingElement(cursor: Cursor): GroupingElement {
  const { start } = cursor.token;
  if (cursor.accept('ROLLUP')) return groupingSets(cursor, start, 'rollup');
  if (cursor.accept('CUBE')) return groupingSets(cursor, start, 'cube');
  if (cursor.at('GROUPING') && cursor.sees('GROUPING', 'SETS')) {
    cursor.expect('GROUPING', 'SETS');
    return groupingSets(cursor, start, 'grouping-sets');
  }
  const sets = [groupingSet(cursor)];
  return { is: 'simple', sets, span: cursor.spanFrom(start) };
}

function groupingSets(
  cursor: Cursor,
  start: number,
  is: 'rollup' | 'cube' | 'grouping-sets',
): GroupingElement {
  cursor.expect('(');
  const empty = is !== 'grouping-sets' && cursor.at(')');
  const sets = empty ? [] : commaList(cursor, groupingSet);
  cursor.expect(')');
  return { is, sets, span: cursor.spanFrom(start) };
}

/** `()`, `(a, b)`, or one expression, which may itself begin with a parenthesis. */
function groupingSet(cursor: Cursor): readonly Expression[] {
  if (cursor.sees('(', ')') && cursor.peek(2).symbol !== '->') {
    cursor.expect('(', ')');
    return [];
  }
  cursor.expecting("'('");
  const value = cursor.grammar.expression(cursor);
  const wasTyped = cursor.text[value.span.start] === '(';
  if (value.is === 'row' && wasTyped) return value.items;
  return [value];
}

function windowClause(cursor: Cursor): readonly NamedWindow[] {
  if (!cursor.at('WINDOW') || !isName(cursor.peek(1))) return [];
  cursor.take();
  return commaList(cursor, namedWindow);
}

function namedWindow(cursor: Cursor): NamedWindow {
  const { start } = cursor.token;
  const name = identifier(cursor);
  cursor.expect('AS');
  const window = windowInParentheses(cursor);
  return { name, window, span: cursor.spanFrom(start) };
}
