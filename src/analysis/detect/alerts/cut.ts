import type { MatchRow } from '../../../lake/catalog/index.ts';
import { type Alert, alertId } from './alert.ts';
import { AlertsAhead } from './alerts-ahead.ts';
import type { Group } from './group.ts';
import type { LooseAlerts } from './loose-alerts.ts';
import { MatchQueue } from './match-queue.ts';

/** What is stored of one rule and group. */
export interface StoredGroup {
  /** Alerts whose first match lies within [from, to), microseconds; by that time. */
  readonly alerts: (from: number, to: number) => readonly Alert[];
  readonly matchesOf: (alert: Alert) => readonly MatchRow[];
  /** Alerts of which matches changed: all of their matches are cut anew. */
  readonly loose?: LooseAlerts | undefined;
  /** Whether any alert has the id. */
  readonly isTaken: (id: string) => boolean;
}

/** Matches that are one alert. */
export interface Cut {
  readonly id: string;
  /** The alert that this is, as stored; undefined: a new one. */
  readonly stored?: Alert | undefined;
  /** Whether `matches` are all of it; otherwise they come on top of what is stored. */
  readonly isWhole: boolean;
  /** By time. */
  readonly matches: readonly MatchRow[];
}

/**
 * Cuts matches of one group into alerts: each is the window that begins at its first match. The same matches give the
 * same cuts, in whatever order they come. One that comes late may begin a window into which a stored alert falls: that
 * alert moves ahead, keeps its id, and what no longer fits into its window is cut again. By that no alert vanishes, since
 * the first matches of two alerts lie a window or more apart and so never fall into one; only where matches themselves
 * changed their time one may be left without any.
 */
export function cutGroup(
  fresh: readonly MatchRow[],
  { key, window }: Pick<Group, 'key' | 'window'>,
  stored: StoredGroup,
): readonly Cut[] {
  const queue = new MatchQueue(fresh);
  const alerts = new AlertsAhead(stored.alerts, window);
  const cuts = new Map<string, Cut>();
  for (let first = queue.first(); first !== undefined; first = queue.first()) {
    const { ts } = first;
    const covering = alerts.before(ts, queue.lastTs());
    const isCovered = covering !== undefined && ts < covering.firstTs + window;
    const end = (isCovered ? covering.firstTs : ts) + window;
    const swallowed = isCovered ? undefined : alerts.takeBefore(end);
    if (swallowed) queue.merge(stored.matchesOf(swallowed));
    const matches = queue.takeBefore(end);
    const alert = (isCovered ? covering : swallowed) ?? stored.loose?.takeOf(matches);
    const isTaken = (id: string) => cuts.has(id) || stored.isTaken(id);
    const id = alert?.id ?? freeId(key, first, isTaken);
    cuts.set(id, { id, stored: alert, isWhole: !isCovered, matches });
  }
  return [...cuts.values()];
}

/** The match that once opened an alert may open another one, after earlier ones have come. */
function freeId(key: string, first: MatchRow, isTaken: (id: string) => boolean): string {
  for (let again = 0; ; again++) {
    const id = alertId(key, first, again);
    if (!isTaken(id)) return id;
  }
}
