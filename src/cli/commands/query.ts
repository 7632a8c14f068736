import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { AppError, messageOf } from '../../base/errors/index.ts';
import { formatCount, plural } from '../../base/text/index.ts';
import { formatResult, openDesk, type ResultFormat } from '../../query/desk/index.ts';
import type { Engine, QueryResult } from '../../query/engine/index.ts';
import { excerptOf, SqlError } from '../../query/sql/index.ts';
import { interruptSignal, type Output } from '../terminal/index.ts';
import type { Context } from './context.ts';
import { deskOptions, type TableAliasFlags } from './desk-options.ts';
import { chartTexts } from './query-chart.ts';
import { lineTexts, tableTexts } from './rows.ts';
import { type ReadyText, readText, readySaved, type SavedFlags } from './saved-queries.ts';

type Format = 'table' | 'line' | ResultFormat | 'parquet';

export interface QueryFlags extends SavedFlags, TableAliasFlags {
  readonly batch?: string;
  readonly file?: string;
  readonly output?: Format;
  readonly out?: string;
  readonly limit?: number;
  readonly timing?: boolean;
  readonly raw?: boolean;
  readonly json?: boolean;
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
  const ready = await readyText(sql, flags, context);
  const format = formatOf(flags);
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

async function readyText(
  sql: string | undefined,
  flags: QueryFlags,
  context: Context,
): Promise<ReadyText> {
  const given = [sql, flags.file, flags.saved].filter((one) => one !== undefined);
  if (given.length !== 1) {
    const message = 'Give one of: a text, -f FILE, --saved NAME.';
    throw new AppError('TG_CLI_USAGE', message);
  }
  if (flags.saved !== undefined) return readySaved(flags, context);
  if (flags.param !== undefined || flags.chart) {
    throw new AppError('TG_CLI_USAGE', '--param and --chart belong to saved queries.', {
      hint: 'Save the text first: trailglass query save NAME FILE.',
    });
  }
  return { text: flags.file === undefined ? (sql ?? '') : readText(flags.file) };
}

/** What a command line asks for; a file is never written in a form made for the eye. */
function formatOf(flags: QueryFlags): Format {
  const { output, out, json, chart } = flags;
  if (chart && (output ?? out ?? json) !== undefined) {
    throw new AppError('TG_CLI_USAGE', '--chart draws on the screen; leave the other form out.');
  }
  const format = output ?? (json ? 'json' : (byExtension(out) ?? 'table'));
  if (out === undefined && format === 'parquet') {
    throw new AppError('TG_CLI_USAGE', 'Parquet goes to a file: add -o FILE.');
  }
  if (out !== undefined && (format === 'table' || format === 'line')) {
    throw new AppError('TG_CLI_USAGE', `${out} would be a ${format}, which only a screen shows.`, {
      hint: 'End its name in .csv, .json, .ndjson, .md or .parquet, or add --output.',
    });
  }
  return format;
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
  await writeAll(textsOf(counted, job), flags.out, context.terminal.out);
  return counter.rows;
}

function textsOf(
  result: QueryResult,
  { ready, format, flags, context }: Job,
): AsyncIterable<string> {
  const { out } = context.terminal;
  if (ready.chart) return chartTexts(result, ready.chart, out);
  const most = context.config().config.query.rows;
  switch (format) {
    case 'table':
      return tableTexts(result, out, most);
    case 'line':
      return lineTexts(result, out, most);
    case 'parquet':
      throw new RangeError('Parquet is written by the engine');
    default:
      return formatResult(result, format, { raw: flags.raw ?? false });
  }
}

function byExtension(file: string | undefined): ResultFormat | 'parquet' | undefined {
  const found = /\.(json|ndjson|csv|md|parquet)$/i.exec(file ?? '')?.[1];
  return found?.toLowerCase() as ResultFormat | 'parquet' | undefined;
}

async function* count(pages: QueryResult['pages'], counter: { rows: number }) {
  for await (const page of pages) {
    counter.rows += page.length;
    yield page;
  }
}

async function writeAll(
  texts: AsyncIterable<string>,
  file: string | undefined,
  out: Output,
): Promise<void> {
  if (file === undefined) {
    for await (const text of texts) if (!(await out.write(text))) return;
    return;
  }
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
    for await (const text of texts) if (!stream.write(text)) await once(stream, 'drain');
    stream.end();
    await once(stream, 'close');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('TG_OUTPUT_FAILED', `${file}: ${messageOf(cause)}`, { cause });
  }
}
