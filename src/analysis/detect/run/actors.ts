import { type Engine, namedRows } from '../../../query/engine/index.ts';
import { textLiteral } from '../../../query/sql/index.ts';
import type { Match, MatchedEvent } from '../match/match.ts';

/** Ids that one question names. */
const AT_ONCE = 2000;

/** Matches with the first identity of the chain of roles, and the system, that stand behind their events. */
export async function withActors(
  matches: readonly Match[],
  engine: Engine,
  signal?: AbortSignal,
): Promise<readonly Match[]> {
  const ids = [...new Set(matches.map(({ event }) => event.eventId))];
  const known = new Map<string, Pick<MatchedEvent, 'actor' | 'system'>>();
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const named = ids
      .slice(start, start + AT_ONCE)
      .map(textLiteral)
      .join(', ');
    const sql = `SELECT eventid, actor, system FROM calls WHERE eventid IN (${named})`;
    for await (const { eventid, actor, system } of namedRows(engine, sql, signal)) {
      known.set(String(eventid), { actor: textOf(actor), system: textOf(system) });
    }
  }
  return matches.map(({ rule, event }) => {
    const { actor = null, system = null } = known.get(event.eventId) ?? {};
    return { rule, event: { ...event, actor: actor ?? event.principal, system } };
  });
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
