import type { Match } from '../match/match.ts';
import type { Rule } from '../sigma/model.ts';
import { absences, answeredBy, withinOf } from './absence.ts';
import type { Judging } from './firings.ts';
import type { MatchesNow } from './matches-now.ts';
import { halvesOf } from './wanted.ts';

/** What a rule of absence comes to: what is missing, and what it missed before that came after all. */
export interface Missing {
  readonly missing: readonly Match[];
  readonly answered: readonly Match[];
}

/** Decides of events whose time is over, once: since the last time, and of those that came in after their time. */
export function missingOf(
  rule: Rule,
  now: MatchesNow,
  judging: Pick<Judging, 'complete' | 'decidedUntil' | 'isAnew'>,
): Missing {
  const names = halvesOf(rule);
  const answers = now.touched(names.without);
  const told = between(now, rule.id, answers, { before: withinOf(rule), behind: 0 });
  // Of another version of the rule: what it told stays.
  const answered = judging.isAnew(rule.id) ? [] : told.filter(answeredBy(rule, answers));
  const decided = judging.decidedUntil(rule.id);
  const complete = Math.max(judging.complete, decided);
  const undecided =
    decided < complete
      ? now.between(names.after, decided - withinOf(rule), complete - withinOf(rule) + 1)
      : [];
  const after = [...new Set([...undecided, ...now.touched(names.after)])];
  const without = between(now, names.without, after, { before: 0, behind: withinOf(rule) });
  return { missing: absences(rule, { after, without }, complete), answered };
}

/** The matches of a rule from some time before others to some time behind them, microseconds. */
function between(
  now: MatchesNow,
  rule: string,
  others: readonly Match[],
  { before, behind }: { readonly before: number; readonly behind: number },
): readonly Match[] {
  const times = others.flatMap(({ event: { ts } }) => ts ?? []);
  if (times.length === 0) return [];
  const least = times.reduce((low, ts) => Math.min(low, ts));
  const most = times.reduce((high, ts) => Math.max(high, ts));
  return now.between(rule, least - before, most + behind + 1);
}
