import type { Detections, MatchRow } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import type { MatchesBetween } from './matches-now.ts';

/** Stored matches of a rule as they were found, but for those that were undone; times in microseconds, half-open. */
export function storedBetween(stored: Pick<Detections, 'matches'>): MatchesBetween {
  return (rule, from, to) => {
    const range = {
      ...(Number.isFinite(from) ? { from } : {}),
      ...(Number.isFinite(to) ? { to } : {}),
    };
    const rows = [...stored.matches({ rules: [rule], ...range })];
    return rows.filter(({ answeredAt }) => answeredAt === undefined).map(toMatch);
  };
}

function toMatch({ rule, eventKey, ...event }: MatchRow): Match {
  const { alertId: _, suppressionId: __, foundAt: ___, answeredAt: ____, ...own } = event;
  return { rule, event: { key: eventKey, ...own } };
}
