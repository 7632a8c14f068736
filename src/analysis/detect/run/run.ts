import type { Catalog, DetectionChange, Detections } from '../../../lake/catalog/index.ts';
import type { AlertRule } from '../alerts/alert.ts';
import { freshOf } from '../alerts/fresh.ts';
import type { AlertSettings } from '../alerts/settings.ts';
import { takeMatches } from '../alerts/take-matches.ts';
import type { Match } from '../match/match.ts';
import type { ListedRule, RuleSet } from '../rules/rule-set.ts';
import type { Rule } from '../sigma/model.ts';
import { absences } from './absence.ts';
import { findNew, type OpenEngine, type Seen } from './find.ts';
import { type MatchesBetween, newFirings } from './firings.ts';
import { completeUntil, undecidedSince } from './lake-times.ts';
import { sqlMatches } from './sql-rules.ts';
import { storedBetween } from './stored.ts';
import { halvesOf, type Tracked, trackedRules } from './wanted.ts';

export interface DetectOptions {
  readonly catalog: Catalog;
  readonly rules: RuleSet;
  readonly settings: AlertSettings;
  readonly open: OpenEngine;
  /** What says who is behind calls: rules that ask for it look at everything again when it changes. */
  readonly behind: string;
  /** Milliseconds. */
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a run did. */
export interface DetectSummary {
  /** The commit up to which every rule has seen everything. */
  readonly commit: number;
  readonly rules: number;
  /** Matches stored, those of rules that only correlations read among them. */
  readonly matches: number;
  readonly alerts: {
    readonly opened: number;
    readonly changed: number;
    /** Closed at once, since their events were old when they were found. */
    readonly backfill: number;
  };
  readonly messages: number;
}

/**
 * Matches the rules over what they have not seen, and makes alerts of it. Matches, alerts, messages and the marks of what
 * was seen are stored together: killed at any moment, the next run does the rest, and a second one changes nothing.
 */
export async function runDetections(options: DetectOptions): Promise<DetectSummary> {
  const { catalog, rules, behind, open, signal } = options;
  const commit = catalog.lastCommit()?.number ?? 0;
  const active = rules.listed.filter(({ use }) => use !== 'off');
  const tracked = trackedRules(active, behind);
  const seen = seenBy(tracked, catalog.detections);
  const stored = catalog.detections;
  const { matches, terms } = await findNew(tracked, { open, seen, commit, stored, signal });
  const fresh = matches.concat(await fromSql(active, options));
  const complete = completeUntil(catalog);
  let summary: DetectSummary | undefined;
  catalog.detect((now) => {
    const change = changeOf({ active, fresh, complete, stored: now, options });
    const marks = tracked.map(({ id, version }) => ({ rule: id, version, lastCommit: commit }));
    summary = summaryOf(change, commit, active.length);
    return { ...change, terms, marks };
  });
  return summary ?? summaryOf({}, commit, active.length);
}

function seenBy(tracked: readonly Tracked[], stored: Detections): Seen {
  const marks = new Map(stored.rules().map((row) => [row.rule, row]));
  return new Map(
    tracked.flatMap(({ id, version }) => {
      const mark = marks.get(id);
      const known = mark?.version === version ? mark.lastCommit : undefined;
      return known === undefined ? [] : [[id, known] as const];
    }),
  );
}

async function fromSql(
  active: readonly ListedRule[],
  { open, signal }: DetectOptions,
): Promise<readonly Match[]> {
  const rules = active.flatMap(({ rule }) => (rule.own.sql === undefined ? [] : [rule]));
  if (rules.length === 0) return [];
  const engine = await open(undefined);
  try {
    let found: readonly Match[] = [];
    for (const rule of rules.filter((one) => one.kind === 'rule')) {
      found = found.concat(await sqlMatches(rule, engine, signal));
    }
    return found;
  } finally {
    await engine.close();
  }
}

interface Found {
  readonly active: readonly ListedRule[];
  readonly fresh: readonly Match[];
  /** Up to when everything is taken for arrived, microseconds. */
  readonly complete: number;
  readonly stored: Detections;
  readonly options: DetectOptions;
}

/** Everything that the matches of a run change; within the transaction, from what is stored at that moment. */
function changeOf({ active, fresh, complete, stored, options }: Found): DetectionChange {
  const { settings, now } = options;
  const between = storedBetween(stored);
  const missing = active.flatMap(({ rule }) =>
    rule.kind === 'rule' && rule.own.absence ? absencesOf(rule, fresh, { between, complete }) : [],
  );
  const correlations = active.flatMap(({ rule }) => (rule.kind === 'correlation' ? [rule] : []));
  const matches = fresh.concat(missing);
  const all = matches.concat(newFirings(correlations, matches, between));
  const alerting = active.filter(({ use }) => use === 'alerts').map(({ rule }) => grouped(rule));
  const told = new Set(alerting.map(({ id }) => id));
  const [raising, counted] = [true, false].map((is) =>
    all.filter(({ rule }) => told.has(rule) === is),
  );
  const change = takeMatches(raising ?? [], alerting, stored, settings, now);
  const others = freshOf(counted ?? [], stored, now);
  return { ...change, matches: (change.matches ?? []).concat(others) };
}

function absencesOf(
  rule: Rule,
  fresh: readonly Match[],
  { between, complete }: { readonly between: MatchesBetween; readonly complete: number },
): readonly Match[] {
  const names = halvesOf(rule);
  const since = undecidedSince(rule, complete);
  const known = (name: string) =>
    between(name, since, Number.POSITIVE_INFINITY).concat(fresh.filter((one) => one.rule === name));
  return absences(rule, { after: known(names.after), without: known(names.without) }, complete);
}

/** Firings are grouped by what they were correlated by, where the rule does not say otherwise. */
function grouped(rule: AlertRule): AlertRule {
  if (rule.kind === 'rule' || rule.own.group || rule.groupBy.length === 0) return rule;
  return { ...rule, own: { ...rule.own, group: rule.groupBy } };
}

function summaryOf(change: DetectionChange, commit: number, rules: number): DetectSummary {
  const { matches = [], alerts = [], changes = [], messages = [] } = change;
  const opened = changes.filter(({ what }) => what === 'opened').length;
  const backfill = changes.filter(({ reason }) => reason === 'backfill').length;
  return {
    ...{ commit, rules, matches: matches.length, messages: messages.length },
    alerts: { opened, changed: alerts.length - opened - backfill, backfill },
  };
}
