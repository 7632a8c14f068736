import { refuse } from '../../refusal.ts';
import type { With, WithTable } from '../../syntax/index.ts';
import { type Fragment, joined, sql } from '../../typed.ts';
import type { BoundRows, CommonTable, Context, OutputColumn, Surroundings } from './context.ts';
import { lower } from './names.ts';
import { bindRecursive } from './recursion.ts';

/** A query's WITH: what it puts before the SQL, and what the query then sees. @throws Refusal */
export function bindWith(
  clause: With | undefined,
  around: Surroundings,
  context: Context,
): { readonly sql: Fragment; readonly around: Surroundings } {
  if (!clause) return { sql: sql``, around };
  const common = new Map(around.common);
  const seen = new Set<string>();
  const texts = clause.tables.map((table) => {
    const name = lower(table.name.name);
    if (seen.has(name)) {
      refuse(
        'DUPLICATE_NAMED_QUERY',
        `WITH query name '${name}' specified more than once`,
        table.span,
      );
    }
    seen.add(name);
    const inside = { ...around, common };
    const bound = bindTable(table, { clause, around: inside, context });
    common.set(name, bound.table);
    return bound.sql;
  });
  const word = clause.recursive ? 'WITH RECURSIVE ' : 'WITH ';
  return { sql: sql`${word}${joined(texts)} `, around: { ...around, common } };
}

function bindTable(
  table: WithTable,
  {
    clause,
    around,
    context,
  }: {
    readonly clause: With;
    readonly around: Surroundings;
    readonly context: Context;
  },
): { readonly sql: Fragment; readonly table: CommonTable } {
  const name = context.fresh('w');
  const recursive = clause.recursive ? bindRecursive(table, { name, around, context }) : undefined;
  const rows = recursive ?? context.bind.query(table.query, around);
  const columns = recursive ? recursive.columns : renamed(table, rows);
  const readers = { count: 0 };
  const { carried = [] } = table.columns ? {} : rows;
  return { sql: sql`${name} AS (${rows.sql})`, table: { sql: name, columns, carried, readers } };
}

/** @throws Refusal MISMATCHED_COLUMN_ALIASES */
export function renamed(
  { columns }: WithTable,
  { columns: found }: BoundRows,
): readonly OutputColumn[] {
  const [first] = columns ?? [];
  if (!columns || !first) return found;
  if (columns.length !== found.length) {
    const reason = `Column alias list has ${columns.length} entries but relation has ${found.length} columns`;
    refuse('MISMATCHED_COLUMN_ALIASES', reason, first.span);
  }
  return found.map((column, at) => ({ ...column, name: columns[at]?.name ?? '' }));
}
