import { AppError } from '../../../base/errors/index.ts';
import type { DetectionChange, MatchMove, MatchRow } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import { type AlertRule, factsOf, toAlert, toAlertRow } from './alert.ts';
import { type Cut, cutGroup, type StoredGroup } from './cut.ts';
import { freshOf, matchKey } from './fresh.ts';
import { type Group, groupOf } from './group.ts';
import type { AlertSettings, StoredDetections } from './settings.ts';
import { settle } from './settle.ts';
import { suppressionsFor } from './suppression.ts';

/**
 * What matches change: each is stored, unless it was before; suppressed, or made part of an alert of its group; and what
 * is to be told of that. `now` in milliseconds. The marks of the commits that were read are the caller's to add.
 */
export function takeMatches(
  matches: readonly Match[],
  rules: readonly AlertRule[],
  state: StoredDetections,
  settings: AlertSettings,
  now: number,
): DetectionChange {
  const suppressionOf = suppressionsFor(state.suppressionsInForce(now), settings.answers);
  const fresh = freshOf(matches, state, now).map((match) => {
    const suppressionId = suppressionOf(match);
    return suppressionId === undefined ? match : { ...match, suppressionId };
  });
  const byRule = withRules(fresh, rules);
  const settled = byRule.flatMap(({ rule, found }) => {
    const shown = found.filter(({ suppressionId }) => suppressionId === undefined);
    return groupsOf(shown, rule).flatMap(({ group, members }) => {
      const cuts = cutGroup(members, group, storedGroup(state, rule.id, group.key));
      return cuts.map((cut) => settle(cut, { rule, group, settings, stored: state, now }));
    });
  });
  const alertIds = new Map(
    settled.flatMap(({ cut }) => cut.matches.map((match) => [matchKey(match), cut.id] as const)),
  );
  return {
    rules: byRule.map(({ rule }) => ({ rule: rule.id, facts: JSON.stringify(factsOf(rule)) })),
    matches: fresh.map((match) => ({ ...match, alertId: alertIds.get(matchKey(match)) })),
    moved: settled.flatMap(({ cut }) => movesOf(cut)),
    alerts: settled.map(({ alert }) => toAlertRow(alert)),
    changes: settled.flatMap(({ changes }) => changes),
    messages: settled.flatMap(({ messages }) => messages),
  };
}

interface RuleMatches {
  readonly rule: AlertRule;
  readonly found: readonly MatchRow[];
}

function withRules(
  fresh: readonly MatchRow[],
  rules: readonly AlertRule[],
): readonly RuleMatches[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return [...Map.groupBy(fresh, ({ rule }) => rule)].map(([id, found]) => {
    const rule = byId.get(id);
    if (!rule) throw new AppError('TG_INTERNAL', `Rule ${id} matched and is none of those given.`);
    return { rule, found };
  });
}

function groupsOf(
  matches: readonly MatchRow[],
  rule: AlertRule,
): readonly { readonly group: Group; readonly members: readonly MatchRow[] }[] {
  const groups = new Map<string, { group: Group; members: MatchRow[] }>();
  for (const match of matches) {
    const group = groupOf(match, rule);
    const known = groups.get(group.key);
    if (known) known.members.push(match);
    else groups.set(group.key, { group, members: [match] });
  }
  return [...groups.values()];
}

function storedGroup(state: StoredDetections, rule: string, groupKey: string): StoredGroup {
  return {
    alerts: (from, to) => state.alertsOf({ rule, groupKey, from, to }).map(toAlert),
    matchesOf: ({ id }) => state.matchesOf(id),
    isTaken: (id) => state.alert(id) !== undefined,
  };
}

/** Stored matches that another alert takes over. */
function movesOf({ id, matches }: Cut): readonly MatchMove[] {
  return matches
    .filter(({ alertId }) => alertId !== undefined && alertId !== id)
    .map(({ rule, eventKey }) => ({ rule, eventKey, alertId: id }));
}
