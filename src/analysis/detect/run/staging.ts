import { DAY_MS } from '../../../base/time/index.ts';
import type { Detections, RuleRow, RuleStage } from '../../../lake/catalog/index.ts';
import { isContractRule } from '../rules/contract-rule.ts';
import type { ListedRule } from '../rules/rule-set.ts';

/** Which rules are new, and what is to be stored of that. */
export interface Staging {
  readonly isStaged: (rule: string) => boolean;
  /** What changes. */
  readonly stages: readonly RuleStage[];
}

export interface StagingOptions {
  /** How long a new rule is tried; 0: not at all. */
  readonly days: number;
  /** Milliseconds. */
  readonly now: number;
}

/** So many alerts within the time that a rule is tried, and it is not quiet. */
const LOUD = 10;

/**
 * A rule that appears once others are known is tried at first: its alerts wake nobody. It ends so by itself when its time
 * is over and it was quiet at the end of it, or when somebody says so. The first run of all knows every rule: who sets up
 * wants to hear of them. What contracts say is the user's own and never tried.
 */
export function stagingOf(
  listed: readonly ListedRule[],
  stored: Pick<Detections, 'rules' | 'alerts'>,
  { days, now }: StagingOptions,
): Staging {
  const known = new Map(stored.rules().map((row) => [row.rule, row]));
  const isFirst = ![...known.values()].some(({ seenAt }) => seenAt !== undefined);
  const isQuiet = (rule: string) => {
    const recent = stored
      .alerts({ rule }, now)
      .filter(({ openedAt = 0 }) => openedAt > now - days * DAY_MS);
    return recent.length < LOUD;
  };
  const stageOf = ({ rule: { id } }: ListedRule): RuleStage => {
    const { seenAt, stagedAt } = known.get(id) ?? ({} as Partial<RuleRow>);
    if (seenAt === undefined) {
      const isTried = days > 0 && !isFirst && !isContractRule({ id });
      return { rule: id, seenAt: now, stagedAt: isTried ? now : undefined };
    }
    const isOver = stagedAt !== undefined && now >= stagedAt + days * DAY_MS && isQuiet(id);
    return { rule: id, seenAt, stagedAt: isOver ? undefined : stagedAt };
  };
  const stages = listed.map(stageOf);
  const staged = new Set(stages.filter(({ stagedAt }) => stagedAt !== undefined).map(ruleOf));
  return {
    isStaged: (rule) => staged.has(rule),
    stages: stages.filter(({ rule, seenAt, stagedAt }) => {
      const before = known.get(rule);
      return before?.seenAt !== seenAt || before.stagedAt !== stagedAt;
    }),
  };
}

function ruleOf({ rule }: RuleStage): string {
  return rule;
}
