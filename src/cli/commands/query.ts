import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { AppError, messageOf } from '../../base/errors/index.ts';
import { formatCount, plural } from '../../base/text/index.ts';
import {
  formatResult,
  isNumeric,
  openDesk,
  type ResultFormat,
  savedQueries,
  savedQuery,
} from '../../query/desk/index.ts';
import type { Engine, QueryResult, Row } from '../../query/engine/index.ts';
import {
  cellText,
  headLines,
  interruptSignal,
  layoutTable,
  type Output,
  renderTable,
  rowLine,
} from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

export interface QueryFlags {
  readonly file?: string;
  readonly saved?: string;
  readonly output?: 'table' | 'line' | ResultFormat | 'parquet';
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
  const { home, query } = context.config().config;
  const started = context.effects.now();
  const desk = await openDesk({
    home,
    ...(query.memory === undefined ? {} : { memoryLimit: query.memory }),
  });
  const interrupt = interruptSignal(() => {});
  try {
    const { signal } = interrupt;
    const job = { desk, text: limited(text, flags), flags, context, signal };
    const rows = await deliver(job);
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

function limited(text: string, { limit }: QueryFlags): string {
  return limit === undefined
    ? text
    : `SELECT * FROM (${text.replace(/;\s*$/, '')}\n) LIMIT ${limit}`;
}

/** Writes the result where it is wanted; returns its rows. */
async function deliver(job: Job): Promise<number> {
  const { desk, text, flags, signal, context } = job;
  const format = flags.output ?? (flags.json ? 'json' : (byExtension(flags.out) ?? 'table'));
  if (format === 'parquet') {
    if (flags.out === undefined) {
      throw new AppError('TG_CLI_USAGE', 'Parquet goes to a file: add -o FILE.');
    }
    return desk.writeParquet(text, flags.out, { signal });
  }
  const result = await desk.run(text, { signal });
  const counter = { rows: 0 };
  const counted = { ...result, pages: count(result.pages, counter) };
  if (format === 'table' || format === 'line') {
    const rowsShown = context.config().config.query.rows;
    await (format === 'table' ? printTable : printLines)(counted, context.terminal.out, rowsShown);
  } else {
    const options = { raw: flags.raw ?? false };
    await writeAll(formatResult(counted, format, options), flags.out, context.terminal.out);
  }
  return counter.rows;
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

/** Rows that a table is measured by; a pipe gets the others by the same measure. */
const MEASURED = 1000;

/** A terminal shows the first rows and says so; a pipe gets all. */
async function printTable(result: QueryResult, out: Output, most: number): Promise<void> {
  const columns = result.columns.map(({ name, type }) => ({
    name,
    align: isNumeric(type) ? ('right' as const) : ('left' as const),
  }));
  const shown = out.isTTY ? most : Number.POSITIVE_INFINITY;
  const head: Row[] = [];
  let layout: ReturnType<typeof layoutTable> | undefined;
  let rows = 0;
  const flush = async () => {
    layout = layoutTable(columns, head, out.width);
    await out.write(headLines(layout, out));
    for (const row of head) await out.write(rowLine(row, layout, out));
  };
  for await (const page of result.pages) {
    for (const row of page) {
      rows++;
      if (rows > shown) continue;
      if (layout) await out.write(rowLine(row, layout, out));
      else if (head.push(row) === Math.min(MEASURED, shown)) await flush();
    }
  }
  if (!layout) await flush();
  await out.write(footer({ rows, shown, hidden: layout?.hidden ?? [] }, out));
}

function footer(
  { rows, shown, hidden }: { rows: number; shown: number; hidden: readonly string[] },
  { colors }: Output,
): string {
  const count =
    rows > shown
      ? `first ${formatCount(shown)} of ${plural(rows, 'row')}; all of them: -o FILE, or --output csv`
      : plural(rows, 'row');
  const columns =
    hidden.length > 0 ? `; no room for ${hidden.join(', ')}: --output line shows them` : '';
  return `${colors.dim(`(${count}${columns})`)}\n`;
}

async function printLines(result: QueryResult, out: Output, most: number): Promise<void> {
  const shown = out.isTTY ? most : Number.POSITIVE_INFINITY;
  const width = Math.max(...result.columns.map(({ name }) => name.length));
  let rows = 0;
  for await (const page of result.pages) {
    for (const row of page) {
      rows++;
      if (rows > shown) continue;
      const lines = result.columns.map(
        ({ name }, index) => `${out.colors.bold(name.padEnd(width))}  ${cellText(row[index])}\n`,
      );
      await out.write(`${out.colors.dim(`─── row ${formatCount(rows)}`)}\n${lines.join('')}`);
    }
  }
  await out.write(footer({ rows, shown, hidden: [] }, out));
}
