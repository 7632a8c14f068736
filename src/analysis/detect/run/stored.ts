import type { Detections, MatchRow } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import type { MatchesBetween } from './firings.ts';

/** Stored matches of a rule as they were found; times in microseconds, half-open. */
export function storedBetween(stored: Pick<Detections, 'matches'>): MatchesBetween {
  return (rule, from, to) => {
    const end = Number.isFinite(to) ? { to } : {};
    return [...stored.matches({ rules: [rule], from, ...end })].map(toMatch);
  };
}

function toMatch({ rule, eventKey, ...event }: MatchRow): Match {
  const { alertId: _, suppressionId: __, foundAt: ___, ...own } = event;
  return { rule, event: { key: eventKey, ...own } };
}
