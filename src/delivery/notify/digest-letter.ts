import { plural } from '../../base/text/index.ts';
import { clean } from './clean.ts';
import { type Credit, creditOf } from './credit.ts';
import type { DigestEntry } from './notice.ts';
import type { Shape } from './shape.ts';

/** Many alerts in one letter: a line each, and who made their rules. */
export function digestLetter(entries: readonly DigestEntry[], shape: Shape) {
  const shown = entries.slice(0, shape.entries);
  const left = entries.length - shown.length;
  const more = left === 0 ? [] : [`and ${plural(left, 'more alert')}`];
  return {
    headline: `Digest: ${plural(entries.length, 'alert')}`,
    lead: worstFirst(entries),
    facts: [],
    lines: [...shown.map((entry) => lineOf(entry, shape)), ...more],
    credits: creditsOf(shown, shape),
  };
}

function worstFirst(entries: readonly DigestEntry[]): string {
  const bySeverity = Map.groupBy(entries, ({ severity }) => severity);
  return [...bySeverity].map(([severity, { length }]) => `${length} ${severity}`).join(', ');
}

function lineOf(entry: DigestEntry, { most }: Shape): string {
  const { severity, state, rule, count, account, actor, last, alertId } = entry;
  const parts = [
    `[${severity}] ${clean(rule.title, most)}`,
    state,
    plural(count, 'match', 'matches'),
    clean(account ?? '', most),
    clean(actor ?? '', most),
    `last ${clean(last, most)}`,
    `alert ${clean(alertId, most)}`,
  ];
  return parts.filter(Boolean).join(', ');
}

function creditsOf(entries: readonly DigestEntry[], shape: Shape): readonly Credit[] {
  const byRule = new Map(entries.map(({ rule }) => [rule.id, rule]));
  return [...byRule.values()].map((rule) => creditOf(rule, shape));
}
