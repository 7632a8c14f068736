import { AppError } from '../../src/base/errors/index.ts';
import type { Engine, Row, SqlDetails } from '../../src/query/engine/index.ts';
import { type Case, isTooFine } from './cases.ts';
import { type Answer, difference } from './compare.ts';

/** A case that the product answers otherwise than the server. */
export interface Failure {
  readonly id: string;
  readonly family: string;
  /** What differs, in a few words. */
  readonly what: string;
}

export interface Score {
  readonly same: number;
  /** Cases that can be compared. */
  readonly all: number;
  readonly failures: readonly Failure[];
}

/** Asks the product every case that can be compared. */
export async function score(desk: Engine, cases: readonly Case[]): Promise<Score> {
  const failures: Failure[] = [];
  const comparable = cases.filter((one) => one.status !== 'not-comparable' && !isTooFine(one));
  for (const one of comparable) {
    const what = difference(one, await answerOf(desk, one.sql));
    if (what) failures.push({ id: one.id, family: one.family, what });
  }
  const all = comparable.length;
  return { same: all - failures.length, all, failures };
}

/** Milliseconds after which a text counts as not answered. */
const DEADLINE = 5000;

/** What the product says of a text. */
export async function answerOf(desk: Engine, sql: string): Promise<Answer> {
  try {
    const { columns, pages } = await desk.run(sql, {
      rowForm: 'arrays',
      signal: AbortSignal.timeout(DEADLINE),
    });
    const rows: Row[] = [];
    for await (const page of pages) rows.push(...page);
    return { columns, rows };
  } catch (error) {
    return { columns: [], rows: [], error: errorOf(error) };
  }
}

function errorOf(error: unknown): NonNullable<Answer['error']> {
  if (!(error instanceof AppError) || error.code !== 'TG_QUERY_INVALID') {
    return { code: 'FAULT', message: error instanceof Error ? error.message : String(error) };
  }
  const { error: code, reason, line, column } = error.details as unknown as SqlDetails;
  return {
    ...{ code, message: reason },
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
