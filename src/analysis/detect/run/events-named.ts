import type { Engine } from '../../../query/engine/index.ts';
import type { Match } from '../match/match.ts';
import { findMatches } from '../match/matched.ts';
import type { Tree } from '../sigma/model.ts';

/** Events by their ids, as matches of a rule that found them by other means than a condition; with who is behind them. */
export async function eventsNamed(
  rule: { readonly id: string; readonly fields: readonly string[] },
  ids: readonly string[],
  engine: Engine,
  signal?: AbortSignal,
): Promise<readonly Match[]> {
  if (ids.length === 0) return [];
  const wanted = [{ ...rule, condition: isAmong(ids) }];
  const found: Match[] = [];
  for await (const match of findMatches(wanted, engine, { signal, who: true })) found.push(match);
  return found;
}

function isAmong(ids: readonly string[]): Tree {
  const values = ids.map((id) => ({ is: 'text', pieces: [id], cased: true }) as const);
  const rest = { all: false, negated: false, key: 'eventID', line: 1 };
  return { is: 'item', field: 'eventID', values, ...rest };
}
