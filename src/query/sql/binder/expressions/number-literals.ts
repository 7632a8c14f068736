import type { Expression, NumberLiteral } from '../../syntax/index.ts';

export function isNumberLiteral(expression: Expression): expression is NumberLiteral {
  return expression.is === 'integer' || expression.is === 'decimal' || expression.is === 'double';
}
