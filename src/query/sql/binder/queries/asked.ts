import type { Comparison, ComparisonOperator, Expression, Like } from '../../syntax/index.ts';
import { nodesOf } from './calls.ts';
import type { Bounds } from './condition.ts';
import { bare } from './names.ts';

/** What a term asks of a value: to be among, or between, values that no row changes. */
export interface Asked {
  readonly value: Expression;
  readonly bounds: Bounds<Expression>;
}

/** Reads `=`, `<`, BETWEEN, IN and the prefix of a LIKE; undefined of any other term. */
export function askedOf(term: Expression): Asked | undefined {
  switch (term.is) {
    case 'comparison':
      return comparison(term);
    case 'between': {
      const { value, low: from, high: to } = term;
      const isKnown = !term.negated && isConstant(from) && isConstant(to);
      return isKnown ? { value, bounds: { from, to } } : undefined;
    }
    case 'in-list': {
      const { value, items: values } = term;
      return !term.negated && values.every(isConstant) ? { value, bounds: { values } } : undefined;
    }
    case 'like':
      return like(term);
    default:
      return undefined;
  }
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  ...{ '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' },
};

function comparison({ operator, left, right }: Comparison): Asked | undefined {
  const [isLeft, isRight] = [isConstant(left), isConstant(right)];
  if (isLeft === isRight) return undefined;
  const bounds = isRight ? boundsOf(operator, right) : boundsOf(MIRRORED[operator], left);
  return bounds && { value: isRight ? left : right, bounds };
}

/** Bounds are taken as inclusive: they only ever leave out too little. */
function boundsOf<T>(operator: ComparisonOperator, value: T): Bounds<T> | undefined {
  switch (operator) {
    case '=':
      return { values: [value] };
    case '<':
    case '<=':
      return { to: value };
    case '>':
    case '>=':
      return { from: value };
    case '<>':
      return undefined;
  }
}

/** What matches a pattern begins with what stands before its first wildcard. */
function like({ negated, value, pattern, ...rest }: Like): Asked | undefined {
  const text = bare(pattern);
  if (negated || rest.escape || text.is !== 'string') return undefined;
  const prefix = /^[^%_]*/.exec(text.value)?.[0] ?? '';
  if (prefix === text.value) return { value, bounds: { values: [text] } };
  return prefix === '' ? undefined : { value, bounds: { prefix: { ...text, value: prefix } } };
}

/** Nodes whose value depends on a row or on chance; names of columns are found by `hasNames`. */
const CHANGING: ReadonlySet<string> = new Set([
  ...['query-expression', 'subquery', 'exists', 'in-subquery', 'lambda', 'parameter', 'grouping'],
]);
const RANDOM: ReadonlySet<string> = new Set(['random', 'rand', 'uuid', 'shuffle']);

/** Whether an expression has one value for all rows. */
function isConstant(expression: Expression): boolean {
  return !hasNames(expression) && isSteady(expression);
}

/** Whether an expression has one value for all rows of the same columns. */
export function isSteady(expression: Expression): boolean {
  return nodesOf(expression).every((node) => {
    if (node.is === 'call')
      return !RANDOM.has(node.name.parts.at(-1)?.name.toLowerCase() ?? '') && !node.over;
    return !CHANGING.has(node.is);
  });
}

function hasNames(node: object): boolean {
  if ('is' in node && node.is === 'identifier') return true;
  if ('parts' in node || ('is' in node && node.is === 'type')) return false;
  return Object.values(node).some(
    (value) => typeof value === 'object' && value !== null && hasNames(value),
  );
}
