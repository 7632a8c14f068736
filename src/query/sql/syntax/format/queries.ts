import type {
  Expression,
  GroupBy,
  GroupingElement,
  Limit,
  Query,
  QueryBody,
  Select,
  SelectItem,
  SetOperation,
  Span,
  With,
} from '../ast.ts';
import { sortItems, windowSpecification } from './calls.ts';
import { type Doc, group, indent, join, line } from './doc.ts';
import { logical } from './expressions.ts';
import { BINDS } from './precedence.ts';
import {
  enclosed,
  expressions,
  identifier,
  list,
  type Printer,
  qualifiedName,
  queryInParentheses,
} from './printer.ts';
import { relations } from './relations.ts';

/** Its clauses with a line between each, for whoever decides whether it breaks. */
export function query(printer: Printer, node: Query): Doc {
  const clauses: Doc[] = [];
  const before = printer.comments.before(node.span.start);
  if (node.with) clauses.push(withClause(printer, node.with));
  clauses.push(body(printer, node.body, 0));
  if (node.orderBy.length > 0) {
    const items = node.orderBy;
    clauses.push(clause(printer, 'ORDER BY', items, () => sortItems(printer, items)));
  }
  const { offset, limit } = node;
  if (offset) {
    clauses.push(printer.comments.around(offset.span, () => offsetClause(printer, offset)));
  }
  if (limit) clauses.push(printer.comments.around(limit.span, () => limitClause(printer, limit)));
  return [before, join(line, clauses)];
}

type Spans = readonly { readonly span: Span }[];

/** A clause on its line; its comments stand before its first word. */
function clause(printer: Printer, words: string, parts: Spans, print: () => Doc): Doc {
  const span = spanOf(parts);
  return printer.comments.around(span, () => group([words, indent([line, print()])]));
}

function spanOf(parts: Spans): Span {
  return { start: parts[0]?.span.start ?? 0, end: parts.at(-1)?.span.end ?? 0 };
}

function withClause(printer: Printer, node: With): Doc {
  const tables = node.tables.map((table) =>
    printer.comments.around(table.span, () => [
      identifier(table.name),
      table.columns ? ` (${table.columns.map(identifier).join(', ')})` : '',
      ' AS ',
      queryInParentheses(printer, table.query, table.span.end),
    ]),
  );
  const words = node.recursive ? 'WITH RECURSIVE' : 'WITH';
  return [words, indent([line, join([',', line], tables)])];
}

function offsetClause(printer: Printer, offset: Expression): Doc {
  return ['OFFSET ', printer.expression(offset)];
}

function limitClause(printer: Printer, { form, all, count, withTies }: Limit): Doc {
  if (all) return 'LIMIT ALL';
  const rows = count ? printer.expression(count) : '';
  if (form === 'limit') return ['LIMIT ', rows];
  return ['FETCH FIRST ', rows, count ? ' ROWS ' : 'ROW ', withTies ? 'WITH TIES' : 'ONLY'];
}

const SET_LEVELS = { union: 1, except: 1, intersect: 2 } as const;

/** In parentheses when it binds looser than `least`. */
function body(printer: Printer, node: QueryBody, least: number): Doc {
  switch (node.is) {
    case 'select':
      return select(printer, node);
    case 'values':
      return group(['VALUES', indent([line, expressions(printer, node.rows)])]);
    case 'table-query':
      return `TABLE ${qualifiedName(node.name)}`;
    case 'nested':
      return queryInParentheses(printer, node.query, node.span.end);
    default: {
      const doc = setOperation(printer, node);
      return SET_LEVELS[node.is] < least ? enclosed('(', doc, ')') : doc;
    }
  }
}

function setOperation(printer: Printer, node: SetOperation): Doc {
  const level = SET_LEVELS[node.is];
  const links: SetOperation[] = [];
  let first: QueryBody = node;
  while (first.is in SET_LEVELS && SET_LEVELS[(first as SetOperation).is] === level) {
    links.unshift(first as SetOperation);
    first = (first as SetOperation).left;
  }
  const docs = [body(printer, first, level)];
  for (const { is, all, right } of links) {
    const words = is.toUpperCase() + (all ? ' ALL' : '');
    const print = () => [words, line, body(printer, right, level + 1)];
    docs.push(printer.comments.ahead(right.span, print));
  }
  return join(line, docs);
}

function select(printer: Printer, node: Select): Doc {
  const words = node.distinct ? 'SELECT DISTINCT' : 'SELECT';
  const items = list(printer, node.items, (item) => selectItem(printer, item));
  const clauses: Doc[] = [group([words, indent([line, items])])];
  if (node.from.length > 0) clauses.push(relations(printer, node.from));
  if (node.where) clauses.push(condition(printer, 'WHERE', node.where));
  const { groupBy } = node;
  if (groupBy) {
    const words = groupBy.quantifier ? `GROUP BY ${groupBy.quantifier.toUpperCase()}` : 'GROUP BY';
    const { elements } = groupBy;
    clauses.push(clause(printer, words, elements, () => grouping(printer, groupBy)));
  }
  if (node.having) clauses.push(condition(printer, 'HAVING', node.having));
  if (node.windows.length > 0) clauses.push(windows(printer, node));
  return join(line, clauses);
}

function selectItem(printer: Printer, item: SelectItem): Doc {
  if (item.is === 'select-column') {
    const alias = item.alias ? ` AS ${identifier(item.alias)}` : '';
    return [printer.expression(item.value), alias];
  }
  const aliases = item.aliases ? ` AS (${item.aliases.map(identifier).join(', ')})` : '';
  return [item.of ? [printer.expression(item.of, BINDS.primary), '.*'] : '*', aliases];
}

/** The terms of a condition stand on lines of their own whenever its clause does. */
function condition(printer: Printer, word: string, node: Expression): Doc {
  return printer.comments.around(node.span, () => {
    if (node.is !== 'and' && node.is !== 'or') return [`${word} `, printer.expression(node)];
    return [`${word} `, indent(logical(printer, node))];
  });
}

function grouping(printer: Printer, { elements }: GroupBy): Doc {
  return list(printer, elements, (element) => groupingElement(printer, element));
}

const SETS = { rollup: 'ROLLUP ', cube: 'CUBE ', 'grouping-sets': 'GROUPING SETS ' } as const;

function groupingElement(printer: Printer, { is, sets }: GroupingElement): Doc {
  const docs = sets.map((set) => groupingSet(printer, set));
  return is === 'simple' ? docs : [SETS[is], enclosed('(', join([',', line], docs), ')')];
}

/** A row alone in its set says ROW, for (a, b) would be a set of two. */
function groupingSet(printer: Printer, set: readonly Expression[]): Doc {
  const [only, second] = set;
  if (only === undefined || second !== undefined) {
    return enclosed('(', expressions(printer, set), ')');
  }
  return [only.is === 'row' && only.items.length > 1 ? 'ROW' : '', printer.expression(only)];
}

function windows(printer: Printer, { windows: named }: Select): Doc {
  return clause(printer, 'WINDOW', named, () =>
    list(printer, named, ({ name, window }) => [
      `${identifier(name)} AS `,
      windowSpecification(printer, window),
    ]),
  );
}
