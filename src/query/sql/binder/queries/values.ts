import { refuse } from '../../refusal.ts';
import type { Expression, Values } from '../../syntax/index.ts';
import { joined, sql, type Typed } from '../../typed.ts';
import { commonSuperType, displayName, type Type, UNKNOWN } from '../../types/index.ts';
import type { BoundRows, Context, Surroundings } from './context.ts';
import { asType, bindIn } from './expression.ts';
import { columnsOf } from './from.ts';
import { bare } from './names.ts';
import { SourceScope } from './scope.ts';

/** VALUES: each column of the type that all its rows fit. @throws Refusal TYPE_MISMATCH */
export function bindValues(
  { rows, span }: Values,
  { around, context }: { readonly around: Surroundings; readonly context: Context },
): BoundRows {
  const scope = new SourceScope(context, [], around);
  const bound = rows.map((row) => itemsOfRow(row).map((item) => bindIn(scope, item, context)));
  const width = bound[0]?.length ?? 0;
  const odd = bound.find((row) => row.length !== width);
  if (odd) {
    const reason = `Values rows have mismatched sizes: ${width} vs ${odd.length}`;
    refuse('TYPE_MISMATCH', reason, span);
  }
  const types = Array.from({ length: width }, (_, at) => commonType(bound, at));
  const alias = context.fresh('v');
  const lines = bound.map(
    (row) => sql`(${joined(row.map((item, at) => asType(item, types[at] ?? item.type).sql))})`,
  );
  const names = types.map((_, at) => `c${at + 1}`).join(', ');
  return {
    sql: sql`SELECT ${columnsOf(alias, width)} FROM (VALUES ${joined(lines)}) AS ${alias}(${names})`,
    columns: types.map((type) => ({ type })),
  };
}

/** `(1, 2)` is a row of two columns; anything else is a row of one. */
function itemsOfRow(row: Expression): readonly Expression[] {
  const inner = bare(row);
  return inner.is === 'row' ? inner.items : [inner];
}

function commonType(rows: readonly (readonly Typed[])[], at: number): Type {
  return rows.reduce<Type>((type, row) => {
    const item = row[at];
    if (!item) return type;
    const common = commonSuperType(type, item.type);
    if (common) return common;
    const reason = `Types are incompatible in a Values expression: ${displayName(type)}, ${displayName(item.type)}`;
    return refuse('TYPE_MISMATCH', reason, item.span);
  }, UNKNOWN);
}
