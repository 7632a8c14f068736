import type { Detections, MatchRow } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import { ofCounted } from './counted.ts';
import type { MatchesBetween } from './matches-now.ts';

/** Stored matches of a rule as they were found, but for those that were undone; times in microseconds, half-open. */
export function storedBetween(
  stored: Pick<Detections, 'matchesBetween' | 'countedBetween'>,
): MatchesBetween {
  return (rule, from, to) => {
    const rows = stored.matchesBetween(rule, from, to);
    const own = rows.filter(({ answeredAt }) => answeredAt === undefined).map(toMatch);
    const keys = new Set(rows.map(({ eventKey }) => eventKey));
    const counted = stored.countedBetween(rule, from, to).map(ofCounted);
    // A rule that once raised alerts has both.
    return own.concat(counted.filter(({ event }) => !keys.has(event.key)));
  };
}

function toMatch({ rule, eventKey, ...event }: MatchRow): Match {
  const { alertId: _, suppressionId: __, foundAt: ___, answeredAt: ____, ...own } = event;
  return { rule, event: { key: eventKey, ...own } };
}
