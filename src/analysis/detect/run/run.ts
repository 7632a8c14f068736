import type { Catalog, DetectionChange, Detections } from '../../../lake/catalog/index.ts';
import type { AlertRule } from '../alerts/alert.ts';
import { freshOf } from '../alerts/fresh.ts';
import type { AlertSettings } from '../alerts/settings.ts';
import { takeMatches } from '../alerts/take-matches.ts';
import type { Match } from '../match/match.ts';
import type { ListedRule, RuleSet } from '../rules/rule-set.ts';
import type { Rule } from '../sigma/model.ts';
import { absences } from './absence.ts';
import { withActors } from './actors.ts';
import { findNew, type OpenEngine, type Seen } from './find.ts';
import { newFirings } from './firings.ts';
import { type LakeTimes, lakeTimes } from './lake-times.ts';
import { newTerms } from './new-terms.ts';
import { sqlMatches } from './sql-rules.ts';
import { storedBetween } from './stored.ts';
import { fieldsWanted, halvesOf, type Tracked, trackedRules } from './wanted.ts';

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
  readonly alerts: { readonly opened: number; readonly changed: number };
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
  const fresh = [
    ...(await findNew(tracked, { open, seen, commit, signal })),
    ...(await fromSql(active, options)),
  ];
  const times = await lakeTimes(active, fresh, options);
  let summary: DetectSummary | undefined;
  catalog.detect((stored) => {
    const change = changeOf({ active, fresh, times, stored, options });
    const marks = tracked.map(({ id, version }) => ({ rule: id, version, lastCommit: commit }));
    summary = summaryOf(change, commit, active.length);
    return { ...change, marks };
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
    const found: Match[] = [];
    for (const rule of rules.filter((one) => one.kind === 'rule')) {
      found.push(...(await sqlMatches(rule, fieldsWanted(rule, []), engine, signal)));
    }
    return await withActors(found, engine, signal);
  } finally {
    await engine.close();
  }
}

interface Found {
  readonly active: readonly ListedRule[];
  readonly fresh: readonly Match[];
  readonly times: LakeTimes;
  readonly stored: Detections;
  readonly options: DetectOptions;
}

/** Everything that the matches of a run change; within the transaction, from what is stored at that moment. */
function changeOf({ active, fresh, times, stored, options }: Found): DetectionChange {
  const { settings, now } = options;
  const byRule = Map.groupBy(fresh, ({ rule }) => rule);
  const between = storedBetween(stored);
  const rules = active.flatMap(({ rule }) => (rule.kind === 'rule' ? [rule] : []));
  const terms = rules
    .filter(({ own }) => own.newTerms)
    .map((rule) => {
      const matches = byRule.get(rule.id) ?? [];
      return newTerms(rule, matches, stored.terms(rule.id), times.startOf);
    });
  const missing = rules
    .filter(({ own }) => own.absence)
    .flatMap((rule) => absencesOf(rule, byRule, { between, times }));
  const correlations = active.flatMap(({ rule }) => (rule.kind === 'correlation' ? [rule] : []));
  const special = new Set(rules.filter(({ own }) => own.newTerms).map(({ id }) => id));
  const plain = fresh.filter(({ rule }) => !special.has(rule));
  const news = terms.flatMap(({ matches }) => matches);
  const matches = [...plain, ...news, ...missing];
  const all = [...matches, ...newFirings(correlations, matches, between)];
  const alerting = active.filter(({ use }) => use === 'alerts').map(({ rule }) => grouped(rule));
  const told = new Set(alerting.map(({ id }) => id));
  const raising = all.filter(({ rule }) => told.has(rule));
  const counted = freshOf(
    all.filter(({ rule }) => !told.has(rule)),
    stored,
    now,
  );
  const change = takeMatches(raising, alerting, stored, settings, now);
  return {
    ...change,
    matches: [...(change.matches ?? []), ...counted],
    terms: terms.flatMap((one) => one.terms),
  };
}

function absencesOf(
  rule: Rule,
  fresh: ReadonlyMap<string, readonly Match[]>,
  { between, times }: Pick<Found, 'times'> & { readonly between: ReturnType<typeof storedBetween> },
): readonly Match[] {
  const names = halvesOf(rule);
  const known = (name: string) => [
    ...between(name, times.undecidedSince(rule), Number.POSITIVE_INFINITY),
    ...(fresh.get(name) ?? []),
  ];
  return absences(
    rule,
    { after: known(names.after), without: known(names.without) },
    times.complete,
  );
}

/** Firings are grouped by what they were correlated by, where the rule does not say otherwise. */
function grouped(rule: AlertRule): AlertRule {
  if (rule.kind === 'rule' || rule.own.group || rule.groupBy.length === 0) return rule;
  return { ...rule, own: { ...rule.own, group: rule.groupBy } };
}

function summaryOf(change: DetectionChange, commit: number, rules: number): DetectSummary {
  const { matches = [], alerts = [], changes = [], messages = [] } = change;
  const opened = changes.filter(({ what }) => what === 'opened').length;
  return {
    ...{ commit, rules, matches: matches.length, messages: messages.length },
    alerts: { opened, changed: alerts.length - opened },
  };
}
