import type { CorrelationDraft } from './documents/correlation.ts';
import type { Correlation, RuleTree } from './model.ts';
import { find, type Named } from './references.ts';
import { Fault } from './yaml/fault.ts';

/** What has become of a document. */
export type Standing = 'used' | 'refused' | 'foreign';

/** A correlation whose references are not looked up yet. */
export interface Waiting extends Named {
  readonly heading: CorrelationDraft['heading'];
  readonly draft: CorrelationDraft;
}

/** What became of a correlation: it is used, for another log source, or refused for a reason. */
export type Outcome =
  | Correlation
  | { readonly kind: 'foreign' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A correlation with what its references mean. */
interface Linked<W extends Waiting> {
  readonly one: W;
  readonly meant: ReadonlyMap<string, Named>;
}

/**
 * Puts ids in the place of references. `settled` are all rules, and the correlations that nothing can be made of;
 * correlations may name each other, but not in a circle.
 */
export function resolveCorrelations<W extends Waiting>(
  waiting: readonly W[],
  settled: ReadonlyMap<Named, Standing>,
): ReadonlyMap<W, Outcome> {
  const outcomes = new Map<W, Outcome>();
  const standings = new Map(settled);
  const settle = (one: W, outcome: Outcome) => {
    outcomes.set(one, outcome);
    standings.set(one, outcome.kind === 'correlation' ? 'used' : outcome.kind);
  };
  const candidates = [...settled.keys(), ...waiting];
  let open = waiting.flatMap((one) => {
    const linked = caught(() => link(one, candidates));
    if ('meant' in linked) return [linked];
    settle(one, linked);
    return [];
  });
  for (let before = -1; open.length !== before; ) {
    before = open.length;
    open = open.filter(({ one, meant }) => {
      if (![...meant.values()].every((other) => standings.has(other))) return true;
      settle(
        one,
        caught(() => outcomeOf({ one, meant }, standings)),
      );
      return false;
    });
  }
  for (const linked of open)
    settle(linked.one, { kind: 'refused', reason: circleOf(linked, open) });
  return outcomes;
}

function caught<T>(read: () => T): T | { readonly kind: 'refused'; readonly reason: string } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'refused', reason: error.message };
  }
}

/** Aliases may name rules that only a correlation below counts. */
function link<W extends Waiting>(one: W, candidates: readonly Named[]): Linked<W> {
  const { rules, aliases } = one.draft;
  const references = new Set([...rules, ...Object.values(aliases).flatMap(Object.keys)]);
  const meant = [...references].map(
    (reference) => [reference, find(reference, one.heading, candidates)] as const,
  );
  return { one, meant: new Map(meant) };
}

function outcomeOf(
  { one, meant }: Linked<Waiting>,
  standings: ReadonlyMap<Named, Standing>,
): Outcome {
  for (const [reference, other] of meant) {
    const standing = standings.get(other);
    if (standing === 'foreign') return { kind: 'foreign' };
    if (standing === 'refused')
      throw new Fault(`It names the rule ${reference}, which is refused.`);
  }
  const idOf = (reference: string) => meant.get(reference)?.heading.id ?? reference;
  return build(one, idOf);
}

function build({ draft, heading }: Waiting, idOf: (reference: string) => string): Correlation {
  const { type, groupBy, timespan, generate, own } = draft;
  const rules = draft.rules.map(idOf);
  const aliases = Object.entries(draft.aliases).map(([alias, fields]) => {
    const byId = Object.entries(fields).map(([reference, field]) => [idOf(reference), field]);
    return [alias, Object.fromEntries(byId)];
  });
  return {
    ...heading,
    kind: 'correlation',
    type,
    rules,
    groupBy,
    aliases: Object.fromEntries(aliases),
    timespan,
    condition: conditionOf(draft, rules, idOf),
    generate,
    own,
  };
}

/** Without a condition all rules have to match; a rule that stands twice in an order counts twice. */
function conditionOf(
  { condition, type }: CorrelationDraft,
  rules: readonly string[],
  idOf: (reference: string) => string,
): Correlation['condition'] {
  if (condition?.is === 'rules') return { is: 'rules', of: renamed(condition.of, idOf) };
  if (condition) return condition;
  const count = type === 'temporal' ? new Set(rules).size : rules.length;
  return { is: 'bounds', bounds: [['gte', count]], fields: [] };
}

function renamed(tree: RuleTree, idOf: (reference: string) => string): RuleTree {
  switch (tree.is) {
    case 'rule':
      return { is: 'rule', rule: idOf(tree.rule) };
    case 'not':
      return { is: 'not', of: renamed(tree.of, idOf) };
    case 'and':
    case 'or':
      return { is: tree.is, of: tree.of.map((one) => renamed(one, idOf)) };
    default:
      return tree satisfies never;
  }
}

/** Goes from a correlation to those it waits for until one comes again. */
function circleOf(start: Linked<Waiting>, open: readonly Linked<Waiting>[]): string {
  const titles: string[] = [];
  const seen = new Set<Named>();
  for (let at: Linked<Waiting> | undefined = start; at && !seen.has(at.one); ) {
    seen.add(at.one);
    titles.push(at.one.heading.title);
    const next: ReadonlySet<Named> = new Set(at.meant.values());
    at = open.find(({ one }) => next.has(one));
  }
  return `It can never be read: ${titles.join(' names ')} names one of them again.`;
}
