import { refuse } from '../../refusal.ts';
import type { SetOperation, WithTable } from '../../syntax/index.ts';
import { sql } from '../../typed.ts';
import { canCoerce, displayName } from '../../types/index.ts';
import type { BoundRows, Context, Surroundings } from './context.ts';
import { lower } from './names.ts';
import { ofTypes } from './set-operation.ts';

interface Place {
  /** The table's name in DuckDB's SQL. */
  readonly name: string;
  readonly around: Surroundings;
  readonly context: Context;
}

/**
 * A table of WITH RECURSIVE that reads itself: `first UNION ALL step`. Undefined when it does not read itself.
 * @throws Refusal MISSING_COLUMN_ALIASES, INVALID_RECURSIVE_REFERENCE, TYPE_MISMATCH
 */
export function bindRecursive(table: WithTable, place: Place): BoundRows | undefined {
  const { name, around, context } = place;
  const own = lower(table.name.name);
  if (!mentions(table.query, own)) return undefined;
  const { columns: names } = table;
  if (!names) {
    const reason = 'Recursive queries must have column aliases';
    return refuse('MISSING_COLUMN_ALIASES', reason, table.span);
  }
  const { left, right } = stepsOf(table);
  const query = (body: SetOperation['left']) => ({ ...table.query, body, orderBy: [] });
  const first = context.bind.query(query(left), around);
  if (first.columns.length !== names.length) {
    const reason = `Column alias list has ${names.length} entries but relation has ${first.columns.length} columns`;
    refuse('MISMATCHED_COLUMN_ALIASES', reason, names[0]?.span ?? table.span);
  }
  const columns = first.columns.map(({ type }, at) => ({ type, name: names[at]?.name ?? '' }));
  const common = new Map(around.common).set(own, { sql: name, columns, readers: { count: 2 } });
  const step = context.bind.query(query(right), { ...around, common });
  step.columns.forEach(({ type }, at) => {
    const wanted = columns[at]?.type ?? type;
    if (canCoerce(type, wanted)) return;
    const reason = `recursion step relation output type (${displayName(type)}) is not coercible to recursion base relation output type (${displayName(wanted)}) at column ${at + 1}`;
    refuse('TYPE_MISMATCH', reason, right.span);
  });
  const types = columns.map(({ type }) => type);
  return { sql: sql`(${first.sql}) UNION ALL (${ofTypes(step, types, context)})`, columns };
}

function stepsOf(table: WithTable): SetOperation {
  const { body } = table.query;
  if (body.is === 'union' && body.all) return body;
  const reason = 'A recursive table must be a UNION ALL of its first rows and of a step';
  return refuse('INVALID_RECURSIVE_REFERENCE', reason, table.query.span);
}

/** Whether a name of a table stands somewhere in a tree. */
function mentions(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((item) => mentions(item, name));
  if (typeof node !== 'object' || node === null) return false;
  if ('is' in node && node.is === 'table' && 'name' in node) {
    const { parts } = node.name as { readonly parts: readonly { readonly name: string }[] };
    return parts.length === 1 && lower(parts[0]?.name ?? '') === name;
  }
  return Object.values(node).some((value) => mentions(value, name));
}
