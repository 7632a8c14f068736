import { readEventTime } from '../../../cloudtrail/records/index.ts';
import { namedRows } from '../../../query/engine/index.ts';
import type { Match } from '../match/match.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import type { Rule } from '../sigma/model.ts';
import type { DetectOptions } from './run.ts';

/** What rules need to know of the lake's own times, in microseconds. */
export interface LakeTimes {
  /** The first event of an account. */
  readonly startOf: (account: string | null) => number | undefined;
  /** Up to when all events are taken for arrived: AWS delivers within minutes, and says no limit. */
  readonly complete: number;
  /** Since when events of an absence rule may not have been decided. */
  readonly undecidedSince: (rule: Rule) => number;
}

const LATENESS = 30 * 60e6;
/** How long after the last run's end an event may still come in. */
const LATE = 2 * 86_400e6;

/** Asks for what the active rules need; nothing where none of them does. */
export async function lakeTimes(
  active: readonly ListedRule[],
  fresh: readonly Match[],
  { catalog, open, signal }: DetectOptions,
): Promise<LakeTimes> {
  const last = catalog.days().reduce((most, { maxTs }) => Math.max(most, maxTs), 0);
  const complete = last - LATENESS;
  const learning = new Set(
    active.filter(({ rule }) => rule.own.newTerms).map(({ rule }) => rule.id),
  );
  const starts = new Map<string, number>();
  if (fresh.some(({ rule }) => learning.has(rule))) {
    const engine = await open(undefined);
    for await (const { account, start } of namedRows(engine, STARTS, signal)) {
      const micros = readEventTime(String(start))?.micros;
      if (micros !== undefined) starts.set(String(account), micros);
    }
    await engine.close();
  }
  return {
    startOf: (account) => starts.get(account ?? ''),
    complete,
    undecidedSince: ({ own }) => complete - (own.absence?.within ?? 0) * 1e6 - LATE,
  };
}

const STARTS =
  'SELECT recipientaccountid AS account, min(eventtime) AS start FROM cloudtrail_logs GROUP BY 1';
