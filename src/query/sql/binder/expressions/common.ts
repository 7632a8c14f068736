import { refuse } from '../../refusal.ts';
import type { Expression } from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import { commonSuperType, displayName, type Type, UNKNOWN } from '../../types/index.ts';
import { coerce } from './casts/index.ts';
import type { Binding } from './context.ts';
import { placeOf } from './places.ts';

/**
 * Binds expressions that must have one type, each as that type.
 * @param what begins the message: `All ARRAY elements`
 * @throws Refusal TYPE_MISMATCH at the first that does not fit those before it
 */
export function bindAlike(
  binding: Binding,
  expressions: readonly Expression[],
  what: string,
): { readonly type: Type; readonly values: readonly Typed[] } {
  const bound = expressions.map((expression) => binding.bind(expression));
  let type: Type = UNKNOWN;
  for (const [at, value] of bound.entries()) {
    const common = commonSuperType(type, value.type);
    if (!common) {
      const expression = expressions[at];
      const place = expression ? placeOf(expression, binding.context.text) : value.span;
      const all = [...new Set(bound.map((one) => displayName(one.type)))].join(', ');
      refuse(
        'TYPE_MISMATCH',
        `${what} must be the same type or coercible to a common type. Cannot find common type ` +
          `between ${displayName(type)} and ${displayName(value.type)}, ` +
          `all types (without duplicates): [${all}]`,
        place,
      );
    }
    type = common;
  }
  const target = type;
  return { type, values: bound.map((value) => coerce(value, target)) };
}

/** Binds what must be true or false. @param message of the error: `%` stands for the type */
export function bindCondition(binding: Binding, expression: Expression, message: string): Typed {
  const value = binding.bind(expression);
  if (value.type.is === 'boolean') return value;
  if (value.type.is === 'unknown') return coerce(value, { is: 'boolean' });
  return refuse(
    'TYPE_MISMATCH',
    message.replace('%', displayName(value.type)),
    placeOf(expression, binding.context.text),
  );
}
