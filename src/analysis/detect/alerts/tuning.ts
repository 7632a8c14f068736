import { formatCount, plural } from '../../../base/text/index.ts';
import type { RuleCounts } from '../../../lake/catalog/index.ts';

/** What came of a rule, and what could be done about it. */
export interface RuleStatistics extends Omit<RuleCounts, 'acknowledgedAfter'> {
  /** Milliseconds: half of the alerts that were acknowledged waited no longer. */
  readonly acknowledgedMedian?: number | undefined;
  /** One sentence each. */
  readonly hints: readonly string[];
}

/** Alerts of which so many were closed say something of their rule. */
const ENOUGH = 5;
const NOISY = 50;

export function statisticsOf({ acknowledgedAfter, ...counts }: RuleCounts): RuleStatistics {
  const acknowledgedMedian = median(acknowledgedAfter);
  return {
    ...counts,
    ...(acknowledgedMedian !== undefined && { acknowledgedMedian }),
    hints: hintsOf(counts),
  };
}

function hintsOf(counts: Omit<RuleCounts, 'acknowledgedAfter'>): readonly string[] {
  const { matches, suppressed, alerts, falsePositives } = counts;
  const hints: string[] = [];
  if (alerts >= ENOUGH && falsePositives * 2 >= alerts) {
    hints.push(
      `${formatCount(falsePositives)} of ${plural(alerts, 'alert')} were false positives: suppress what they have in common, or lower the level.`,
    );
  }
  if (alerts >= NOISY && falsePositives * 2 < alerts) {
    hints.push(
      `${plural(alerts, 'alert')}: a longer window, a threshold or another group makes fewer.`,
    );
  }
  if (matches >= ENOUGH && suppressed === matches) {
    hints.push('Every match is suppressed: narrow the rule with a filter, or turn it off.');
  }
  return hints;
}

/** Of ascending numbers; of two in the middle the mean. */
function median(sorted: readonly number[]): number | undefined {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
