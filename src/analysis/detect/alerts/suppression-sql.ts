import { AppError } from '../../../base/errors/index.ts';
import { dayOf } from '../../../base/time/index.ts';
import type { MatchRow, SuppressionRow } from '../../../lake/catalog/index.ts';
import type { Engine, QueryResult } from '../../../query/engine/index.ts';
import {
  meansMatch,
  type Preview,
  preview,
  type SqlAnswers,
  type Suppression,
  toSuppression,
} from './suppression.ts';

/** Opens an engine over the events of some days, `2026-01-31` each. */
export type OpenDays = (days: readonly string[]) => Promise<Engine>;

export interface Asking {
  readonly openDays: OpenDays;
  readonly signal?: AbortSignal | undefined;
}

const COLUMN = 'eventid';

/**
 * Takes the SQL of a suppression through the same gate as what people type; nothing of the lake is read.
 * @throws AppError TG_QUERY_INVALID with line and column; TG_SUPPRESSION_INVALID where it gives no event ids
 */
export async function checkSql(sql: string, { openDays, signal }: Asking): Promise<void> {
  const engine = await openDays([]);
  try {
    idColumn(await engine.run(sql, { limit: 0, ...(signal && { signal }) }));
  } finally {
    await engine.close();
  }
}

/** Which of the matches the SQL names by the ids of their events. It is asked over the days of these events, no others. */
export async function namedBySql(
  sql: string,
  matches: Iterable<Pick<MatchRow, 'eventId' | 'ts'>>,
  { openDays, signal }: Asking,
): Promise<ReadonlySet<string>> {
  const [wanted, days] = [new Set<string>(), new Set<string>()];
  for (const { eventId, ts } of matches) {
    wanted.add(eventId);
    days.add(dayOf(ts / 1000));
  }
  if (wanted.size === 0) return wanted;
  const engine = await openDays([...days].sort());
  try {
    return await amongIds(wanted, await engine.run(sql, signal && { signal }));
  } finally {
    await engine.close();
  }
}

/** What a suppression would have hidden of stored matches, which are read once to ask its SQL and once to count. */
export async function previewAsking(
  wish: Pick<Suppression, 'rules' | 'condition' | 'sql'>,
  stored: () => Iterable<MatchRow>,
  asking: Asking,
): Promise<Preview> {
  if (wish.sql === undefined) return preview(wish, stored());
  return preview(wish, stored(), await namedBySql(wish.sql, meantBy(wish, stored()), asking));
}

function* meantBy(
  wish: Pick<Suppression, 'rules' | 'condition'>,
  matches: Iterable<MatchRow>,
): Generator<MatchRow> {
  for (const match of matches) if (meansMatch(wish, match)) yield match;
}

/** Keeps what was asked about: the answer may name every event of a day. */
async function amongIds(
  wanted: ReadonlySet<string>,
  result: QueryResult,
): Promise<ReadonlySet<string>> {
  const at = idColumn(result);
  const found = new Set<string>();
  for await (const page of result.pages) {
    for (const row of page) {
      const id = row[at];
      if (typeof id === 'string' && wanted.has(id)) found.add(id);
    }
  }
  return found;
}

function idColumn({ columns }: QueryResult): number {
  const at = columns.findIndex(({ name }) => name.toLowerCase() === COLUMN);
  if (at >= 0 && columns[at]?.type.startsWith('varchar')) return at;
  throw new AppError('TG_SUPPRESSION_INVALID', 'The SQL gives no column of text named eventid.', {
    hint: 'Begin it with SELECT eventid: it names the events whose matches are hidden.',
  });
}

/** A suppression that could not be asked, and so hid nothing. */
export interface UnaskedSuppression {
  readonly suppression: string;
  readonly reason: string;
}

/** What the SQL of suppressions says of matches. */
export interface AskedSuppressions {
  readonly answers: SqlAnswers;
  readonly unasked: readonly UnaskedSuppression[];
}

/**
 * Asks each suppression of SQL about the matches that it may hide. One that fails hides nothing and is told of: an alert
 * too many is better than none at all.
 */
export async function askSuppressions(
  suppressions: readonly SuppressionRow[],
  matches: readonly MatchRow[],
  asking: Asking,
): Promise<AskedSuppressions> {
  const answers = new Map<string, ReadonlySet<string>>();
  const unasked: UnaskedSuppression[] = [];
  for (const one of suppressions) {
    if (one.sql === undefined) continue;
    try {
      const suppression = toSuppression(one);
      const meant = matches.filter((match) => meansMatch(suppression, match));
      answers.set(one.id, await namedBySql(one.sql, meant, asking));
    } catch (error) {
      asking.signal?.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      unasked.push({ suppression: one.id, reason: error.message });
    }
  }
  return { answers, unasked };
}
