import { type Engine, namedRows } from '../../../query/engine/index.ts';
import type { Match } from '../match/match.ts';
import { findMatches } from '../match/matched.ts';
import type { Rule, Tree } from '../sigma/model.ts';

/**
 * The events that a rule of plain SQL finds: those whose `eventid` its rows name. It goes through the same gate as what
 * people type.
 * @throws AppError TG_QUERY_INVALID
 */
export async function sqlMatches(
  rule: Rule,
  fields: readonly string[],
  engine: Engine,
  signal?: AbortSignal,
): Promise<readonly Match[]> {
  const ids = new Set<string>();
  for await (const row of namedRows(engine, rule.own.sql ?? '', signal)) {
    if (typeof row.eventid === 'string') ids.add(row.eventid);
  }
  if (ids.size === 0) return [];
  const wanted = [{ id: rule.id, condition: isAmong([...ids]), fields }];
  const found: Match[] = [];
  for await (const match of findMatches(wanted, engine, { signal })) found.push(match);
  return found;
}

function isAmong(ids: readonly string[]): Tree {
  const values = ids.map((id) => ({ is: 'text', pieces: [id], cased: true }) as const);
  const rest = { all: false, negated: false, key: 'eventID', line: 1 };
  return { is: 'item', field: 'eventID', values, ...rest };
}
