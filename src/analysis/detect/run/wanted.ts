import { createHash } from 'node:crypto';
import type { Contracts } from '../../callers/index.ts';
import { fieldsRead } from '../correlate/correlate.ts';
import type { WantedRule } from '../match/matched.ts';
import { isContractRule } from '../rules/contract-rule.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import type { Correlation, Rule, Tree } from '../sigma/model.ts';

/** A rule as it is matched over new parts; a version of it has seen all commits up to its mark. */
export interface Tracked extends WantedRule {
  /** A hash of what it matches by: another text of the rule that means the same has the same one. */
  readonly version: string;
  /** How its events are found, where no condition is matched one by one. */
  readonly by?:
    | { readonly is: 'terms'; readonly rule: Rule }
    | { readonly is: 'contracts'; readonly contracts: Contracts };
}

/** Names of the two halves of an absence rule, among those of rules. */
export function halvesOf({ id }: Rule): { readonly after: string; readonly without: string } {
  return { after: `${id}/after`, without: `${id}/without` };
}

/**
 * What has to be matched for the rules that are not off.
 * @param behind what says who is behind calls: everything is matched anew when it changes
 */
export function trackedRules(
  listed: readonly ListedRule[],
  {
    behind,
    contracts = {},
  }: { readonly behind: string; readonly contracts?: Contracts | undefined },
): readonly Tracked[] {
  const active = listed.filter(({ use }) => use !== 'off').map(({ rule }) => rule);
  const correlations = active.filter((rule) => rule.kind === 'correlation');
  return active
    .filter((rule) => rule.kind === 'rule')
    .flatMap((rule) => {
      const by = meansOf(rule, contracts);
      const others = by?.is === 'contracts' ? by.contracts : ownMeaning(rule);
      const read = readersOf(rule.id, correlations).map(meaningOf);
      return halves(rule, fieldsWanted(rule, correlations)).map((one) => ({
        ...one,
        ...(by ? { by } : {}),
        version: versionOf(one, [behind, others, read]),
      }));
    });
}

/** What a rule finds its matches by beside conditions. */
function ownMeaning({ own: { newTerms, absence } }: Rule): unknown {
  return newTerms ?? (absence && { within: absence.within });
}

/** Whether a rule, or one that a correlation reads, looks at everything anew. */
export function anewAmong(
  listed: readonly ListedRule[],
  isNew: (id: string) => boolean,
): (id: string) => boolean {
  const byId = new Map(listed.map(({ rule }) => [rule.id, rule]));
  const isAnew = (id: string): boolean => {
    const rule = byId.get(id);
    if (rule?.kind === 'correlation') return rule.rules.some(isAnew);
    if (rule?.own.sql !== undefined) return false;
    return isNew(rule?.own.absence ? halvesOf(rule).after : id);
  };
  return isAnew;
}

function meansOf(rule: Rule, contracts: Contracts): Tracked['by'] {
  if (isContractRule(rule)) return { is: 'contracts', contracts };
  return rule.own.newTerms ? { is: 'terms', rule } : undefined;
}

function halves(rule: Rule, fields: readonly string[]): readonly WantedRule[] {
  const { absence, sql } = rule.own;
  if (sql !== undefined) return [];
  if (!absence) return [{ id: rule.id, condition: rule.condition, fields }];
  const names = halvesOf(rule);
  return [
    { id: names.after, condition: absence.after, fields },
    { id: names.without, condition: absence.without, fields },
  ];
}

/** Fields that are shown, grouped, counted or correlated by. */
export function fieldsWanted(
  { id, fields, own }: Rule,
  correlations: readonly Correlation[],
): readonly string[] {
  const { group = [], threshold, newTerms, absence } = own;
  const distinct = threshold && 'distinct' in threshold ? [threshold.distinct.field] : [];
  const read = correlations
    .filter(({ rules }) => rules.includes(id))
    .flatMap((one) => [...fieldsRead(one, id), ...(one.own.group ?? []), ...one.fields]);
  const all = [
    ...[...fields, ...group, ...distinct, ...read],
    ...[...(newTerms?.key ?? []), ...(newTerms?.value ?? []), ...(absence?.same ?? [])],
  ];
  return [...new Set(all)];
}

/** The correlations that a rule's matches come to, directly or by way of others: a new or changed one reads all of them. */
function readersOf(id: string, correlations: readonly Correlation[]): readonly Correlation[] {
  const direct = correlations.filter(({ rules }) => rules.includes(id));
  return direct.flatMap((one) => [one, ...readersOf(one.id, correlations)]);
}

function meaningOf({ id, type, rules, groupBy, aliases, timespan, condition }: Correlation) {
  return { id, type, rules, groupBy, aliases, timespan, condition };
}

function versionOf({ condition, fields }: WantedRule, others: unknown): string {
  const asked = JSON.stringify([bare(condition), fields, others]);
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
}

/** Without what does not change which events match. */
function bare(tree: Tree): unknown {
  return JSON.parse(
    JSON.stringify(tree, (name, value) => (name === 'key' || name === 'line' ? undefined : value)),
  );
}
