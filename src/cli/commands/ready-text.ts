import { AppError } from '../../base/errors/index.ts';
import { type ChartWish, fillIn, savedQuery } from '../../query/desk/index.ts';
import type { Context } from './context.ts';
import { type ChartFlags, chartKind } from './query-chart.ts';
import { namesOf, ownQueryFolders, readText, type SavedFlags, valuesOf } from './saved-queries.ts';

/** A text that can be run, and how its result is drawn if it shall be. */
export interface ReadyText {
  readonly text: string;
  readonly chart: ChartWish;
  /** Of a saved query. */
  readonly title?: string;
}

export interface TextFlags extends SavedFlags, ChartFlags {
  readonly file?: string;
}

/** The one text that a command line gives: itself, in a file, or saved. @throws AppError TG_CLI_USAGE */
export async function readyText(
  sql: string | undefined,
  flags: TextFlags,
  context: Context,
): Promise<ReadyText> {
  const given = [sql, flags.file, flags.saved].filter((one) => one !== undefined);
  if (given.length !== 1) {
    const message = 'Give one of: a text, -f FILE, --saved NAME.';
    throw new AppError('TG_CLI_USAGE', message);
  }
  const kind = chartKind(flags);
  const wish = kind === undefined ? {} : { kind };
  if (flags.saved !== undefined) return readySaved(flags.saved, { flags, wish, context });
  if (flags.param !== undefined) {
    throw new AppError('TG_CLI_USAGE', '--param belongs to saved queries.', {
      hint: 'Save the text first: trailglass query save NAME FILE.',
    });
  }
  return { text: flags.file === undefined ? (sql ?? '') : readText(flags.file), chart: wish };
}

interface Wanted {
  readonly flags: SavedFlags;
  readonly wish: ChartWish;
  readonly context: Context;
}

async function readySaved(name: string, { flags, wish, context }: Wanted): Promise<ReadyText> {
  const query = savedQuery(name, ownQueryFolders(context));
  const text = fillIn(query, valuesOf(flags.param), context.effects.now());
  if (query.hides.length > 0) {
    const { err } = context.terminal;
    const words = `${query.name}: ${query.file}, not the one of ${namesOf(query.hides)}`;
    await err.write(`${err.colors.dim(words)}\n`);
  }
  const hint = query.chart === undefined ? {} : { hint: query.chart };
  return { text, title: query.title, chart: { ...wish, ...hint } };
}

/** Before anything runs. @throws AppError TG_CLI_USAGE when nothing says what kind of chart is wanted */
export function refuseUndrawn({ chart: { kind, hint }, title }: ReadyText): void {
  if (kind !== undefined || hint !== undefined) return;
  const what = title === undefined ? 'A text' : `"${title}"`;
  throw new AppError('TG_CLI_USAGE', `${what} does not say how to draw it.`, {
    hint: 'Say it: --chart bars, --chart line or --chart heat.',
  });
}
