import type { AlertRule } from '../alerts/alert.ts';
import type { RuleTree } from '../sigma/model.ts';
import { meaningsOf } from './meaning.ts';
import type { ListedRule } from './rule-set.ts';

/** A rule of a pack with what it means. */
interface Meant {
  readonly listed: ListedRule;
  /** Which of the packs it is from. */
  readonly set: number;
  readonly meaning: string;
}

/** What becomes of the rules that share an id. */
interface Verdict {
  /** The id that it is known by, to marks, matches and alerts. */
  readonly id: string;
  /** The pack whose rule does the same and is the one that runs. */
  readonly copyOf?: string | undefined;
}

/**
 * Tells rules of several packs apart that have the same id. What means the same runs once: the first that is not off.
 * What means something else keeps running under an id of its own, `PACK/ID`.
 */
export function toldApart(sets: readonly (readonly ListedRule[])[]): readonly ListedRule[] {
  const all = sets.flatMap((listed, set): readonly Meant[] => {
    const meanings = meaningsOf(listed.map(({ rule }) => rule));
    return listed.map((one) => ({ listed: one, set, meaning: meanings.get(one.rule.id) ?? '' }));
  });
  const verdicts = new Map(
    [...Map.groupBy(all, ({ listed }) => listed.rule.id).values()].flatMap(verdictsOf),
  );
  const renamed = sets.map(
    (listed) => new Map(listed.map((one) => [one.rule.id, verdicts.get(one)?.id ?? one.rule.id])),
  );
  return all.map(({ listed, set }) => judged(listed, verdicts.get(listed), renamed[set]));
}

function verdictsOf(sharing: readonly Meant[]): readonly (readonly [ListedRule, Verdict])[] {
  const meanings = [...Map.groupBy(sharing, ({ meaning }) => meaning).values()];
  return meanings.flatMap((same, at) => {
    const running = runningOf(same);
    return same.map(({ listed }) => {
      const { id, pack } = same[0]?.listed.rule ?? listed.rule;
      const isCopy = running !== undefined && running !== listed && listed.use !== 'off';
      const verdict = { id: at === 0 ? id : `${pack}/${id}` };
      return [listed, isCopy ? { ...verdict, copyOf: running.rule.pack } : verdict] as const;
    });
  });
}

/** The first that raises alerts, else the first that is counted. */
function runningOf(same: readonly Meant[]): ListedRule | undefined {
  const all = same.map(({ listed }) => listed);
  return all.find(({ use }) => use === 'alerts') ?? all.find(({ use }) => use === 'counted');
}

function judged(
  listed: ListedRule,
  verdict: Verdict | undefined,
  ids: ReadonlyMap<string, string> = new Map(),
): ListedRule {
  const rule = withIds(listed.rule, (id) => ids.get(id) ?? id);
  if (verdict?.copyOf === undefined) return { ...listed, rule };
  return { ...listed, rule, use: 'off', why: `duplicate of ${verdict.copyOf}` };
}

function withIds(rule: AlertRule, idOf: (id: string) => string): AlertRule {
  const id = idOf(rule.id);
  if (rule.kind === 'rule') return { ...rule, id };
  const { rules, aliases, condition } = rule;
  const named = (byRule: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(byRule).map(([one, field]) => [idOf(one), field]));
  return {
    ...rule,
    id,
    rules: rules.map(idOf),
    aliases: Object.fromEntries(
      Object.entries(aliases).map(([alias, byRule]) => [alias, named(byRule)]),
    ),
    condition:
      condition.is === 'rules' ? { is: 'rules', of: treeWithIds(condition.of, idOf) } : condition,
  };
}

function treeWithIds(tree: RuleTree, idOf: (id: string) => string): RuleTree {
  switch (tree.is) {
    case 'rule':
      return { is: 'rule', rule: idOf(tree.rule) };
    case 'not':
      return { is: 'not', of: treeWithIds(tree.of, idOf) };
    default:
      return { is: tree.is, of: tree.of.map((one) => treeWithIds(one, idOf)) };
  }
}
