import type {
  Between,
  Comparison,
  InList,
  InSubquery,
  IsDistinct,
  IsNull,
  Like,
  QuantifiedComparison,
} from '../ast.ts';
import type { Doc } from './doc.ts';
import { BINDS } from './precedence.ts';
import { enclosed, expressions, leftOperand, type Printer, queryInParentheses } from './printer.ts';

export type Predicate =
  | Comparison
  | QuantifiedComparison
  | Between
  | InList
  | InSubquery
  | Like
  | IsNull
  | IsDistinct;

export function predicate(printer: Printer, node: Predicate): Doc {
  const operand = (one: Comparison['left']) => printer.expression(one, BINDS.concat);
  const left = (one: Comparison['left']) => leftOperand(printer, one, BINDS.concat);
  const not = 'negated' in node && node.negated ? ' NOT' : '';
  switch (node.is) {
    case 'comparison':
      return [left(node.left), ` ${node.operator} `, operand(node.right)];
    case 'quantified': {
      const head = [left(node.left), ` ${node.operator} ${node.quantifier.toUpperCase()} `];
      return [head, queryInParentheses(printer, node.query, node.span.end)];
    }
    case 'between':
      return [
        ...[left(node.value), `${not} BETWEEN `],
        ...[left(node.low), ' AND ', operand(node.high)],
      ];
    case 'in-list':
      return [left(node.value), `${not} IN `, enclosed('(', expressions(printer, node.items), ')')];
    case 'in-subquery': {
      const head = [left(node.value), `${not} IN `];
      return [head, queryInParentheses(printer, node.query, node.span.end)];
    }
    case 'like': {
      const pattern = node.escape ? left(node.pattern) : operand(node.pattern);
      const mark = node.escape ? [' ESCAPE ', operand(node.escape)] : [];
      return [left(node.value), `${not} LIKE `, pattern, mark];
    }
    case 'is-null':
      return [left(node.value), ` IS${not} NULL`];
    case 'is-distinct':
      return [left(node.left), ` IS${not} DISTINCT FROM `, operand(node.right)];
  }
}
