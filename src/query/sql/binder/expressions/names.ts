import { refuse } from '../../refusal.ts';
import type { Dereference, Expression, Identifier, Span } from '../../syntax/index.ts';
import { quoted, sql, type Typed } from '../../typed.ts';
import { fieldName, type Type } from '../../types/index.ts';
import type { Binding } from './context.ts';
import { typed } from './typed-values.ts';

/** A column's name. */
export function bindIdentifier(binding: Binding, name: Identifier): Typed {
  const { column } = binding.scope.column([name], name.span);
  return { ...column, span: name.span, sql: { span: name.span, parts: column.sql.parts } };
}

/** `table.column`, `column.field.field`, `(any row).field`. */
export function bindDereference(binding: Binding, expression: Dereference): Typed {
  const names = namesOf(expression);
  if (!names) {
    const base = binding.bind(expression.base);
    return fieldOf(base, expression.field, expression.span, expression.base, binding);
  }
  const { column, used } = binding.scope.column(names, expression.span);
  const whole = names
    .slice(used)
    .reduce<Typed>(
      (base, field) => fieldOf(base, field, expression.span, expression.base, binding),
      column,
    );
  return { ...whole, span: expression.span };
}

/** The names of a chain of dots that begins with a name. */
export function namesOf(expression: Expression): readonly Identifier[] | undefined {
  if (expression.is === 'identifier') return [expression];
  if (expression.is !== 'dereference') return undefined;
  const base = namesOf(expression.base);
  return base && [...base, expression.field];
}

function fieldOf(
  base: Typed,
  field: Identifier,
  span: Span,
  written: Expression,
  { context }: Binding,
): Typed {
  const { type } = base;
  if (type.is !== 'row') {
    const text = context.text.slice(written.span.start, written.span.end);
    refuse(
      'TYPE_MISMATCH',
      `Expression ${text} is not of type ROW`,
      span,
      jsonHint(text, type, field),
    );
  }
  const at = type.fields.findIndex(({ name }) => name?.toLowerCase() === field.name.toLowerCase());
  const found = type.fields[at];
  if (!found)
    refuse('INVALID_COLUMN_REFERENCE', `Column reference '${field.name}' is invalid`, span);
  return typed(found.type, sql`struct_extract(${base.sql}, ${quoted(fieldName(type, at))})`, span);
}

/** Many columns of CloudTrail hold JSON as text. */
function jsonHint(text: string, type: Type, field: Identifier): string | undefined {
  if (type.is !== 'varchar' && type.is !== 'json') return undefined;
  return `${text} is a string: use json_extract_scalar(${text}, '$.${field.name}')`;
}
