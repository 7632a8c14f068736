import { LEVELS, type Level } from '../sigma/model.ts';

/** What moves the severity of alerts away from the level of their rule. */
export interface SeveritySettings {
  /** Accounts that are no production: one level down. */
  readonly nonProduction: readonly string[];
  /** By the name of the pack. */
  readonly packs?: Readonly<Record<string, PackSeverity>> | undefined;
  /** By the id of the rule; stronger than the pack's. */
  readonly rules: Readonly<Record<string, Level>>;
  readonly floor?: Level | undefined;
  readonly ceiling?: Level | undefined;
}

/** What moves the severity of a pack's alerts. */
export interface PackSeverity {
  readonly level?: Level | undefined;
  readonly floor?: Level | undefined;
  readonly ceiling?: Level | undefined;
}

export interface Severity {
  readonly severity: Level;
  /** Which step moved it, in words; absent: none did. */
  readonly severityReason?: string | undefined;
}

interface Rated {
  readonly rule: { readonly id: string; readonly level: Level; readonly pack?: string };
  readonly account: string | null;
  readonly principal: string | null;
}

const SCORES: Readonly<Record<Level, number>> = {
  informational: 1,
  low: 21,
  medium: 47,
  high: 73,
  critical: 99,
};
const ROOT = /^arn:[^:]+:iam::\d{12}:root$/;

export function scoreOf(level: Level): number {
  return SCORES[level];
}

/** Below zero: `a` is less severe. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}

/** The severity of one match: each step starts from what the one before it left. */
export function severityOf(rated: Rated, settings: SeveritySettings): Severity {
  const { rule, account, principal } = rated;
  const reasons: string[] = [];
  let level = rule.level;
  const move = (to: Level | undefined, why: string) => {
    if (to === undefined || to === level) return;
    level = to;
    reasons.push(`${why}: ${to}`);
  };
  if (account !== null && settings.nonProduction.includes(account)) {
    move(shifted(level, -1), `account ${account} is no production`);
  }
  if (principal !== null && ROOT.test(principal)) move(shifted(level, 1), 'root did it');
  const pack = rule.pack === undefined ? undefined : ownOf(settings.packs, rule.pack);
  move(pack?.level, `set for pack ${rule.pack}`);
  move(ownOf(settings.rules, rule.id), 'set for this rule');
  move(clamped(level, pack?.floor, 1), `no lower is allowed for pack ${rule.pack}`);
  move(clamped(level, pack?.ceiling, -1), `no higher is allowed for pack ${rule.pack}`);
  move(clamped(level, settings.floor, 1), 'no lower is allowed');
  move(clamped(level, settings.ceiling, -1), 'no higher is allowed');
  return { severity: level, ...(reasons.length > 0 && { severityReason: reasons.join('; ') }) };
}

function shifted(level: Level, by: number): Level {
  return LEVELS[LEVELS.indexOf(level) + by] ?? level;
}

/** The bound, where the level lies beyond it. */
function clamped(level: Level, bound: Level | undefined, side: 1 | -1): Level | undefined {
  return bound !== undefined && compareLevels(bound, level) * side > 0 ? bound : undefined;
}

/** Names come from outside: `constructor` is none of ours. */
function ownOf<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
