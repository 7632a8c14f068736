import type { Identifier, Span } from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import type { Type } from '../../types/index.ts';
import { lower } from './names.ts';
import type { Field } from './relation.ts';

/**
 * The column in which a leaf of a row also stands alone: only such columns prune, and reading one spares the row.
 * `rest` are the names behind the row's column.
 */
export function liftedLeaf(
  field: Field,
  rest: readonly Identifier[],
  span: Span,
): Typed | undefined {
  const leaf = liftedSource(field, rest);
  // Where the rows come through a subquery, their alias is out of sight.
  if (!leaf?.isDirect) return undefined;
  const { use, column } = leaf;
  use.columns.add(column.name);
  return { type: column.type, sql: { span, parts: [column.value(use.alias)] }, span };
}

/** The lifted column that a leaf is; undefined where the row's type has no such leaf. */
export function liftedSource({ source, type }: Field, rest: readonly Identifier[]) {
  if (!source || rest.length === 0) return undefined;
  const path = rest.map(({ name }) => lower(name));
  const column = source.use.table.lifted.get([source.column.name, ...path].join('.'));
  return column && isLeaf(type, path) ? { ...source, column } : undefined;
}

function isLeaf(type: Type, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return type.is === 'varchar';
  if (type.is !== 'row') return false;
  const field = type.fields.find((one) => one.name === name);
  return field !== undefined && isLeaf(field.type, rest);
}
