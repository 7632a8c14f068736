import { type Engine, namedRows } from '../../../query/engine/index.ts';
import type { TimesWanted } from '../../callers/index.ts';
import type { Rule } from '../sigma/model.ts';
import { planPasses } from './plan.ts';
import { presentNames } from './present.ts';
import { matchStatement } from './statement.ts';

/** What one rule found. */
export interface RuleHits {
  readonly matches: number;
  /** The first event ids, at most 5. */
  readonly events: readonly string[];
}

export interface ScanOptions extends TimesWanted {
  readonly signal?: AbortSignal | undefined;
}

const NOTHING: RuleHits = { matches: 0, events: [] };
/** Event ids that are told of each rule. */
export const SAMPLES = 5;

/** Matches rules over the lake, in one pass, and keeps nothing. In the order of the rules. */
export async function scanRules(
  rules: readonly Rule[],
  engine: Engine,
  { signal, ...times }: ScanOptions = {},
): Promise<readonly RuleHits[]> {
  const wanted = rules.map(({ condition }, number) => ({ number, condition }));
  const found = new Map<number, RuleHits>();
  const present = await presentNames(engine, times, signal);
  for (const pass of planPasses(wanted, { present })) {
    const matches = matchStatement(pass, COLUMNS, times);
    for await (const row of namedRows(engine, summed(matches), signal)) {
      const { rule, matches: count, events } = row;
      const known = found.get(Number(rule)) ?? NOTHING;
      found.set(Number(rule), {
        matches: known.matches + Number(count),
        events: [...known.events, ...idsOf(events)].slice(0, SAMPLES),
      });
    }
  }
  return rules.map((_, number) => found.get(number) ?? NOTHING);
}

/** Orders by time; the id begins behind the blank. */
const COLUMNS = [{ name: 'place', sql: "coalesce(e.eventtime, '~') || ' ' || e.eventid" }];

function summed(matches: string): string {
  return `SELECT rule, count(*) AS matches, min(place, ${SAMPLES}) AS events
FROM (${matches}) GROUP BY rule`;
}

function idsOf(places: unknown): readonly string[] {
  if (!Array.isArray(places)) return [];
  return places.map((place) => String(place).slice(String(place).indexOf(' ') + 1));
}
