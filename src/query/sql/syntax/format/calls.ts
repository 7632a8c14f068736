import type {
  FrameBound,
  FunctionCall,
  SortItem,
  WindowFrame,
  WindowSpecification,
} from '../ast.ts';
import { type Doc, group, indent, join, line, softline } from './doc.ts';
import {
  enclosed,
  expressions,
  identifier,
  list,
  type Printer,
  qualifiedName,
  text,
} from './printer.ts';

export function call(printer: Printer, node: FunctionCall): Doc {
  const name = isReservedForm(node) ? node.name.parts[0]?.name : qualifiedName(node.name);
  const args = callArguments(printer, node);
  const inner = args.length > 0 ? [indent([softline, join(line, args)]), softline] : [];
  return group([name ?? '', '(', inner, ')', tail(printer, node)]);
}

/** LISTAGG and NORMALIZE are reserved words: quoted, they would be other functions. */
function isReservedForm({ name, withinGroup, args }: FunctionCall): boolean {
  const [first, second] = name.parts;
  if (first === undefined || second !== undefined || first.quoted) return false;
  const word = first.name.toLowerCase();
  return (word === 'listagg' && withinGroup !== undefined) || isNormalize(word, args.length);
}

function isNormalize(word: string, count: number): boolean {
  return word === 'normalize' && (count === 1 || count === 2);
}

function callArguments(printer: Printer, node: FunctionCall): readonly Doc[] {
  if (node.star) return ['*'];
  const args: Doc[] = node.distinct ? ['DISTINCT'] : [];
  if (node.args.length > 0) args.push(values(printer, node));
  if (node.overflow) args.push(overflow(node));
  if (node.orderBy.length > 0) args.push(['ORDER BY ', sortItems(printer, node.orderBy)]);
  return args;
}

function values(printer: Printer, node: FunctionCall): Doc {
  const [value, form] = node.args;
  const isForm = isReservedForm(node) && !node.withinGroup;
  if (!isForm || value === undefined || form?.is !== 'string') {
    return expressions(printer, node.args);
  }
  return [printer.expression(value), `, ${form.value}`];
}

function overflow(node: FunctionCall): string {
  if (node.overflow === 'error') return 'ON OVERFLOW ERROR';
  const filler = node.overflowFiller ? ` ${text(node.overflowFiller.value)}` : '';
  return `ON OVERFLOW TRUNCATE${filler} ${node.overflowCount ? 'WITH' : 'WITHOUT'} COUNT`;
}

function tail(printer: Printer, node: FunctionCall): Doc {
  const docs: Doc[] = [];
  if (node.withinGroup) {
    const items = sortItems(printer, node.withinGroup);
    docs.push(' WITHIN GROUP ', enclosed('(', ['ORDER BY ', items], ')'));
  }
  if (node.filter) docs.push([' FILTER (WHERE ', printer.expression(node.filter), ')']);
  if (node.nulls) docs.push(` ${node.nulls.toUpperCase()} NULLS`);
  if (node.over) docs.push([' OVER ', over(printer, node.over)]);
  return docs;
}

function over(printer: Printer, node: NonNullable<FunctionCall['over']>): Doc {
  return node.is === 'window' ? windowSpecification(printer, node) : identifier(node);
}

export function windowSpecification(printer: Printer, node: WindowSpecification): Doc {
  const docs: Doc[] = [];
  if (node.base) docs.push(identifier(node.base));
  if (node.partitionBy.length > 0) {
    docs.push(['PARTITION BY ', expressions(printer, node.partitionBy)]);
  }
  if (node.orderBy.length > 0) docs.push(['ORDER BY ', sortItems(printer, node.orderBy)]);
  if (node.frame) docs.push(frame(printer, node.frame));
  return group(['(', indent([softline, join(line, docs)]), softline, ')']);
}

function frame(printer: Printer, { unit, start, end }: WindowFrame): Doc {
  const word = unit.toUpperCase();
  if (!end) return [`${word} `, bound(printer, start)];
  return [`${word} BETWEEN `, bound(printer, start), ' AND ', bound(printer, end)];
}

function bound(printer: Printer, { is, value }: FrameBound): Doc {
  const words = is.toUpperCase().replace('-', ' ');
  return value ? [printer.expression(value), ` ${words}`] : words;
}

export function sortItems(printer: Printer, items: readonly SortItem[]): Doc {
  return list(printer, items, ({ value, direction, nulls }) => [
    printer.expression(value),
    direction ? ` ${direction.toUpperCase()}` : '',
    nulls ? ` NULLS ${nulls.toUpperCase()}` : '',
  ]);
}
