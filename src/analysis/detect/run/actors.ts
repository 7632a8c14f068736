import { type Engine, namedRows } from '../../../query/engine/index.ts';
import { textLiteral } from '../../../query/sql/index.ts';
import type { Match, MatchedEvent } from '../match/match.ts';

/** More ids than these are not named: all calls are asked. */
const MOST_NAMED = 2000;

/** Matches with the first identity of the chain of roles, and the system, that stand behind their events. */
export async function withActors(
  matches: readonly Match[],
  engine: Engine,
  signal?: AbortSignal,
): Promise<readonly Match[]> {
  if (matches.length === 0) return [];
  const wanted = new Set(matches.map(({ event }) => event.eventId));
  const known = new Map<string, Pick<MatchedEvent, 'actor' | 'system'>>();
  for await (const row of namedRows(engine, question(wanted), signal)) {
    const id = String(row.eventid);
    if (wanted.has(id)) known.set(id, { actor: textOf(row.actor), system: textOf(row.system) });
  }
  return matches.map(({ rule, event }) => {
    const { actor = null, system = null } = known.get(event.eventId) ?? {};
    return { rule, event: { ...event, actor: actor ?? event.principal, system } };
  });
}

function question(ids: ReadonlySet<string>): string {
  const named =
    ids.size > MOST_NAMED ? '' : ` WHERE eventid IN (${[...ids].map(textLiteral).join(', ')})`;
  return `SELECT eventid, actor, system FROM calls${named}`;
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
