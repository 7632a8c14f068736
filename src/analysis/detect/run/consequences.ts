import type { DetectionChange, Detections, MatchRow } from '../../../lake/catalog/index.ts';
import type { AlertRule } from '../alerts/alert.ts';
import { freshOf } from '../alerts/fresh.ts';
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

/** What is stored already. */
export type Stored = StoredDetections &
  Pick<Detections, 'matchesBetween' | 'countedBetween' | 'rule'>;

/** Everything that matches change, from what is stored at that moment: firings, what is missing, alerts, messages. */
export function consequencesOf(found: Found, stored: Stored): DetectionChange {
  const { active, complete, settings, now } = found;
  const judged = judgedBy(found, stored);
  const { all, amended, answered } = judged;
  const alerting = active.filter(({ use }) => use === 'alerts').map(({ rule }) => grouped(rule));
  const isTold = toldAmong(active);
  const changed = amended.filter(isTold);
  const change = takeMatches(all.filter(isTold), alerting, stored, settings, now, changed);
  const late = closedLate({ answered, change, settings, now }, stored);
  return {
    ...change,
    ...countedOf(judged, (match) => !isTold(match), found, stored),
    keeping: keepingOf(active, complete, now),
    answered: answered.map(({ rule, event }) => ({ rule, eventKey: event.key, at: now })),
    alerts: (change.alerts ?? []).concat(late.alerts),
    changes: (change.changes ?? []).concat(late.changes),
    messages: (change.messages ?? []).concat(late.messages),
    decided: judged.decided,
  };
}

/** The matches that alerts are to be made of, as far as they are not stored yet. */
export function raisingIn(found: Found, stored: Stored): readonly MatchRow[] {
  const { all } = judgedBy(found, stored);
  return freshOf(all.filter(toldAmong(found.active)), stored, found.now);
}

/** Whether a match raises alerts, or is only counted. */
function toldAmong(active: readonly ListedRule[]): (match: Match) => boolean {
  const alerting = active.filter(({ use }) => use === 'alerts');
  const told = new Set(alerting.map(({ rule }) => rule.id));
  return ({ rule }) => told.has(rule);
}

interface Judged {
  /** What was found, what is missing and what fires; some of it may be stored. */
  readonly all: readonly Match[];
  /** Stored firings as they are now. */
  readonly amended: readonly Match[];
  /** Stored matches that an event has undone that came late. */
  readonly answered: readonly Match[];
  readonly decided: NonNullable<DetectionChange['decided']>;
}

function judgedBy({ active, fresh, isAnew, complete }: Found, stored: Stored): Judged {
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
  const answered = decisions.flatMap((one) => one.answered);
  for (const match of missing) current.put(match);
  for (const match of answered) current.takeBack(match);
  const correlations = active.flatMap(({ rule }) => (rule.kind === 'correlation' ? [rule] : []));
  const { fired, amended, undone } = newFirings(correlations, current, judging);
  const decided = [...waiting, ...correlations.filter(waitsForMore)].map(({ id }) => ({
    rule: id,
    decidedTs: Math.max(complete, judging.decidedUntil(id)),
  }));
  return { all: fresh.concat(missing, fired), amended, answered: answered.concat(undone), decided };
}

/** What is stored of matches that raise no alerts. */
function countedOf(
  { all, amended }: Judged,
  isCounted: (match: Match) => boolean,
  { active, isAnew, now }: Found,
  stored: Stored,
): Pick<DetectionChange, 'counted' | 'recounted'> {
  const counted = all.filter(isCounted);
  const isKnown = knownAmong(counted, stored);
  // What is looked at anew may be asked for other fields than are stored.
  const again = counted.filter((one) => isKnown(one) && isAnew(one.rule));
  const toCounted = countedBy(active, now);
  return {
    counted: counted.filter((one) => !isKnown(one)).flatMap(toCounted),
    recounted: again.concat(amended.filter(isCounted)).flatMap(toCounted),
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
