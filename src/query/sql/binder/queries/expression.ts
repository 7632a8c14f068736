import { refuse } from '../../refusal.ts';
import type { Expression } from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import { BOOLEAN, canCoerce, displayName, type Type } from '../../types/index.ts';
import { bindExpression, coerce, placeOf } from '../expressions/index.ts';
import { refuseRowCalls } from './calls.ts';
import type { Context } from './context.ts';
import type { NameScope } from './scope.ts';

/** An expression in a scope. @throws Refusal */
export function bindIn(scope: NameScope, expression: Expression, context: Context): Typed {
  return bindExpression(expression, scope, context.options);
}

/** A condition of a clause that looks at single rows. @throws Refusal EXPRESSION_NOT_SCALAR, TYPE_MISMATCH */
export function bindCondition(
  scope: NameScope,
  expression: Expression,
  { clause, context }: { readonly clause: string; readonly context: Context },
): Typed {
  const { functions, text } = context.options;
  if (!scope.allows.aggregates) refuseRowCalls(expression, { clause, functions, text });
  const typed = bindIn(scope, expression, context);
  if (!canCoerce(typed.type, BOOLEAN)) {
    const actual = displayName(typed.type);
    const reason = `${clause} must evaluate to a boolean: actual type ${actual}`;
    refuse('TYPE_MISMATCH', reason, placeOf(expression, text));
  }
  return asType(typed, BOOLEAN);
}

/** A value in another type that it fits. */
export function asType(typed: Typed, type: Type): Typed {
  return coerce(typed, type);
}
