import { AppError } from '../../../base/errors/index.ts';
import type { DetectionChange, MatchMove, MatchRow } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import { type AlertRule, factsOf, toAlert, toAlertRow } from './alert.ts';
import { type Amended, amendedRows } from './amend.ts';
import { type Cut, cutGroup, type StoredGroup } from './cut.ts';
import { emptiedAlert } from './emptied.ts';
import { freshOf, matchKey } from './fresh.ts';
import { type Group, groupOf } from './group.ts';
import { LooseAlerts } from './loose-alerts.ts';
import type { AlertSettings, StoredDetections } from './settings.ts';
import { settle } from './settle.ts';
import { suppressionsFor } from './suppression.ts';

/**
 * What matches change: each is stored, unless it was before; suppressed, or made part of an alert of its group; and what
 * is to be told of that. `amended` are stored already, and not what they were. `now` in milliseconds. The marks of the
 * commits that were read are the caller's to add.
 */
export function takeMatches(
  matches: readonly Match[],
  rules: readonly AlertRule[],
  state: StoredDetections,
  settings: AlertSettings,
  now: number,
  amended: readonly Match[] = [],
): DetectionChange {
  const suppressionOf = suppressionsFor(state.suppressionsInForce(now), settings.answers);
  const fresh = freshOf(matches, state, now).map((match) => {
    const suppressionId = suppressionOf(match);
    return suppressionId === undefined ? match : { ...match, suppressionId };
  });
  const again = amendedRows(amended, state);
  const loose = new LooseAlerts(again.alerts);
  const byRule = withRules([...fresh, ...again.matches], rules);
  const settled = byRule.flatMap(({ rule, found }) => {
    const shown = found.filter(({ suppressionId }) => suppressionId === undefined);
    return groupsOf(shown, rule).flatMap(({ group, members }) => {
      const cuts = cutGroup(members, group, storedGroup({ state, loose, again }, rule.id, group));
      return cuts.map((cut) => settle(cut, { rule, group, settings, stored: state, now }));
    });
  });
  const emptied = loose.left.map((alert) => emptiedAlert(alert, { state, settings, now }));
  const all = [...settled, ...emptied];
  const alertIds = new Map(
    settled.flatMap(({ cut }) => cut.matches.map((match) => [matchKey(match), cut.id] as const)),
  );
  const placed = (match: MatchRow) => ({ ...match, alertId: alertIds.get(matchKey(match)) });
  return {
    rules: byRule.map(({ rule }) => ({ rule: rule.id, facts: JSON.stringify(factsOf(rule)) })),
    matches: fresh.map(placed),
    moved: settled.flatMap(({ cut }) => movesOf(cut)),
    amended: again.rows.map(placed),
    alerts: all.map(({ alert }) => toAlertRow(alert)),
    changes: all.flatMap(({ changes }) => changes),
    messages: all.flatMap(({ messages }) => messages),
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

interface StoredState {
  readonly state: StoredDetections;
  readonly loose: LooseAlerts;
  readonly again: Amended;
}

function storedGroup(
  { state, loose, again }: StoredState,
  rule: string,
  { key: groupKey }: Group,
): StoredGroup {
  const isLoose = new Set(again.alerts.map(({ id }) => id));
  return {
    alerts: (from, to) => {
      const rows = state.alertsOf({ rule, groupKey, from, to });
      return rows.filter(({ id }) => !isLoose.has(id)).map(toAlert);
    },
    matchesOf: ({ id }) => state.matchesOf(id),
    loose,
    isTaken: (id) => state.alert(id) !== undefined,
  };
}

/** Stored matches that another alert takes over. */
function movesOf({ id, matches }: Cut): readonly MatchMove[] {
  return matches
    .filter(({ alertId }) => alertId !== undefined && alertId !== id)
    .map(({ rule, eventKey }) => ({ rule, eventKey, alertId: id }));
}
