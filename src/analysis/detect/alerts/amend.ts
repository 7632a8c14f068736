import { clampMicros, type MatchRow } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import { type Alert, toAlert } from './alert.ts';
import { matchKey } from './fresh.ts';
import type { StoredDetections } from './settings.ts';

/** Stored matches that changed, and the alerts that they were part of. */
export interface Amended {
  /** As they are now. */
  readonly rows: readonly MatchRow[];
  readonly alerts: readonly Alert[];
  /** All matches of these alerts, as they are now. */
  readonly matches: readonly MatchRow[];
}

/** A firing to which an event came late is another match than it was: its alerts are cut anew. */
export function amendedRows(
  amended: readonly Match[],
  state: Pick<StoredDetections, 'match' | 'matchesOf' | 'alert'>,
): Amended {
  const rows = amended.flatMap(({ rule, event: { key, ts, ...event } }) => {
    const stored = state.match(rule, key);
    return stored ? [{ ...stored, ...event, ts: clampMicros(ts ?? stored.ts) }] : [];
  });
  const byKey = new Map(rows.map((row) => [matchKey(row), row]));
  const ids = new Set(rows.flatMap(({ alertId }) => alertId ?? []));
  return {
    rows,
    alerts: [...ids].flatMap((id) => {
      const alert = state.alert(id);
      return alert ? [toAlert(alert)] : [];
    }),
    matches: [...ids]
      .flatMap((id) => state.matchesOf(id))
      .map((match) => byKey.get(matchKey(match)) ?? match),
  };
}
