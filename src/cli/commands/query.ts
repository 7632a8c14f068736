import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError, messageOf } from '../../base/errors/index.ts';
import { formatCount, plural } from '../../base/text/index.ts';
import {
  formatResult,
  openDesk,
  type ResultFormat,
  savedQueries,
  savedQuery,
} from '../../query/desk/index.ts';
import type { Engine, QueryResult } from '../../query/engine/index.ts';
import { interruptSignal, type Output, renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { lineTexts, tableTexts } from './rows.ts';

type Format = 'table' | 'line' | ResultFormat | 'parquet';

export interface QueryFlags {
  readonly file?: string;
  readonly saved?: string;
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
  const text = textOf(sql, flags);
  const format = formatOf(flags);
  const { home, query } = context.config().config;
  const started = context.effects.now();
  const desk = await openDesk({
    home,
    ...(query.memory === undefined ? {} : { memoryLimit: query.memory }),
    ...(flags.out === undefined ? {} : { output: resolve(flags.out) }),
  });
  const interrupt = interruptSignal(() => {});
  try {
    const { signal } = interrupt;
    const rows = await deliver({ desk, text, format, flags, context, signal });
    if (flags.timing) {
      const ms = context.effects.now() - started;
      await context.terminal.err.write(`${plural(rows, 'row')} in ${formatCount(ms)} ms\n`);
    }
  } finally {
    interrupt.stop();
    await desk.close();
  }
}

interface Job {
  readonly desk: Engine;
  readonly text: string;
  readonly format: Format;
  readonly flags: QueryFlags;
  readonly context: Context;
  readonly signal: AbortSignal;
}

/** `trailglass query list`: the saved queries. */
export async function runQueryList(
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const queries = savedQueries();
  if (flags.json) return printJson(context, queries);
  const { out } = context.terminal;
  const columns = [
    { name: 'name', align: 'left' },
    { name: 'title', align: 'left' },
    { name: 'description', align: 'left' },
  ] as const;
  const rows = queries.map(({ name, title, description }) => [name, title, description]);
  await out.write(renderTable(columns, rows, out));
}

/** `trailglass query show NAME`: the text of a saved query. */
export async function runQueryShow(name: string, context: Context): Promise<void> {
  await context.terminal.out.write(`${savedQuery(name).sql}\n`);
}

function textOf(sql: string | undefined, flags: QueryFlags): string {
  const given = [sql, flags.file, flags.saved].filter((one) => one !== undefined);
  if (given.length !== 1) {
    const message = 'Give one of: a text, -f FILE, --saved NAME.';
    throw new AppError('TG_CLI_USAGE', message);
  }
  if (flags.saved !== undefined) return savedQuery(flags.saved).sql;
  if (flags.file === undefined) return sql ?? '';
  try {
    return readFileSync(flags.file === '-' ? 0 : flags.file, 'utf8');
  } catch (cause) {
    throw new AppError('TG_STORAGE_NOT_FOUND', `${flags.file}: ${messageOf(cause)}`, { cause });
  }
}

/** What a command line asks for; a file is never written in a form made for the eye. */
function formatOf(flags: QueryFlags): Format {
  const { output, out, json } = flags;
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
  const { desk, text, format, flags, signal, context } = job;
  const options = { signal, ...(flags.limit === undefined ? {} : { limit: flags.limit }) };
  if (format === 'parquet') return desk.writeParquet(text, resolve(flags.out ?? ''), options);
  const result = await desk.run(text, options);
  const counter = { rows: 0 };
  const counted = { ...result, pages: count(result.pages, counter) };
  await writeAll(textsOf(counted, job), flags.out, context.terminal.out);
  return counter.rows;
}

function textsOf(result: QueryResult, { format, flags, context }: Job): AsyncIterable<string> {
  const { out } = context.terminal;
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
