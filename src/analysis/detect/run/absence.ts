import type { Match } from '../match/match.ts';
import type { Rule } from '../sigma/model.ts';

/**
 * Events that should have been followed by another, and were not.
 * @param complete up to when, in microseconds, every event is known to have arrived: what may still come is not missing
 */
export function absences(
  rule: Rule,
  { after, without }: { readonly after: readonly Match[]; readonly without: readonly Match[] },
  complete: number,
): readonly Match[] {
  const { within = 0, same = [] } = rule.own.absence ?? {};
  const span = within * 1e6;
  const answers = Map.groupBy(without, (match) => groupOf(match, same));
  return after
    .filter(({ event: { ts } }) => ts !== undefined && ts + span <= complete)
    .filter((match) => {
      const start = match.event.ts ?? 0;
      const candidates = answers.get(groupOf(match, same)) ?? [];
      return !candidates.some(({ event: { ts = 0 } }) => ts >= start && ts <= start + span);
    })
    .map(({ event }) => ({ rule: rule.id, event }));
}

function groupOf({ event }: Match, same: readonly string[]): string {
  return JSON.stringify(same.map((name) => event.fields[name] ?? null)).toLowerCase();
}
