import { type Engine, namedRows } from '../../../query/engine/index.ts';
import { type RuleHits, scanRules } from '../match/scan.ts';
import type { Collection, Rule, Tree } from '../sigma/model.ts';

/** What rules, and each of their selections alone, found in a lake. */
export interface History {
  readonly events: number;
  readonly hasDataEvents: boolean;
  /** Matches by the rule's id. */
  readonly matches: ReadonlyMap<string, number>;
  /** Matches by the rule's id, then by the name of the selection. */
  readonly selections: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Asks a lake about every rule and every selection. */
export async function readHistory(
  { rules }: Pick<Collection, 'rules'>,
  engine: Engine,
  signal?: AbortSignal,
): Promise<History> {
  const options = signal ? { signal } : {};
  const hits = await scanRules(rules, engine, options);
  const named = rules.flatMap((rule) =>
    selectionsOf(rule.condition).map(({ name, of }) => ({ rule, name, of })),
  );
  // Many rules have the same selection: each is asked once.
  const asked = new Map(named.map(({ rule, of }) => [keyOf(of), { ...rule, condition: of }]));
  const found = await scanRules([...asked.values()], engine, options);
  const counts = countsOf([...asked.keys()], found);
  const byRule = Map.groupBy(named, ({ rule }) => rule.id);
  return {
    ...(await volume(engine, signal)),
    matches: countsOf(
      rules.map(({ id }) => id),
      hits,
    ),
    selections: new Map(
      [...byRule].map(([id, parts]) => [
        id,
        new Map(parts.map(({ name, of }) => [name, counts.get(keyOf(of)) ?? 0])),
      ]),
    ),
  };
}

function countsOf(keys: readonly string[], hits: readonly RuleHits[]): ReadonlyMap<string, number> {
  return new Map(keys.map((key, at) => [key, hits[at]?.matches ?? 0]));
}

type Selection = Extract<Tree, { readonly is: 'selection' }>;

/** The selections that a condition names, each once. */
function selectionsOf(tree: Rule['condition']): readonly Selection[] {
  const all = everySelection(tree);
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function everySelection(tree: Tree): readonly Selection[] {
  switch (tree.is) {
    case 'item':
      return [];
    case 'selection':
      return [tree];
    case 'not':
      return everySelection(tree.of);
    default:
      return tree.of.flatMap(everySelection);
  }
}

/** The same for selections that ask the same. */
function keyOf(tree: Tree): string {
  return JSON.stringify(tree, (name, value) =>
    name === 'key' || name === 'line' || name === 'name' ? undefined : value,
  );
}

async function volume(
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<Pick<History, 'events' | 'hasDataEvents'>> {
  const sql = `SELECT count(*) AS events, count_if(e.eventcategory = 'Data' OR e.managementevent = 'false') AS data
FROM cloudtrail_logs e`;
  for await (const { events, data } of namedRows(engine, sql, signal)) {
    return { events: Number(events), hasDataEvents: Number(data) > 0 };
  }
  return { events: 0, hasDataEvents: false };
}
