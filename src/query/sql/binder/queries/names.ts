import type { Expression, Identifier } from '../../syntax/index.ts';

/** The names of `a.b.c`, with parentheses or without; undefined when an expression is anything else. */
export function chainOf(expression: Expression): readonly Identifier[] | undefined {
  switch (expression.is) {
    case 'identifier':
      return [expression];
    case 'dereference': {
      const base = chainOf(bare(expression.base));
      return base && [...base, expression.field];
    }
    default:
      return undefined;
  }
}

/** An expression without the parentheses around it. */
export function bare(expression: Expression): Expression {
  return expression.is === 'nested-expression' ? bare(expression.value) : expression;
}

/** The name that a result column gets from its expression: a column's or a field's, as typed. */
export function nameFrom(expression: Expression): string | undefined {
  return chainOf(bare(expression))?.at(-1)?.name;
}

export function lower(name: string): string {
  return name.toLowerCase();
}
