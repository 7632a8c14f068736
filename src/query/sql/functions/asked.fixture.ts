import { messageOf } from '../../../base/errors/index.ts';
import { OPERATORS } from '../binder/expressions/index.ts';
import { SqlError } from '../errors.ts';
import { printSql } from '../printed.ts';
import { readerOf, readRunError } from '../results/index.ts';
import type { JsonValue } from '../results/json.ts';
import { openScratch, type Scratch } from '../results/scratch.fixture.ts';
import { planStatement } from '../statements/plan.ts';
import { columnTypeName } from '../types/index.ts';
import * as aggregates from './aggregates.ts';
import { FUNCTION_FILES } from './all.ts';
import { type FunctionTable, functionTable } from './registry.ts';
import * as windows from './windows.ts';

/** Answers queries that need no lake, as the engine does: parsed, bound, printed, in DuckDB with macros and scripts. */
export interface Asked {
  /** The rows of a query, or `CODE: reason` of its error. */
  rows(query: string): Promise<readonly (readonly JsonValue[])[] | string>;
  /** The only value of `SELECT <expression>` behind its type, `bigint 3`; text alone without quotes. Or the error. */
  value(expression: string): Promise<string>;
  close(): void;
}

/** 2026-01-31T12:00:00Z. */
const NOW = 1_769_860_800_000_000n;

export async function openAsked(): Promise<Asked> {
  const files = new Set([...FUNCTION_FILES, aggregates, windows, OPERATORS]);
  const functions = functionTable([...files]);
  const scratch = await openScratch(functions);
  return {
    rows: async (query) => {
      const answer = await ask(query, scratch, functions);
      return typeof answer === 'string' ? answer : answer.rows;
    },
    value: async (expression) => {
      const answer = await ask(`SELECT ${expression}`, scratch, functions);
      if (typeof answer === 'string') return answer;
      const [value = null] = answer.rows[0] ?? [];
      return `${answer.types.join()} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    },
    close: scratch.close,
  };
}

async function ask(text: string, scratch: Scratch, functions: FunctionTable) {
  const session = { now: NOW, user: 'user', catalog: 'awsdatacatalog', schema: 'default' };
  try {
    const plan = planStatement(text, { functions, session });
    if (plan.is !== 'query') return `${plan.is}: not a query`;
    const { columns, sql } = plan.query;
    const reader = await scratch.read(printSql(sql).text);
    const read = columns.map(({ type }) => readerOf(type));
    return {
      types: columns.map(({ type }) => columnTypeName(type)),
      rows: reader.getRows().map((row) => read.map((one, at) => one(row[at] ?? null))),
    };
  } catch (error) {
    if (error instanceof SqlError) return `${error.code}: ${error.message}`;
    const run = readRunError(messageOf(error));
    return run ? `${run.code}: ${run.reason}` : `INTERNAL: ${messageOf(error)}`;
  }
}
