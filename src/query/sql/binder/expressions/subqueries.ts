import { refuse } from '../../refusal.ts';
import type {
  Exists,
  InSubquery,
  QuantifiedComparison,
  Query,
  ScalarSubquery,
  Span,
} from '../../syntax/index.ts';
import { type Fragment, joined, named, sql, type Typed } from '../../typed.ts';
import {
  BOOLEAN,
  commonSuperType,
  displayName,
  fieldName,
  isSameType,
  type RowType,
  type Type,
} from '../../types/index.ts';
import { castFragment, coerce } from './casts/index.ts';
import type { Binding } from './context.ts';
import { placeOf } from './places.ts';
import { typed } from './typed-values.ts';

/** One value, or a row of several columns; no row is NULL, several rows fail when the query runs. */
export function bindScalarSubquery(binding: Binding, { query, span }: ScalarSubquery): Typed {
  const { sql: rows, columns } = binding.scope.subquery(query);
  const [column, ...others] = columns;
  if (column && others.length === 0) return typed(column.type, rows, span);
  const row: RowType = { is: 'row', fields: columns };
  const fields = columns.map((_, at) => sql`${named(fieldName(row, at))} := q.c${String(at + 1)}`);
  return typed(row, sql`(SELECT struct_pack(${joined(fields)}) FROM ${rows} AS q)`, span);
}

export function bindExists(binding: Binding, { query, span }: Exists): Typed {
  return typed(BOOLEAN, sql`EXISTS ${binding.scope.subquery(query).sql}`, span);
}

export function bindInSubquery(binding: Binding, expression: InSubquery): Typed {
  const { value, query, negated, span } = expression;
  const sides = comparable(
    binding,
    binding.bind(value),
    query,
    placeOf(expression, binding.context.text),
  );
  const word = negated ? 'NOT IN' : 'IN';
  return typed(BOOLEAN, sql`(${sides.left} ${word} ${sides.rows})`, span);
}

/** `= ANY`, `> ALL` and their like. */
export function bindQuantified(binding: Binding, expression: QuantifiedComparison): Typed {
  const { operator, quantifier, query, span } = expression;
  const place = placeOf(expression, binding.context.text);
  const { left, rows } = comparable(binding, binding.bind(expression.left), query, place);
  return typed(BOOLEAN, sql`(${left} ${operator} ${quantifier.toUpperCase()} ${rows})`, span);
}

/** A value and a subquery's column, both of their common type. */
function comparable(binding: Binding, value: Typed, query: Query, place: Span) {
  const { sql: rows, columns } = binding.scope.subquery(query);
  const [column] = columns;
  const type = columns.length === 1 && column && commonSuperType(value.type, column.type);
  if (!column || !type) {
    const found = columns.map((one) => displayName(one.type)).join(', ');
    const types = `row(${displayName(value.type)}) vs row(${found})`;
    refuse(
      'TYPE_MISMATCH',
      `Value expression and result of subquery must be of the same type: ${types}`,
      place,
    );
  }
  return { left: coerce(value, type).sql, rows: rowsAs(rows, column.type, type) };
}

function rowsAs(rows: Fragment, from: Type, to: Type): Fragment {
  if (isSameType(from, to)) return rows;
  const cast = castFragment(sql`q.c`, from, to) ?? sql`q.c`;
  return sql`(SELECT ${cast} FROM ${rows} AS q(c))`;
}
