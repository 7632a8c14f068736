import type { Match } from '../match/match.ts';
import type { Rule } from '../sigma/model.ts';

interface Halves {
  readonly after: readonly Match[];
  readonly without: readonly Match[];
}

/**
 * Events that should have been followed by another, and were not.
 * @param complete up to when, in microseconds, every event is known to have arrived: what may still come is not missing
 */
export function absences(
  rule: Rule,
  { after, without }: Halves,
  complete: number,
): readonly Match[] {
  const isAnswered = answeredBy(rule, without);
  return after
    .filter(({ event: { ts } }) => ts !== undefined && ts + withinOf(rule) <= complete)
    .filter((match) => !isAnswered(match))
    .map(({ event }) => ({ rule: rule.id, event }));
}

/** Whether an event, or the absence that was told of it, has one among the answers. */
export function answeredBy(rule: Rule, without: readonly Match[]): (match: Match) => boolean {
  const { same = [] } = rule.own.absence ?? {};
  const span = withinOf(rule);
  const answers = Map.groupBy(without, (match) => groupOf(match, same));
  return (match) => {
    const start = match.event.ts ?? 0;
    const candidates = answers.get(groupOf(match, same)) ?? [];
    return candidates.some(({ event: { ts = 0 } }) => ts >= start && ts <= start + span);
  };
}

/** How long an answer may take, microseconds. */
export function withinOf({ own }: Rule): number {
  return (own.absence?.within ?? 0) * 1e6;
}

function groupOf({ event }: Match, same: readonly string[]): string {
  return JSON.stringify(same.map((name) => event.fields[name] ?? null)).toLowerCase();
}
