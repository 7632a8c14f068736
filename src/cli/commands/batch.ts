import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppError, messageOf } from '../../base/errors/index.ts';
import { openDesk } from '../../query/desk/index.ts';
import type { Engine, QueryResult, Row, SqlDetails } from '../../query/engine/index.ts';
import { interruptSignal } from '../terminal/index.ts';
import type { Context } from './context.ts';
import { deskOptions, type TableAliasFlags } from './desk-options.ts';

/** One query of a batch. */
interface BatchLine {
  readonly id: unknown;
  readonly sql: string;
}

/** What became of one query; values as in Trino's client protocol. */
interface BatchAnswer {
  readonly columns: QueryResult['columns'];
  readonly rows: readonly Row[];
  readonly rowCount: number;
  readonly error: BatchError | null;
}

interface BatchError {
  readonly code: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * `trailglass query --batch FILE`: many queries in one process, a line of JSON each, in their order.
 * @throws AppError TG_CLI_USAGE for a line that is none, TG_STORAGE_NOT_FOUND
 */
export async function runBatch(
  file: string,
  flags: TableAliasFlags,
  context: Context,
): Promise<void> {
  const desk = await openDesk(deskOptions(flags, context));
  const interrupt = interruptSignal(() => {});
  try {
    for await (const { id, sql } of batchLines(file)) {
      const started = context.effects.now();
      const answer = await answerOf(desk, sql, interrupt.signal);
      const line = { id, ...answer, ms: context.effects.now() - started };
      if (!(await context.terminal.out.write(`${JSON.stringify(line)}\n`))) return;
    }
  } finally {
    interrupt.stop();
    await desk.close();
  }
}

async function* batchLines(file: string): AsyncGenerator<BatchLine> {
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') yield batchLine(line, `${file}:${number}`);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('TG_STORAGE_NOT_FOUND', `${file}: ${messageOf(cause)}`, { cause });
  }
}

function batchLine(text: string, place: string): BatchLine {
  const line = parsed(text);
  if (typeof line === 'object' && line !== null && 'sql' in line && typeof line.sql === 'string') {
    return { id: 'id' in line ? line.id : null, sql: line.sql };
  }
  throw new AppError('TG_CLI_USAGE', `${place} is no query.`, {
    hint: 'A line of a batch is a JSON object: {"id": "first", "sql": "SELECT 1"}.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function answerOf(desk: Engine, sql: string, signal: AbortSignal): Promise<BatchAnswer> {
  let columns: QueryResult['columns'] = [];
  try {
    const result = await desk.run(sql, { signal, rowForm: 'arrays' });
    columns = result.columns;
    const rows: Row[] = [];
    for await (const page of result.pages) rows.push(...page);
    return { columns, rows, rowCount: rows.length, error: null };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError) || error.code !== 'TG_QUERY_INVALID') throw error;
    return { columns, rows: [], rowCount: 0, error: batchError(error) };
  }
}

function batchError({ details, message }: AppError): BatchError {
  const { error, reason, line, column } = details as unknown as SqlDetails;
  return {
    code: error,
    message: reason ?? message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
