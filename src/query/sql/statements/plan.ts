import type { Session } from '../binder/expressions/index.ts';
import { type BoundQuery, bindQuery } from '../binder/queries/index.ts';
import { SqlError } from '../errors.ts';
import type { FunctionTable } from '../functions/registry.ts';
import { Refusal, refuse } from '../refusal.ts';
import { parseStatement, type QualifiedName, type Query, type Statement } from '../syntax/index.ts';
import { findTable, type LakeTable, type TableAliases } from '../tables/index.ts';
import type { Answer } from './answer.ts';
import { knownTable, showColumns, showFunctions, showTables } from './show.ts';

export interface PlanOptions {
  readonly functions: FunctionTable;
  readonly session: Session;
  /** Further names of tables. */
  readonly aliases?: TableAliases;
}

export interface QueryPlan {
  readonly is: 'query';
  readonly query: BoundQuery;
}

/** What becomes of a statement. */
export type Plan =
  | QueryPlan
  | { readonly is: 'explain'; readonly query: BoundQuery }
  | { readonly is: 'answer'; readonly answer: Answer }
  | { readonly is: 'partitions'; readonly table: LakeTable };

/** How AWS's own pages leave the table open. */
const PLACEHOLDER = /\$?\{table_name\}/g;

/** A name of the same length, so that places stay what they are; `findTable` knows it. */
function nameAsLong({ length }: string): string {
  return 'table_name'.padStart(length - 1, '_').padEnd(length, '_');
}

/**
 * Reads one statement and works out what it means: nothing of it runs here.
 * @throws SqlError in Trino's words, at the place
 */
export function planStatement(text: string, options: PlanOptions): Plan {
  const statement = parseStatement(text.replace(PLACEHOLDER, (found) => nameAsLong(found)));
  try {
    return planOf(statement, text, options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, reason, span, hint } = error;
    throw new SqlError({ code, reason, text, span, hint });
  }
}

function planOf(statement: Statement, text: string, options: PlanOptions): Plan {
  const find = (name: QualifiedName) => findTable(name, options.aliases);
  const bind = (query: Query) => bindQuery(query, { ...options, text, table: find });
  switch (statement.is) {
    case 'query':
      return { is: 'query', query: bind(statement.query) };
    case 'explain': {
      const { statement: inner } = statement;
      if (inner.is === 'query') return { is: 'explain', query: bind(inner.query) };
      return refuse(
        'NOT_SUPPORTED',
        'EXPLAIN of anything but a query is not supported',
        inner.span,
      );
    }
    case 'create-view':
      bind(statement.query);
      return refuse(
        'NOT_SUPPORTED',
        'Views are not created here: nothing of the lake is changed by a query',
        statement.span,
        'Save its SELECT as a query instead: trailglass query save NAME -f FILE.sql',
      );
    case 'show-tables':
      return { is: 'answer', answer: showTables(statement) };
    case 'show-columns':
      return { is: 'answer', answer: showColumns(statement, find) };
    case 'show-functions':
      return { is: 'answer', answer: showFunctions(statement, options.functions) };
    case 'show-partitions':
      return { is: 'partitions', table: knownTable(statement.table, statement.span, find) };
  }
}
