import { clampMicros, type MatchRow } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import type { StoredDetections } from './settings.ts';

/** Matches that are not stored yet, each once. `now`, in milliseconds, stands for the time of an event without one. */
export function freshOf(
  matches: readonly Match[],
  state: Pick<StoredDetections, 'knownMatches'>,
  now: number,
): readonly MatchRow[] {
  const byRule = Map.groupBy(matches, ({ rule }) => rule);
  return [...byRule].flatMap(([rule, own]) => {
    const byKey = new Map(own.map(({ event }) => [event.key, event]));
    const known = state.knownMatches(rule, [...byKey.keys()]);
    const unknown = [...byKey.values()].filter(({ key }) => !known.has(key));
    return unknown.map(({ key, ts = now * 1000, ...event }) => ({
      // As it will be stored: grouping compares it with what is.
      ...{ rule, eventKey: key, ts: clampMicros(ts) },
      ...event,
      foundAt: now,
    }));
  });
}

/** Tells matches apart. */
export function matchKey({ rule, eventKey }: Pick<MatchRow, 'rule' | 'eventKey'>): string {
  return `${rule}\n${eventKey}`;
}
