import type { Engine } from '../../../query/engine/index.ts';
import type { Match } from '../match/match.ts';
import type { Rule } from '../sigma/model.ts';
import { eventsNamed } from './events-named.ts';
import { fieldsWanted } from './wanted.ts';

/**
 * The events that a rule of plain SQL finds: those whose `eventid` its rows name. It goes through the same gate as what
 * people type.
 * @throws AppError TG_QUERY_INVALID
 */
export async function sqlMatches(
  rule: Rule,
  engine: Engine,
  signal?: AbortSignal,
): Promise<readonly Match[]> {
  const ids = new Set<string>();
  const options = { rowForm: 'arrays', ...(signal ? { signal } : {}) } as const;
  const { columns, pages } = await engine.run(rule.own.sql ?? '', options);
  const at = columns.findIndex(({ name }) => name === 'eventid');
  for await (const page of pages) {
    for (const row of page) if (typeof row[at] === 'string') ids.add(row[at]);
  }
  return eventsNamed({ id: rule.id, fields: fieldsWanted(rule, []) }, [...ids], engine, signal);
}
