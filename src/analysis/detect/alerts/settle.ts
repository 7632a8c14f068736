import {
  type AlertChangeRow,
  type MatchRow,
  type OutboxRow,
  wakened,
} from '../../../lake/catalog/index.ts';
import { type Alert, type AlertRule, factsOf, toAlert } from './alert.ts';
import type { Cut } from './cut.ts';
import type { Group } from './group.ts';
import { nextStanding } from './next-state.ts';
import { type AlertSettings, isBackfill, type StoredDetections } from './settings.ts';
import { compareLevels, type Severity, scoreOf, severityOf } from './severity.ts';
import { lineOf, stepOf, told } from './steps.ts';
import { summaryOf } from './summary.ts';
import { isReached } from './threshold.ts';

/** What the matches of a cut are taken by. */
export interface Taking {
  readonly rule: AlertRule;
  readonly group: Group;
  readonly settings: AlertSettings;
  readonly stored: Pick<StoredDetections, 'matchesOf' | 'alert'>;
  /** Milliseconds. */
  readonly now: number;
}

/** What became of a cut. */
export interface Settled {
  readonly cut: Cut;
  readonly alert: Alert;
  readonly changes: readonly AlertChangeRow[];
  readonly messages: readonly OutboxRow[];
}

/** Makes the alert of a cut, or changes it, and says what is to be told of that. */
export function settle(cut: Cut, taking: Taking): Settled {
  const { rule, settings, now } = taking;
  const before = cut.stored && wakened(cut.stored, now);
  const alert = alertOf(cut, before, taking);
  const woke = before !== cut.stored ? [lineOf(alert, 'woke')] : [];
  if (cut.stored === undefined && freshIn(cut).length === 0) return splitOff(cut, alert);
  const isFiled = alert.closeReason === 'backfill' && before?.state !== 'closed';
  const filed = isFiled ? [lineOf(alert, 'closed', 'backfill')] : [];
  const step = stepOf(before, alert);
  if (step === undefined) return { cut, alert, changes: [...woke, ...filed], messages: [] };
  const telling = told(alert, step, { rule: factsOf(rule), rowsFor: settings.rowsFor });
  return { cut, ...telling, changes: [...woke, lineOf(alert, step)] };
}

/** All of its matches were part of another alert: what was told of that is not told again. */
function splitOff(cut: Cut, alert: Alert): Settled {
  const toldCount = alert.state === 'pending' ? 0 : alert.count;
  const changes = [lineOf(alert, 'split')];
  return { cut, alert: { ...alert, toldCount }, changes, messages: [] };
}

function alertOf(cut: Cut, before: Alert | undefined, taking: Taking): Alert {
  const { rule, group, now, settings, stored } = taking;
  const isCounted = !cut.isWhole && before !== undefined && before.state !== 'pending';
  // A threshold looks at all matches of the window.
  const isPending = !cut.isWhole && before?.state === 'pending';
  const matches = isPending ? [...stored.matchesOf(before.id), ...cut.matches] : cut.matches;
  const { severity, severityReason } = worstOf(matches, before, taking);
  return {
    id: cut.id,
    revision: (before?.revision ?? 0) + 1,
    rule: rule.id,
    groupKey: group.key,
    group: group.values,
    ...summaryOf(matches, rule, isCounted ? before : undefined),
    ...{ severity, severityReason, score: scoreOf(severity) },
    ...(settings.isStaged?.(rule.id) && { staged: true }),
    messages: before?.messages ?? 0,
    toldCount: before?.toldCount ?? 0,
    changedAt: now,
    ...nextStanding(before, newsOf(cut, matches, taking), now),
  };
}

function newsOf(cut: Cut, matches: readonly MatchRow[], { rule, settings, stored }: Taking) {
  const fresh = freshIn(cut);
  // Matches that moved may complete an alert that was pending.
  const news = fresh.length > 0 || cut.stored?.state !== 'pending' ? fresh : matches;
  const isNew = cut.stored === undefined && fresh.length === 0;
  const donor = isNew ? stored.alert(matches[0]?.alertId ?? '') : undefined;
  return {
    isReached: isReached(rule.own.threshold, matches),
    isAwaited: news.some((match) => !isBackfill(match, settings)),
    donor: donor && toAlert(donor),
  };
}

/** The severest of the matches and of what the alert had: an alert does not fall by itself. */
function worstOf(
  matches: readonly MatchRow[],
  before: Alert | undefined,
  { rule, settings }: Taking,
): Severity {
  const known = before && { severity: before.severity, severityReason: before.severityReason };
  const ofPair = new Map(matches.map((match) => [`${match.account} ${match.principal}`, match]));
  const rated = [...ofPair.values()].map(({ account, principal }) =>
    severityOf({ rule, account, principal }, settings.severity),
  );
  return [...(known ? [known] : []), ...rated].reduce((worst, one) =>
    compareLevels(one.severity, worst.severity) > 0 ? one : worst,
  );
}

/** Those that were never part of an alert. */
function freshIn({ matches }: Cut): readonly MatchRow[] {
  return matches.filter(({ alertId }) => alertId === undefined);
}
