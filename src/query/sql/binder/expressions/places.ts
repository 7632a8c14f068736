import type { Expression, Span } from '../../syntax/index.ts';

/**
 * Where Trino says that an expression stands: most where they begin, an operator's at its sign, a predicate's (IN, LIKE,
 * BETWEEN, IS) at its first word, parentheses where the expression inside them is.
 */
export function placeOf(expression: Expression, text: string): Span {
  switch (expression.is) {
    case 'nested-expression':
      return placeOf(expression.value, text);
    case 'arithmetic':
    case 'comparison':
    case 'quantified':
    case 'is-distinct':
      return after(expression.left.span, expression.span, text);
    case 'between':
    case 'in-list':
    case 'in-subquery':
    case 'like':
    case 'is-null':
    case 'at-time-zone':
      return after(expression.value.span, expression.span, text);
    default:
      return expression.span;
  }
}

const GAP = /(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/y;

/** From the first token behind an operand to the end of the whole. */
function after(operand: Span, whole: Span, text: string): Span {
  GAP.lastIndex = operand.end;
  const gap = GAP.exec(text)?.[0].length ?? 0;
  return { start: Math.min(operand.end + gap, whole.end), end: whole.end };
}
