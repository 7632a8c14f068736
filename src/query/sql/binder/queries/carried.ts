import type { Select, SelectAll } from '../../syntax/index.ts';
import type { Fragment } from '../../typed.ts';
import type { Context, OutputColumn } from './context.ts';
import { chainOf, lower } from './names.ts';
import type { Field } from './relation.ts';
import { type SourceScope, typedField } from './scope.ts';

/**
 * A hidden column that comes along with a star: in Athena a table's partition columns are part of `*`, so that a query
 * around `SELECT *` may name them.
 */
export interface CarriedColumn extends OutputColumn {
  /** Its name in DuckDB's SQL. */
  readonly as: string;
  /** Puts it into the list of the SELECT, where it does not stand until something names it. */
  use(): void;
}

/** What stars of a SELECT carry, and the piece of its list that the columns in use stand in. */
export function carriedBy(
  select: Select,
  scope: SourceScope,
  context: Context,
): { readonly columns: readonly CarriedColumn[]; readonly list: Fragment } {
  const parts: Fragment[] = [];
  const stars = select.items.filter((item) => item.is === 'select-all' && !item.aliases);
  const fields = scope.fields.filter(
    (field) => isCarried(field) && stars.some((star) => isOf(field, star as SelectAll)),
  );
  const columns = fields.map((field) => carried(field, { parts, context }));
  return { columns, list: { parts } };
}

function isCarried({ hidden, source }: Field): boolean {
  return hidden && source?.column.partition !== undefined;
}

function isOf({ qualifier = [] }: Field, { of }: SelectAll): boolean {
  const name = of ? chainOf(of)?.map((part) => lower(part.name)) : [];
  return name?.every((part, at) => qualifier.at(at - name.length) === part) ?? false;
}

function carried(
  field: Field,
  { parts, context }: { readonly parts: Fragment[]; readonly context: Context },
): CarriedColumn {
  const as = context.fresh('h');
  let isUsed = false;
  const { name, type, source } = field;
  return {
    ...(name === undefined ? {} : { name }),
    ...(source ? { source } : {}),
    ...{ type, as },
    use: () => {
      if (isUsed) return;
      isUsed = true;
      const { sql } = typedField(field, { start: 0, end: 0 });
      parts.push({ parts: [', ', sql, ` AS ${as}`] });
    },
  };
}
