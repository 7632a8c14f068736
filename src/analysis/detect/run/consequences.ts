import type { DetectionChange, Detections, MatchRow } from '../../../lake/catalog/index.ts';
import type { AlertRule } from '../alerts/alert.ts';
import { freshOf } from '../alerts/fresh.ts';
import type { AlertSettings, StoredDetections } from '../alerts/settings.ts';
import { takeMatches } from '../alerts/take-matches.ts';
import type { Match } from '../match/match.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import type { Rule } from '../sigma/model.ts';
import { absences } from './absence.ts';
import { type MatchesBetween, newFirings } from './firings.ts';
import { undecidedSince } from './lake-times.ts';
import { storedBetween } from './stored.ts';
import { halvesOf } from './wanted.ts';

/** What is found, and what it is to be judged by. */
export interface Found {
  /** The rules that are not off. */
  readonly active: readonly ListedRule[];
  /** Matches that the rules had not seen. */
  readonly fresh: readonly Match[];
  /** Up to when everything is taken for arrived, microseconds. */
  readonly complete: number;
  readonly settings: AlertSettings;
  /** Milliseconds. */
  readonly now: number;
}

type Stored = StoredDetections & Pick<Detections, 'matches'>;

/** Everything that matches change, from what is stored at that moment: firings, what is missing, alerts, messages. */
export function consequencesOf(found: Found, stored: Stored): DetectionChange {
  const { settings, now } = found;
  const { raising, counted, alerting } = matchesIn(found, stored);
  const change = takeMatches(raising, alerting, stored, settings, now);
  return { ...change, matches: (change.matches ?? []).concat(freshOf(counted, stored, now)) };
}

/** The matches that alerts are to be made of, as far as they are not stored yet. */
export function raisingIn(found: Found, stored: Stored): readonly MatchRow[] {
  return freshOf(matchesIn(found, stored).raising, stored, found.now);
}

/** Matches with firings and what is missing: those that raise alerts, by which rules, and those that are only counted. */
function matchesIn(
  { active, fresh, complete }: Found,
  stored: Stored,
): {
  readonly raising: readonly Match[];
  readonly counted: readonly Match[];
  readonly alerting: readonly AlertRule[];
} {
  const between = storedBetween(stored);
  const missing = active.flatMap(({ rule }) =>
    rule.kind === 'rule' && rule.own.absence ? absencesOf(rule, fresh, { between, complete }) : [],
  );
  const correlations = active.flatMap(({ rule }) => (rule.kind === 'correlation' ? [rule] : []));
  const matches = fresh.concat(missing);
  const all = matches.concat(newFirings(correlations, matches, between));
  const alerting = active.filter(({ use }) => use === 'alerts').map(({ rule }) => grouped(rule));
  const told = new Set(alerting.map(({ id }) => id));
  const raising = all.filter(({ rule }) => told.has(rule));
  return { raising, counted: all.filter(({ rule }) => !told.has(rule)), alerting };
}

function absencesOf(
  rule: Rule,
  fresh: readonly Match[],
  { between, complete }: { readonly between: MatchesBetween; readonly complete: number },
): readonly Match[] {
  const names = halvesOf(rule);
  const freshOf = (name: string) => fresh.filter((one) => one.rule === name);
  // What comes in very late may have been answered long ago.
  const late = freshOf(names.after).map(({ event: { ts } }) => ts ?? complete);
  const since = late.reduce((least, ts) => Math.min(least, ts), undecidedSince(rule, complete));
  const known = (name: string) =>
    between(name, since, Number.POSITIVE_INFINITY).concat(freshOf(name));
  return absences(rule, { after: known(names.after), without: known(names.without) }, complete);
}

/** Firings are grouped by what they were correlated by, where the rule does not say otherwise. */
function grouped(rule: AlertRule): AlertRule {
  if (rule.kind === 'rule' || rule.own.group || rule.groupBy.length === 0) return rule;
  return { ...rule, own: { ...rule.own, group: rule.groupBy } };
}
