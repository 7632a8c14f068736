import { AppError } from '../../../base/errors/index.ts';
import { DAY_MS } from '../../../base/time/index.ts';
import type { MatchRow, SuppressionRow } from '../../../lake/catalog/index.ts';
import type { Tree } from '../sigma/model.ts';
import { holds } from './condition.ts';
import { fieldOf } from './match-field.ts';

/** Hides matches of the rules whose id fits, where the condition holds. Times in milliseconds. */
export interface Suppression extends Omit<SuppressionRow, 'condition'> {
  readonly condition: Tree;
}

/** Ids of the events that the SQL of suppressions names, by the id of the suppression. */
export type SqlAnswers = ReadonlyMap<string, ReadonlySet<string>>;

export interface SuppressionWish {
  readonly id: string;
  /** A rule id, `*` for any characters. */
  readonly rules: string;
  readonly condition: Tree;
  /** A query for the ids of events; both have to hold. */
  readonly sql?: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** `never` has to be asked for; absent: in 90 days. */
  readonly until?: number | 'never' | undefined;
}

const DEFAULT_DAYS = 90;

/** A new suppression. @throws AppError TG_SUPPRESSION_INVALID without a reason, an owner or a time to come */
export function newSuppression(wish: SuppressionWish, now: number): SuppressionRow {
  const { until = now + DEFAULT_DAYS * DAY_MS, condition, sql, ...rest } = wish;
  for (const part of ['rules', 'reason', 'owner'] as const) {
    if (wish[part].trim() === '') throw invalid(`A suppression needs ${WORDS[part]}.`);
  }
  if (until !== 'never' && until <= now)
    throw invalid('A suppression that has ended hides nothing.');
  const ends = until === 'never' ? {} : { expiresAt: until };
  const asked = sql === undefined ? {} : { sql };
  return { ...rest, condition: JSON.stringify(condition), ...asked, madeAt: now, ...ends };
}

const WORDS = { rules: 'a rule', reason: 'a reason', owner: 'an owner' } as const;

function invalid(message: string): AppError {
  return new AppError('TG_SUPPRESSION_INVALID', message);
}

export function toSuppression({ condition, ...row }: SuppressionRow): Suppression {
  return { ...row, condition: JSON.parse(condition) as Tree };
}

/** Whether it still hides anything. */
export function isInForce(
  one: Pick<SuppressionRow, 'expiresAt' | 'removedAt'>,
  now: number,
): boolean {
  return one.removedAt === undefined && (one.expiresAt ?? Infinity) > now;
}

/**
 * Which of the suppressions in force hides a match, by its id: the first that does. One of SQL hides what `answers` has
 * of it.
 */
export function suppressionsFor(
  rows: readonly SuppressionRow[],
  answers: SqlAnswers = new Map(),
): (match: MatchRow) => string | undefined {
  const inForce = rows.map(toSuppression);
  const byRule = new Map<string, readonly Suppression[]>();
  const meant = (rule: string) => {
    const known = byRule.get(rule) ?? inForce.filter(({ rules }) => isMeant(rules, rule));
    byRule.set(rule, known);
    return known;
  };
  return (match) => meant(match.rule).find((one) => hides(one, match, answers))?.id;
}

/** Whether a pattern of rules means a rule: by its id, never by its title. */
export function isMeant(pattern: string, rule: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'isu').test(rule);
}

function hides({ id, sql, condition }: Suppression, match: MatchRow, answers: SqlAnswers): boolean {
  if (sql !== undefined && !answers.get(id)?.has(match.eventId)) return false;
  return holds(condition, (name) => fieldOf(match, name));
}

/** Whether a suppression may hide a match: what it says of rules and fields, whatever its SQL says. */
export function meansMatch(
  { rules, condition }: Pick<Suppression, 'rules' | 'condition'>,
  match: MatchRow,
): boolean {
  return isMeant(rules, match.rule) && holds(condition, (name) => fieldOf(match, name));
}

/** What a suppression would have hidden. */
export interface Preview {
  /** Matches of the rules that it means. */
  readonly matches: number;
  readonly hidden: number;
}

/**
 * Runs a suppression over stored matches, also over those that another one hid.
 * @param named ids of the events that its SQL names; absent: it has none
 */
export function preview(
  wish: Pick<Suppression, 'rules' | 'condition'>,
  matches: Iterable<MatchRow>,
  named?: ReadonlySet<string>,
): Preview {
  let [all, hidden] = [0, 0];
  for (const match of matches) {
    if (!isMeant(wish.rules, match.rule)) continue;
    all++;
    const isNamed = named === undefined || named.has(match.eventId);
    if (isNamed && holds(wish.condition, (name) => fieldOf(match, name))) hidden++;
  }
  return { matches: all, hidden };
}
