import { refuse } from '../../refusal.ts';
import {
  type AnyNode,
  type Expression,
  type FunctionCall,
  type Span,
  walk,
} from '../../syntax/index.ts';
import { attempted, spared, type Typed } from '../../typed.ts';
import type { Binding } from './context.ts';
import { isStrict, nameOf } from './strict.ts';
import { typed } from './typed-values.ts';

/**
 * TRY(..): NULL where the value cannot be worked out.
 * @throws Refusal NOT_SUPPORTED for what DuckDB takes no TRY around: queries, window and random functions
 */
export function bindTry(binding: Binding, value: Expression, span: Span): Typed {
  walk(value, (node) => {
    const fault = notAttempted(node);
    if (fault) refuse('NOT_SUPPORTED', `TRY around ${fault} is not supported`, node.span);
    return undefined;
  });
  const { type, sql } = binding.bind(value);
  const isSpared = isStrict(value, binding.context.functions);
  return typed(type, isSpared ? spared(sql) : attempted(sql), span);
}

function notAttempted(node: AnyNode & Partial<Expression>): string | undefined {
  switch (node.is) {
    case 'subquery':
    case 'exists':
    case 'in-subquery':
    case 'quantified':
      return 'a subquery';
    case 'call': {
      const call = node as FunctionCall;
      if (call.over) return 'a window function';
      return VOLATILE.has(nameOf(call)) ? `${nameOf(call)}()` : undefined;
    }
    default:
      return undefined;
  }
}

const VOLATILE: ReadonlySet<string> = new Set(['rand', 'random', 'shuffle', 'uuid']);
