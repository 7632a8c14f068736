import { refuse } from '../../refusal.ts';
import type { Expression } from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import { typeFault, typeOf } from '../../types/names.ts';
import type { Scope } from '../contract.ts';
import { bindArithmetic, bindUnary } from './arithmetic.ts';
import { bindCall } from './calls.ts';
import { castTo } from './casts/index.ts';
import {
  bindBetween,
  bindComparison,
  bindInList,
  bindIsDistinct,
  bindIsNull,
  bindLike,
} from './comparisons.ts';
import { bindCase } from './conditionals.ts';
import type { Binding, ExpressionContext } from './context.ts';
import { bindCurrent } from './current.ts';
import { bindAtTimeZone, bindExtract, bindPosition, bindTrim } from './date-forms.ts';
import { bindInterval } from './intervals.ts';
import { bindJson } from './json/index.ts';
import { bindBinary, bindBoolean, bindNull, bindNumber, bindString } from './literals.ts';
import { bindLogical, bindNot } from './logic.ts';
import { bindDereference, bindIdentifier } from './names.ts';
import { bindExists, bindInSubquery, bindQuantified, bindScalarSubquery } from './subqueries.ts';
import { bindArray, bindRow, bindSubscript } from './subscripts.ts';
import { bindTypedLiteral } from './typed-literals.ts';

/**
 * Gives an expression its Trino type and its DuckDB SQL.
 * @throws Refusal with Trino's code, at Trino's place
 */
export function bindExpression(
  expression: Expression,
  scope: Scope,
  context: ExpressionContext,
): Typed {
  return bindingOf(scope, context, 0).bind(expression);
}

function bindingOf(scope: Scope, context: ExpressionContext, depth: number): Binding {
  const binding: Binding = {
    scope,
    context,
    depth,
    bind: (expression) => scope.substitute(expression) ?? bindNode(binding, expression),
    within: (inner) => bindingOf(inner, context, depth + 1),
  };
  return binding;
}

type Binders = {
  readonly [Is in Expression['is']]: (
    binding: Binding,
    expression: Extract<Expression, { is: Is }>,
  ) => Typed;
};

const BINDERS: Binders = {
  null: (_, literal) => bindNull(literal),
  boolean: (_, literal) => bindBoolean(literal),
  string: (_, literal) => bindString(literal),
  binary: (_, literal) => bindBinary(literal),
  integer: (_, literal) => bindNumber(literal),
  decimal: (_, literal) => bindNumber(literal),
  double: (_, literal) => bindNumber(literal),
  'typed-literal': (binding, literal) => bindTypedLiteral(binding, literal),
  interval: (_, literal) => bindInterval(literal),
  identifier: bindIdentifier,
  dereference: bindDereference,
  call: bindCall,
  cast: (binding, { value, type: name, isTry, span }) => {
    const type = typeOf(name);
    if (!type) {
      const [code, reason] = typeFault(name, binding.context.text);
      refuse(code, reason, span);
    }
    return castTo(binding.bind(value), type, span, isTry);
  },
  extract: bindExtract,
  trim: bindTrim,
  position: bindPosition,
  current: bindCurrent,
  'json-exists': bindJson,
  'json-value': bindJson,
  'json-query': bindJson,
  'json-object': bindJson,
  'json-array': bindJson,
  unary: bindUnary,
  arithmetic: bindArithmetic,
  comparison: bindComparison,
  quantified: bindQuantified,
  and: bindLogical,
  or: bindLogical,
  not: bindNot,
  between: bindBetween,
  'in-list': bindInList,
  'in-subquery': bindInSubquery,
  exists: bindExists,
  like: bindLike,
  'is-null': bindIsNull,
  'is-distinct': bindIsDistinct,
  case: bindCase,
  subscript: bindSubscript,
  array: bindArray,
  row: bindRow,
  lambda: (_, { span }) =>
    refuse('TYPE_MISMATCH', 'Lambda expression should always be used inside a function', span),
  subquery: bindScalarSubquery,
  'at-time-zone': bindAtTimeZone,
  grouping: (_, { span }) =>
    refuse('INVALID_ARGUMENTS', 'GROUPING is allowed in a grouped query only', span),
  parameter: () =>
    refuse('INVALID_PARAMETER_USAGE', 'Incorrect number of parameters: expected 1 but found 0', {
      start: 0,
      end: 0,
    }),
  'nested-expression': (binding, { value }) => binding.bind(value),
};

function bindNode(binding: Binding, expression: Expression): Typed {
  const bind = BINDERS[expression.is] as (binding: Binding, expression: Expression) => Typed;
  return bind(binding, expression);
}
