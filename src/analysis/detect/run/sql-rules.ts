import type { Engine } from '../../../query/engine/index.ts';
import type { Match } from '../match/match.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import type { Correlation, Rule } from '../sigma/model.ts';
import { eventsNamed } from './events-named.ts';
import type { OpenEngine } from './find.ts';
import { fieldsWanted } from './wanted.ts';

/**
 * The events that rules of plain SQL find, those whose `eventid` their rows name, over everything there is. They go
 * through the same gate as what people type.
 * @throws AppError TG_QUERY_INVALID
 */
export async function sqlMatches(
  active: readonly ListedRule[],
  open: OpenEngine,
  signal?: AbortSignal,
): Promise<readonly Match[]> {
  const all = active.map(({ rule }) => rule);
  const rules = all.filter((rule) => rule.kind === 'rule' && rule.own.sql !== undefined);
  if (rules.length === 0) return [];
  const correlations = all.filter((rule) => rule.kind === 'correlation');
  const engine = await open(undefined);
  try {
    let found: readonly Match[] = [];
    for (const rule of rules.filter((one) => one.kind === 'rule')) {
      found = found.concat(await matchesOf(rule, correlations, { engine, signal }));
    }
    return found;
  } finally {
    await engine.close();
  }
}

async function matchesOf(
  rule: Rule,
  correlations: readonly Correlation[],
  { engine, signal }: { readonly engine: Engine; readonly signal: AbortSignal | undefined },
): Promise<readonly Match[]> {
  const ids = await idsOf(rule.own.sql ?? '', engine, signal);
  const wanted = { id: rule.id, fields: fieldsWanted(rule, correlations) };
  return eventsNamed(wanted, ids, engine, signal);
}

async function idsOf(
  sql: string,
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const options = { rowForm: 'arrays', ...(signal ? { signal } : {}) } as const;
  const { columns, pages } = await engine.run(sql, options);
  const at = columns.findIndex(({ name }) => name === 'eventid');
  for await (const page of pages) {
    for (const row of page) if (typeof row[at] === 'string') ids.add(row[at]);
  }
  return [...ids];
}
