import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppError, messageOf } from '../../base/errors/index.ts';
import { openDesk } from '../../query/desk/index.ts';
import type { Engine } from '../../query/engine/index.ts';
import { interruptSignal } from '../terminal/index.ts';
import { BatchLine, batchError } from './batch-line.ts';
import type { Context } from './context.ts';
import { deskOptions, type TableAliasFlags } from './desk-options.ts';

/** One query of a batch. */
interface BatchQuery {
  readonly id: unknown;
  readonly sql: string;
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
    for await (const query of batchLines(file)) {
      if (!(await answer(query, desk, interrupt.signal, context))) return;
    }
  } finally {
    interrupt.stop();
    await desk.close();
  }
}

async function* batchLines(file: string): AsyncGenerator<BatchQuery> {
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') yield batchQuery(line, `${file}:${number}`);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('TG_STORAGE_NOT_FOUND', `${file}: ${messageOf(cause)}`, { cause });
  }
}

function batchQuery(text: string, place: string): BatchQuery {
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

/** Writes what became of one query; false when nobody reads any more. A query that fails is no reason to leave out others. */
async function answer(
  { id, sql }: BatchQuery,
  desk: Engine,
  signal: AbortSignal,
  { terminal, effects }: Context,
): Promise<boolean> {
  const started = effects.now();
  const line = new BatchLine(terminal.out, id);
  const end = (error: AppError | undefined) =>
    line.end(error ? batchError(error) : null, effects.now() - started);
  try {
    const { columns, pages } = await desk.run(sql, { signal, rowForm: 'arrays' });
    line.begin(columns);
    for await (const page of pages) if (!(await line.add(page))) return false;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return end(error);
  }
  return end(undefined);
}
