import type { AliasedRelation, Join, Relation, SampledRelation } from '../ast.ts';
import { type Doc, group, indent, join, line } from './doc.ts';
import {
  enclosed,
  expressions,
  identifier,
  list,
  type Printer,
  qualifiedName,
  queryInParentheses,
} from './printer.ts';

/** The FROM clause: each join on a line of its own. */
export function relations(printer: Printer, from: readonly Relation[]): Doc {
  const [only, second] = from;
  if (only === undefined) return [];
  if (second === undefined) {
    return printer.comments.ahead(only.span, () => ['FROM ', joins(printer, only)]);
  }
  const span = { start: only.span.start, end: from.at(-1)?.span.end ?? only.span.end };
  return printer.comments.ahead(span, () => {
    const items = list(printer, from, (one) => group(joins(printer, one)));
    return group(['FROM', indent([line, items])]);
  });
}

/** A chain of joins, broken before each when its clause is. `followed`: more words stand after it. */
function joins(printer: Printer, node: Relation, followed = false): Doc {
  const links: Join[] = [];
  let first = node;
  while (first.is === 'join') {
    links.unshift(first);
    first = first.left;
  }
  const head = first;
  const { comments } = printer;
  const docs = [comments.around(head.span, () => relation(printer, head))];
  for (const link of links) {
    const span = { start: link.right.span.start, end: link.span.end };
    const print = () => joined(printer, link);
    const isLast = followed && link === links.at(-1);
    docs.push(isLast ? comments.ahead(span, print) : comments.around(span, print));
  }
  return join(line, docs);
}

function joined(printer: Printer, node: Join): Doc {
  const natural = node.natural ? 'NATURAL ' : '';
  const type = node.type === 'inner' ? '' : `${node.type.toUpperCase()} `;
  const right =
    node.right.is === 'join' ? bareJoin(printer, node.right) : relation(printer, node.right);
  return [`${natural}${type}JOIN `, right, criteria(printer, node)];
}

/** `a JOIN (b JOIN c ON ..) ON ..` without its parentheses, as it may be written. */
function bareJoin(printer: Printer, node: Join): Doc {
  return group(indent(joins(printer, node, true)));
}

function criteria(printer: Printer, { on, using }: Join): Doc {
  if (on) return [' ON ', printer.expression(on)];
  return using ? ` USING (${using.map(identifier).join(', ')})` : '';
}

function relation(printer: Printer, node: Relation): Doc {
  switch (node.is) {
    case 'table':
      return qualifiedName(node.name);
    case 'subquery-relation':
      return queryInParentheses(printer, node.query, node.span.end);
    case 'lateral':
      return ['LATERAL ', queryInParentheses(printer, node.query, node.span.end)];
    case 'unnest': {
      const doc = enclosed('UNNEST(', expressions(printer, node.values), ')');
      return [doc, node.ordinality ? ' WITH ORDINALITY' : ''];
    }
    case 'aliased':
      return aliased(printer, node);
    case 'sampled':
      return sampled(printer, node);
    case 'nested-relation':
      return enclosed('(', joins(printer, node.relation), ')');
    case 'join':
      return enclosed('(', joins(printer, node), ')');
    case 'table-function':
    case 'match-recognize':
      return untouched(printer, node);
  }
}

function aliased(printer: Printer, { relation: inner, alias, columns }: AliasedRelation): Doc {
  const names = columns ? ` (${columns.map(identifier).join(', ')})` : '';
  return [relation(printer, inner), ` AS ${identifier(alias)}${names}`];
}

function sampled(printer: Printer, { relation: inner, method, percentage }: SampledRelation): Doc {
  const percent = printer.expression(percentage);
  return [relation(printer, inner), ` TABLESAMPLE ${method.toUpperCase()} (`, percent, ')'];
}

type Untouched = Extract<Relation, { readonly is: 'table-function' | 'match-recognize' }>;

/** What was not read is printed as it was typed. */
function untouched(printer: Printer, node: Untouched): Doc {
  const { comments } = printer;
  const inner = node.text.includes('--') ? `${node.text}\n` : node.text;
  if (node.is === 'match-recognize') {
    const doc = relation(printer, node.relation);
    comments.skip(node.text, node.span);
    return [doc, ` MATCH_RECOGNIZE (${inner})`];
  }
  comments.skip(node.text, node.span);
  const name = qualifiedName(node.name);
  return name === '"json_table"' ? `JSON_TABLE(${inner})` : `TABLE(${name}(${inner}))`;
}
