import type {
  Arithmetic,
  Case,
  Dereference,
  Expression,
  Logical,
  Subscript,
  TypedLiteral,
} from '../ast.ts';
import { call } from './calls.ts';
import { type Doc, group, indent, join, line } from './doc.ts';
import { jsonFunction } from './json-functions.ts';
import { BINDS, bindingOf, operatorBinds } from './precedence.ts';
import { predicate } from './predicates.ts';
import {
  enclosed,
  expressions,
  identifier,
  leftOperand,
  type Printer,
  queryInParentheses,
  text,
} from './printer.ts';
import { cast, current, extract, grouping, interval, position, trim } from './special-forms.ts';
import { typeName } from './types.ts';

/** An expression, in parentheses when it binds looser than `least`. */
export function expression(printer: Printer, node: Expression, least: number): Doc {
  const doc = bare(printer, node);
  return bindingOf(node) < least ? enclosed('(', doc, ')') : doc;
}

function bare(printer: Printer, node: Expression): Doc {
  switch (node.is) {
    case 'null':
      return 'NULL';
    case 'boolean':
      return node.value ? 'TRUE' : 'FALSE';
    case 'string':
      return text(node.value);
    case 'binary':
      return `X'${node.hex}'`;
    case 'integer':
    case 'decimal':
    case 'double':
      return node.text;
    case 'typed-literal':
      return typedLiteral(node);
    case 'interval':
      return interval(node);
    case 'identifier':
      return identifier(node);
    case 'parameter':
      return '?';
    case 'current':
      return current(node);
    default:
      return compound(printer, node);
  }
}

type Simple =
  | 'null'
  | 'boolean'
  | 'string'
  | 'binary'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'typed-literal'
  | 'interval'
  | 'identifier'
  | 'parameter'
  | 'current';
type Compound = Exclude<Expression, { readonly is: Simple }>;

function compound(printer: Printer, node: Compound): Doc {
  switch (node.is) {
    case 'dereference':
      return dereference(printer, node);
    case 'subscript':
      return subscript(printer, node);
    case 'array':
      return enclosed('ARRAY[', expressions(printer, node.items), ']');
    case 'row':
      return enclosed(
        node.items.length === 1 ? 'ROW(' : '(',
        expressions(printer, node.items),
        ')',
      );
    case 'nested-expression':
      return enclosed('(', printer.expression(node.value), ')');
    case 'subquery':
      return queryInParentheses(printer, node.query, node.span.end);
    case 'exists':
      return ['EXISTS ', queryInParentheses(printer, node.query, node.span.end)];
    case 'lambda':
      return [lambdaParameters(node.params.map(identifier)), ' -> ', printer.expression(node.body)];
    case 'case':
      return caseExpression(printer, node);
    case 'and':
    case 'or':
      return group(indent(logical(printer, node)));
    case 'not':
      return ['NOT ', printer.expression(node.value, BINDS.not)];
    case 'arithmetic':
      return arithmetic(printer, node);
    case 'unary': {
      const space = node.value.is === 'unary' ? ' ' : '';
      return [node.operator, space, printer.expression(node.value, BINDS.sign)];
    }
    case 'at-time-zone':
      return [
        leftOperand(printer, node.value, BINDS.zone),
        ' AT TIME ZONE ',
        printer.expression(node.zone, BINDS.primary),
      ];
    default:
      return formed(printer, node);
  }
}

type Operated = Extract<
  Compound,
  {
    readonly is:
      | 'call'
      | 'cast'
      | 'extract'
      | 'trim'
      | 'position'
      | 'grouping'
      | 'json-exists'
      | 'json-value'
      | 'json-query'
      | 'json-object'
      | 'json-array';
  }
>;

function formed(printer: Printer, node: Operated | Parameters<typeof predicate>[1]): Doc {
  switch (node.is) {
    case 'call':
      return call(printer, node);
    case 'cast':
      return cast(printer, node);
    case 'extract':
      return extract(printer, node);
    case 'trim':
      return trim(printer, node);
    case 'position':
      return position(printer, node);
    case 'grouping':
      return grouping(printer, node);
    case 'json-exists':
    case 'json-value':
    case 'json-query':
    case 'json-object':
    case 'json-array':
      return jsonFunction(printer, node);
    default:
      return predicate(printer, node);
  }
}

function typedLiteral(node: TypedLiteral): string {
  return `${typeName(node.type, true)} ${text(node.value)}`;
}

function subscript(printer: Printer, { base, index }: Subscript): Doc {
  const inner = printer.expression(index, BINDS.concat);
  return [leftOperand(printer, base, BINDS.primary), '[', inner, ']'];
}

/** After a number a space, for it would take the dot for its own. */
function dereference(printer: Printer, { base, field }: Dereference): Doc {
  const isNumber = base.is === 'integer' || base.is === 'decimal' || base.is === 'double';
  return [leftOperand(printer, base, BINDS.primary), isNumber ? ' .' : '.', identifier(field)];
}

function lambdaParameters(names: readonly string[]): string {
  return names.length === 1 ? names.join() : `(${names.join(', ')})`;
}

function caseExpression(printer: Printer, node: Case): Doc {
  const operand = node.operand ? [' ', printer.expression(node.operand)] : [];
  const whens = node.whens.map((one) =>
    printer.comments.around(one.span, () => [
      'WHEN ',
      printer.expression(one.when),
      ' THEN ',
      printer.expression(one.then),
    ]),
  );
  const { otherwise } = node;
  const rest = otherwise
    ? [printer.comments.around(otherwise.span, () => ['ELSE ', printer.expression(otherwise)])]
    : [];
  return group(['CASE', operand, indent([line, join(line, [...whens, ...rest])]), line, 'END']);
}

/** Terms with a line between, for whoever decides whether it breaks. */
export function logical(printer: Printer, { is, terms }: Logical): Doc {
  const word = is === 'and' ? 'AND ' : 'OR ';
  const least = is === 'and' ? BINDS.not : BINDS.and;
  const docs = terms.map((term, index) => {
    const lead = index === 0 ? '' : word;
    const { comments } = printer;
    return index === terms.length - 1
      ? comments.ahead(term.span, () => [lead, printer.expression(term, least)])
      : comments.around(term.span, () => [lead, leftOperand(printer, term, least)]);
  });
  return join(line, docs);
}

/** A chain of operators of one level, broken before each of them. */
function arithmetic(printer: Printer, node: Arithmetic): Doc {
  const level = operatorBinds(node.operator);
  const links: Arithmetic[] = [node];
  let first = node.left;
  while (first.is === 'arithmetic' && operatorBinds(first.operator) === level) {
    links.unshift(first);
    first = first.left;
  }
  const head = leftOperand(printer, first, level);
  const rest = links.map(({ operator, right }, index) => {
    const isLast = index === links.length - 1;
    const operand = isLast
      ? printer.expression(right, level + 1)
      : leftOperand(printer, right, level + 1);
    return [line, `${operator} `, operand];
  });
  return group([head, indent(rest)]);
}
