import type { Logical, Not } from '../../syntax/index.ts';
import { joined, sql, type Typed } from '../../typed.ts';
import { BOOLEAN } from '../../types/index.ts';
import { bindCondition } from './common.ts';
import type { Binding } from './context.ts';
import { typed } from './typed-values.ts';

export function bindLogical(binding: Binding, { is, terms, span }: Logical): Typed {
  const message = 'Logical expression term must evaluate to a boolean (actual: %)';
  const bound = terms.map((term) => bindCondition(binding, term, message).sql);
  return typed(BOOLEAN, sql`(${joined(bound, is === 'and' ? ' AND ' : ' OR ')})`, span);
}

export function bindNot(binding: Binding, { value, span }: Not): Typed {
  const message = 'Value of logical NOT expression must evaluate to a boolean (actual: %)';
  return typed(BOOLEAN, sql`(NOT ${bindCondition(binding, value, message).sql})`, span);
}
