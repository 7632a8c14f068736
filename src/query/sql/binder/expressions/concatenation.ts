import type { Arithmetic, Span } from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import { VARCHAR } from '../../types/index.ts';
import { callFunction } from './calls.ts';
import type { Binding } from './context.ts';
import { infix, typed } from './typed-values.ts';

/** `||` is the function concat, for texts, bytes and arrays. */
export function bindConcatenation(binding: Binding, expression: Arithmetic, place: Span): Typed {
  const left = binding.bind(expression.left);
  const right = binding.bind(expression.right);
  if (left.type.is !== 'varchar' || right.type.is !== 'varchar') {
    return callFunction(binding, 'concat', [left, right], place);
  }
  return typed(VARCHAR, infix(left.sql, '||', right.sql), expression.span);
}
