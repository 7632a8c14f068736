import type {
  ComparisonOperator,
  Expression,
  FunctionCall,
  Identifier,
  Lambda,
  NullLiteral,
  QualifiedName,
  Span,
  StringLiteral,
  TypeName,
} from './ast.ts';

// Trees that no text was read from: what detections are made of. Printed with `formatStatement`.

const span: Span = { start: 0, end: 0 };

export const TRUE: Expression = { is: 'boolean', value: true, span };
export const FALSE: Expression = { is: 'boolean', value: false, span };
export const NULL: NullLiteral = { is: 'null', span };

export function text(value: string): StringLiteral {
  return { is: 'string', value, span };
}

/** A finite number; a double unless it is a safe integer. */
export function number(value: number): Expression {
  const magnitude = Math.abs(value);
  const literal: Expression = Number.isSafeInteger(value)
    ? { is: 'integer', text: String(magnitude), span }
    : { is: 'double', text: magnitude.toExponential().toUpperCase().replace('+', ''), span };
  return value < 0 ? { is: 'unary', operator: '-', value: literal, span } : literal;
}

export function identifier(name: string): Identifier {
  return { is: 'identifier', name, quoted: !/^[a-z_][a-z0-9_]*$/.test(name), span };
}

export function qualified(...parts: readonly string[]): QualifiedName {
  return { parts: parts.map(identifier), span };
}

/** `a.b.c`: a column, or a field of a row in it. */
export function path(first: string, ...fields: readonly string[]): Expression {
  return fields.reduce<Expression>(
    (base, field) => ({ is: 'dereference', base, field: identifier(field), span }),
    identifier(first),
  );
}

export function call(name: string, ...args: readonly Expression[]): FunctionCall {
  return {
    is: 'call',
    name: qualified(name),
    ...{ args, star: false, distinct: false, orderBy: [], span },
  };
}

export function and(terms: readonly Expression[]): Expression {
  return logical('and', terms, TRUE);
}

export function or(terms: readonly Expression[]): Expression {
  return logical('or', terms, FALSE);
}

function logical(is: 'and' | 'or', terms: readonly Expression[], none: Expression): Expression {
  const [first, ...others] = terms;
  if (first === undefined) return none;
  return others.length === 0 ? first : { is, terms: terms.map(nested), span };
}

/** In parentheses where what stands around would bind closer. */
function nested(value: Expression): Expression {
  return value.is === 'and' || value.is === 'or' ? { is: 'nested-expression', value, span } : value;
}

export function not(value: Expression): Expression {
  return { is: 'not', value: nested(value), span };
}

export function compare(
  left: Expression,
  operator: ComparisonOperator,
  right: Expression,
): Expression {
  return { is: 'comparison', operator, left, right, span };
}

export function among(value: Expression, items: readonly Expression[]): Expression {
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) return compare(value, '=', only);
  return { is: 'in-list', negated: false, value, items, span };
}

export function isNull(value: Expression): Expression {
  return { is: 'is-null', negated: false, value, span };
}

export function isNotNull(value: Expression): Expression {
  return { is: 'is-null', negated: true, value, span };
}

export function like(value: Expression, pattern: Expression, mark?: string): Expression {
  const escaped = mark === undefined ? {} : { escape: text(mark) };
  return { is: 'like', negated: false, value, pattern, ...escaped, span };
}

export function extract(unit: string, value: Expression): Expression {
  return { is: 'extract', unit, value, span };
}

export function tryCast(value: Expression, type: string): Expression {
  return { is: 'cast', isTry: true, value, type: typeName(type), span };
}

export function cast(value: Expression, type: string): Expression {
  return { is: 'cast', isTry: false, value, type: typeName(type), span };
}

function typeName(name: string): TypeName {
  return { is: 'type', name, numbers: [], types: [], span };
}

export function lambda(param: string, body: Expression): Lambda {
  return { is: 'lambda', params: [identifier(param)], body, span };
}

/** An array of no texts. */
export const EMPTY_TEXTS: Expression = {
  is: 'cast',
  isTry: false,
  value: { is: 'array', items: [], span },
  type: { ...typeName('array'), types: [typeName('varchar')] },
  span,
};
