import { createHash } from 'node:crypto';
import { groupText, occurrenceOf } from '../correlate/correlate.ts';
import type { Firing } from '../correlate/occurrence.ts';
import type { Match, MatchedEvent } from '../match/match.ts';
import type { Correlation } from '../sigma/model.ts';

const GROUP = 'firing.group';
const FIRST = 'firing.first';
const LAST = 'firing.last';
const COUNT = 'firing.events';

/** The text of the group of a firing that is a match. */
export function groupOfFiring({ event: { fields } }: Match): string {
  return fields[GROUP] ?? '';
}

/** Microseconds, both inside. */
export function spanOf({ event: { fields } }: Match): Pick<Firing, 'first' | 'last'> {
  return { first: Number(fields[FIRST]), last: Number(fields[LAST]) };
}

/** Whether a stored firing is one of its group that was found, with the same events: these are only added. */
export function isFiringOf(stored: Match, { first, last, events }: Firing): boolean {
  const span = spanOf(stored);
  const count = Number(stored.event.fields[COUNT]);
  return span.first === first && span.last === last && count === events.length;
}

interface FiringNames {
  readonly events: ReadonlyMap<string, MatchedEvent>;
  /** Of the firing as it is stored. */
  readonly key: string | undefined;
  readonly isTaken: (key: string) => boolean;
}

/**
 * A firing as a match: at its last event. A new one is named after its first; what was stored keeps its name, though an
 * earlier event has come since.
 */
export function firingMatch(
  correlation: Correlation,
  firing: Firing,
  { events, key, isTaken }: FiringNames,
): Match | undefined {
  const last = events.get(firing.events.at(-1) ?? '');
  if (!last) return undefined;
  const fields = {
    ...last.fields,
    ...occurrenceOf(correlation, firing).values,
    [GROUP]: groupText(firing.group),
    [FIRST]: String(firing.first),
    [LAST]: String(firing.last),
    [COUNT]: String(firing.events.length),
  };
  const name = key ?? freeKey(correlation, firing, isTaken);
  return { rule: correlation.id, event: { ...last, key: name, ts: firing.last, fields } };
}

/** The event that once named a firing may be the first of another one, after earlier ones have come. */
function freeKey(
  { id }: Correlation,
  { group, events }: Firing,
  isTaken: (key: string) => boolean,
): string {
  for (let again = 0; ; again++) {
    const name = JSON.stringify([id, groupText(group), events[0], ...(again > 0 ? [again] : [])]);
    const key = `firing/${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
    if (!isTaken(key)) return key;
  }
}
