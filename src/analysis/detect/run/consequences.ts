import type { DetectionChange, Detections } from '../../../lake/catalog/index.ts';
import type { AlertRule } from '../alerts/alert.ts';
import type { AlertSettings, StoredDetections } from '../alerts/settings.ts';
import { takeMatches } from '../alerts/take-matches.ts';
import { waitsForMore } from '../correlate/waits.ts';
import type { Match } from '../match/match.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import { closedLate } from './closed-late.ts';
import { countedBy, keepingOf } from './counted.ts';
import { newFirings } from './firings.ts';
import { keptSince } from './lake-times.ts';
import { matchesNow } from './matches-now.ts';
import { missingOf } from './missing.ts';
import { storedBetween } from './stored.ts';

/** What is found, and what it is to be judged by. */
export interface Found {
  /** The rules that are not off. */
  readonly active: readonly ListedRule[];
  /** Matches that the rules had not seen. */
  readonly fresh: readonly Match[];
  /** Rules that looked at everything; those of absence and correlations by what they read. */
  readonly isAnew: (rule: string) => boolean;
  /** Up to when everything is taken for arrived, microseconds. */
  readonly complete: number;
  readonly settings: AlertSettings;
  /** Milliseconds. */
  readonly now: number;
}

type Stored = StoredDetections & Pick<Detections, 'matchesBetween' | 'countedBetween' | 'rule'>;

/** Everything that matches change, from what is stored at that moment: firings, what is missing, alerts, messages. */
export function consequencesOf(
  { active, fresh, isAnew, complete, settings, now }: Found,
  stored: Stored,
): DetectionChange {
  const current = matchesNow(fresh, storedBetween(stored));
  const judging = {
    ...{ complete, isAnew, keptSince: keptSince(complete) },
    decidedUntil: (rule: string) => stored.rule(rule)?.decidedTs ?? Number.NEGATIVE_INFINITY,
    isStored: (rule: string, key: string) => stored.knownMatches(rule, [key]).has(key),
  };
  const waiting = active.flatMap(({ rule }) =>
    rule.kind === 'rule' && rule.own.absence ? [rule] : [],
  );
  const decisions = waiting.map((rule) => missingOf(rule, current, judging));
  const missing = decisions.flatMap((one) => one.missing);
  for (const match of missing) current.put(match);
  const correlations = active.flatMap(({ rule }) => (rule.kind === 'correlation' ? [rule] : []));
  const { fired, amended, undone } = newFirings(correlations, current, judging);
  const answered = decisions.flatMap((one) => one.answered).concat(undone);
  const alerting = active.filter(({ use }) => use === 'alerts').map(({ rule }) => grouped(rule));
  const told = new Set(alerting.map(({ id }) => id));
  const isTold = ({ rule }: Match) => told.has(rule);
  const all = fresh.concat(missing, fired);
  const changed = amended.filter(isTold);
  const change = takeMatches(all.filter(isTold), alerting, stored, settings, now, changed);
  const toCounted = countedBy(active, now);
  const isKnown = knownAmong(
    all.filter((match) => !isTold(match)),
    stored,
  );
  const late = closedLate({ answered, change, settings, now }, stored);
  return {
    ...change,
    counted: all.filter((one) => !isTold(one) && !isKnown(one)).flatMap(toCounted),
    // What is looked at anew may be asked for other fields than are stored.
    recounted: all
      .filter((one) => isKnown(one) && isAnew(one.rule))
      .concat(amended.filter((one) => !isTold(one)))
      .flatMap(toCounted),
    keeping: keepingOf(active, complete, now),
    answered: answered.map(({ rule, event }) => ({ rule, eventKey: event.key, at: now })),
    alerts: (change.alerts ?? []).concat(late.alerts),
    changes: (change.changes ?? []).concat(late.changes),
    messages: (change.messages ?? []).concat(late.messages),
    decided: [...waiting, ...correlations.filter(waitsForMore)].map(({ id }) => ({
      rule: id,
      decidedTs: Math.max(complete, judging.decidedUntil(id)),
    })),
  };
}

/** Which of the matches are stored. */
function knownAmong(
  matches: readonly Match[],
  stored: Pick<Stored, 'knownMatches'>,
): (match: Match) => boolean {
  const known = new Map(
    [...Map.groupBy(matches, ({ rule }) => rule)].map(([rule, own]) => [
      rule,
      stored.knownMatches(
        rule,
        own.map(({ event }) => event.key),
      ),
    ]),
  );
  return ({ rule, event }) => known.get(rule)?.has(event.key) ?? false;
}

/** Firings are grouped by what they were correlated by, where the rule does not say otherwise. */
function grouped(rule: AlertRule): AlertRule {
  if (rule.kind === 'rule' || rule.own.group || rule.groupBy.length === 0) return rule;
  return { ...rule, own: { ...rule.own, group: rule.groupBy } };
}
