import { messageOf } from '../../../../base/errors/index.ts';
import { SqlError } from '../../errors.ts';
import { FUNCTION_FILES } from '../../functions/all.ts';
import { type FunctionTable, functionTable } from '../../functions/registry.ts';
import { printSql } from '../../printed.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { readerOf, readRunError } from '../../results/index.ts';
import type { JsonValue } from '../../results/json.ts';
import { openScratch, type Scratch } from '../../results/scratch.fixture.ts';
import { type Expression, parseStatement } from '../../syntax/index.ts';
import { joined, sql } from '../../typed.ts';
import { columnTypeName } from '../../types/index.ts';
import type { Scope } from '../contract.ts';
import { bindExpression, type ExpressionContext, OPERATORS } from './index.ts';

/** What `SELECT a, b` gives: the columns' types and the one row, or the error. */
export type Evaluation =
  | {
      readonly types: readonly string[];
      readonly values: readonly JsonValue[];
      readonly sql: string;
    }
  | {
      readonly error: {
        readonly code: string;
        readonly message: string;
        readonly line?: number;
        readonly column?: number;
      };
      readonly sql?: string;
    };

export interface Evaluator {
  /** Of a query that has no FROM; undefined of any other. */
  evaluate(query: string): Promise<Evaluation | undefined>;
  close(): void;
}

/** 2026-01-31T12:00:00Z. */
const NOW = 1_769_860_800_000_000n;

/** Runs expressions as the engine does: parsed, bound, printed, in DuckDB with our macros and scripts. */
export async function openEvaluator(): Promise<Evaluator> {
  const functions = functionTable([...FUNCTION_FILES, OPERATORS]);
  const scratch = await openScratch(functions);
  return {
    evaluate: (query) => evaluate(query, scratch, functions),
    close: scratch.close,
  };
}

async function evaluate(
  text: string,
  scratch: Scratch,
  functions: FunctionTable,
): Promise<Evaluation | undefined> {
  let printed: string | undefined;
  try {
    const items = itemsOf(text);
    if (!items) return undefined;
    const context: ExpressionContext = {
      text,
      functions,
      session: { now: NOW, user: 'user', catalog: 'awsdatacatalog', schema: 'default' },
    };
    const bound = items.map((item) => bindExpression(item, EMPTY, context));
    printed = printSql(sql`SELECT ${joined(bound.map((one) => one.sql))}`).text;
    const reader = await scratch.read(printed);
    const [row = []] = reader.getRows();
    return {
      types: bound.map(({ type }) => columnTypeName(type)),
      values: bound.map(({ type }, at) => readerOf(type)(row[at] ?? null)),
      sql: printed,
    };
  } catch (error) {
    return { error: errorOf(error, text), ...(printed === undefined ? {} : { sql: printed }) };
  }
}

function itemsOf(text: string): readonly Expression[] | undefined {
  const statement = parseStatement(text);
  if (statement.is !== 'query' || statement.query.body.is !== 'select') return undefined;
  const { items, from } = statement.query.body;
  const values = items.flatMap((item) => (item.is === 'select-column' ? [item.value] : []));
  return from.length === 0 && values.length === items.length ? values : undefined;
}

function errorOf(error: unknown, text: string) {
  if (error instanceof SqlError) return placed(error);
  if (error instanceof Refusal) {
    const { code, reason, span, hint } = error;
    return placed(new SqlError({ code, reason, text, span, hint }));
  }
  const message = messageOf(error);
  const run = readRunError(message);
  return run ? { code: run.code, message: run.reason } : { code: 'INTERNAL', message };
}

function placed({ code, message, line, column }: SqlError) {
  return { code, message, line, column };
}

const EMPTY: Scope = {
  column: ([name], span) =>
    refuse('COLUMN_NOT_FOUND', `Column '${name?.name ?? ''}' cannot be resolved`, span),
  subquery: (query) => refuse('NOT_SUPPORTED', 'There are no queries here', query.span),
  substitute: () => undefined,
  allows: { aggregates: true, windows: true },
  window: () => undefined,
};
