import { resolve } from 'node:path';
import { AppError } from '../../base/errors/index.ts';
import { formatCount, plural } from '../../base/text/index.ts';
import { formatResult, openDesk } from '../../query/desk/index.ts';
import type { Engine, QueryResult } from '../../query/engine/index.ts';
import { excerptOf, SqlError } from '../../query/sql/index.ts';
import { interruptSignal } from '../terminal/index.ts';
import type { Context } from './context.ts';
import { deskOptions, type TableAliasFlags } from './desk-options.ts';
import { chartTexts, pictureTexts } from './query-chart.ts';
import { type Format, type FormatFlags, formatOf } from './query-format.ts';
import { type ReadyText, readyText, refuseUndrawn } from './ready-text.ts';
import { lineTexts, tableTexts } from './rows.ts';
import type { SavedFlags } from './saved-queries.ts';
import { writeTexts } from './write-texts.ts';

export interface QueryFlags extends SavedFlags, TableAliasFlags, FormatFlags {
  readonly batch?: string;
  readonly file?: string;
  readonly limit?: number;
  readonly timing?: boolean;
  readonly raw?: boolean;
}

/** `trailglass query`: runs one text, prints its rows. */
export async function runQuery(
  sql: string | undefined,
  flags: QueryFlags,
  context: Context,
): Promise<void> {
  if (flags.batch !== undefined) {
    const { runBatch } = await import('./batch.ts');
    return runBatch(flags.batch, flags, context);
  }
  const format = formatOf(flags);
  const ready = await readyText(sql, flags, context);
  if (format === 'chart' || format === 'svg') refuseUndrawn(ready);
  const started = context.effects.now();
  const desk = await openDesk({
    ...deskOptions(flags, context),
    ...(flags.out === undefined ? {} : { output: resolve(flags.out) }),
  });
  const interrupt = interruptSignal(() => {});
  try {
    const { signal } = interrupt;
    const rows = await deliver({ desk, ready, format, flags, context, signal }).catch(
      (error: unknown) => {
        throw context.terminal.err.isTTY ? pointed(error, ready.text) : error;
      },
    );
    if (flags.timing) {
      const ms = context.effects.now() - started;
      await context.terminal.err.write(`${plural(rows, 'row')} in ${formatCount(ms)} ms\n`);
    }
  } finally {
    interrupt.stop();
    await desk.close();
  }
}

/** A refusal with the line of the text and a caret under the place, for people. */
function pointed(error: unknown, text: string): unknown {
  if (!(error instanceof AppError && error.cause instanceof SqlError)) return error;
  const { code, message, hint, details, cause } = error;
  return new AppError(code, `${message}\n${excerptOf(text, error.cause)}`, {
    hint,
    details,
    cause,
  });
}

interface Job {
  readonly desk: Engine;
  readonly ready: ReadyText;
  readonly format: Format;
  readonly flags: QueryFlags;
  readonly context: Context;
  readonly signal: AbortSignal;
}

/** Writes the result where it is wanted; returns its rows. */
async function deliver(job: Job): Promise<number> {
  const { desk, ready, format, flags, signal, context } = job;
  const { text } = ready;
  const options = { signal, ...(flags.limit === undefined ? {} : { limit: flags.limit }) };
  if (format === 'parquet') return desk.writeParquet(text, resolve(flags.out ?? ''), options);
  const result = await desk.run(text, options);
  const counter = { rows: 0 };
  const counted = { ...result, pages: count(result.pages, counter) };
  await writeTexts(textsOf(counted, job), flags.out, context.terminal.out);
  return counter.rows;
}

function textsOf(
  result: QueryResult,
  { ready, format, flags, context }: Job,
): AsyncIterable<string> {
  const { out } = context.terminal;
  const most = context.config().config.query.rows;
  switch (format) {
    case 'table':
      return tableTexts(result, out, most);
    case 'line':
      return lineTexts(result, out, most);
    case 'chart':
      return chartTexts(result, ready.chart, out);
    case 'svg':
      return pictureTexts(result, ready.chart, ready.title);
    case 'parquet':
      throw new RangeError('Parquet is written by the engine');
    default:
      return formatResult(result, format, { raw: flags.raw ?? false });
  }
}

async function* count(pages: QueryResult['pages'], counter: { rows: number }) {
  for await (const page of pages) {
    counter.rows += page.length;
    yield page;
  }
}
