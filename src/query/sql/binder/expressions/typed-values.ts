import type { Span } from '../../syntax/index.ts';
import { type Constant, type Fragment, sql, type Typed } from '../../typed.ts';
import type { Type } from '../../types/index.ts';

/** A value without a constant. */
export function typed(type: Type, fragment: Fragment, span: Span): Typed {
  return { type, sql: { span, parts: fragment.parts }, span };
}

/** A value that the query fixes. */
export function constant(type: Type, text: string, value: Constant['value'], span: Span): Typed {
  return { type, sql: { span, parts: [text] }, span, constant: { value } };
}

/** An operator between two operands, in parentheses. */
export function infix(left: Fragment, operator: string, right: Fragment): Fragment {
  return sql`(${left} ${operator} ${right})`;
}
