import { refuse } from '../../refusal.ts';
import type { Expression, Unnest } from '../../syntax/index.ts';
import { type Fragment, joined, quoted, sql, type Typed } from '../../typed.ts';
import { BIGINT, displayName, fieldName, type RowType, type Type } from '../../types/index.ts';
import type { Context, Surroundings } from './context.ts';
import { bindIn } from './expression.ts';
import type { Field, Relation } from './relation.ts';
import { SourceScope } from './scope.ts';

/** What one argument of UNNEST gives: DuckDB columns side by side, and how many elements there are. */
interface Unnested {
  readonly columns: readonly { readonly sql: Fragment; readonly type: Type }[];
  readonly length: Fragment;
}

/**
 * UNNEST of arrays and maps side by side, the shorter ones filled with NULLs.
 *
 * Rows follow Athena: with as many aliases as arguments a row stays one column; with one for each of its fields, or
 * none, it is spread out, as in Trino.
 *
 * @throws Refusal INVALID_FUNCTION_ARGUMENT when a value is neither array nor map
 */
export function bindUnnest(
  node: Unnest,
  aliases: number | undefined,
  { around, context }: { readonly around: Surroundings; readonly context: Context },
): Relation {
  const scope = new SourceScope(context, [], around);
  const parts = node.values.map((value) => unnested(bindIn(scope, value, context), value));
  const alias = context.fresh('r');
  const columns = parts.flatMap((part) => part.columns);
  const kept = columns.length + (node.ordinality ? 1 : 0);
  const fields = columns.flatMap(({ type }, at) => {
    const whole: Field = { type, sql: sql`${alias}.c${String(at + 1)}`, hidden: false };
    return type.is === 'row' && isSpread(type, aliases, kept) ? spread(whole, type) : [whole];
  });
  const items = columns.map(({ sql: one }, at) => sql`unnest(${one}) AS c${String(at + 1)}`);
  if (node.ordinality) {
    const at = String(columns.length + 1);
    const length = longest(parts.map((part) => part.length));
    items.push(sql`unnest(generate_series(1, ${length})) AS c${at}`);
    fields.push({ type: BIGINT, sql: sql`${alias}.c${at}`, hidden: false });
  }
  return { sql: sql`LATERAL (SELECT ${joined(items)}) AS ${alias}`, fields, isLateral: true };
}

function unnested({ type, sql: value }: Typed, node: Expression): Unnested {
  const length = sql`coalesce(len(${value}), 0)`;
  switch (type.is) {
    case 'array':
      return { columns: [{ sql: value, type: type.of }], length };
    case 'map': {
      const keys = { sql: sql`map_keys(${value})`, type: type.key };
      const values = { sql: sql`map_values(${value})`, type: type.value };
      return { columns: [keys, values], length: sql`coalesce(len(map_keys(${value})), 0)` };
    }
    default:
      return refuse(
        'INVALID_FUNCTION_ARGUMENT',
        `Cannot unnest type: ${displayName(type)}`,
        node.span,
      );
  }
}

function longest(lengths: readonly Fragment[]): Fragment {
  return lengths.length === 1 ? sql`${joined(lengths)}` : sql`greatest(${joined(lengths)})`;
}

/** A row of one field without a name is of no use whole: nothing could get at the field. */
function isSpread({ fields }: RowType, aliases: number | undefined, kept: number): boolean {
  const [first] = fields;
  return aliases !== kept || (fields.length === 1 && first?.name === undefined);
}

function spread(whole: Field, row: RowType): readonly Field[] {
  return row.fields.map((field, at) => ({
    ...(field.name === undefined ? {} : { name: field.name }),
    type: field.type,
    sql: sql`struct_extract(${whole.sql}, ${quoted(fieldName(row, at))})`,
    hidden: false,
  }));
}
