import type { Arithmetic, Expression } from '../ast.ts';

/** How tight an expression binds. */
export const BINDS = {
  any: 0,
  or: 1,
  and: 2,
  not: 3,
  predicate: 4,
  concat: 5,
  add: 6,
  multiply: 7,
  sign: 8,
  zone: 9,
  primary: 10,
} as const;

export function operatorBinds(operator: Arithmetic['operator']): number {
  switch (operator) {
    case '||':
      return BINDS.concat;
    case '+':
    case '-':
      return BINDS.add;
    default:
      return BINDS.multiply;
  }
}

const LOOSE: Readonly<Partial<Record<Expression['is'], number>>> = {
  or: BINDS.or,
  and: BINDS.and,
  not: BINDS.not,
  comparison: BINDS.predicate,
  quantified: BINDS.predicate,
  between: BINDS.predicate,
  'in-list': BINDS.predicate,
  'in-subquery': BINDS.predicate,
  like: BINDS.predicate,
  'is-null': BINDS.predicate,
  'is-distinct': BINDS.predicate,
  unary: BINDS.sign,
  'at-time-zone': BINDS.zone,
};

export function bindingOf(node: Expression): number {
  if (node.is === 'arithmetic') return operatorBinds(node.operator);
  const isNumber = node.is === 'integer' || node.is === 'decimal' || node.is === 'double';
  if (isNumber && node.text.startsWith('-')) return BINDS.sign;
  return LOOSE[node.is] ?? BINDS.primary;
}

/** Whether an expression ends in a lambda, whose body would take whatever operator follows for its own. */
export function endsInLambda(node: Expression): boolean {
  switch (node.is) {
    case 'lambda':
      return true;
    case 'arithmetic':
    case 'comparison':
    case 'is-distinct':
      return endsInLambda(node.right);
    case 'unary':
    case 'not':
      return endsInLambda(node.value);
    case 'between':
      return endsInLambda(node.high);
    case 'like':
      return endsInLambda(node.escape ?? node.pattern);
    case 'and':
    case 'or':
      return node.terms.slice(-1).some(endsInLambda);
    default:
      return false;
  }
}
