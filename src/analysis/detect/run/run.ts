import type {
  Catalog,
  DetectionChange,
  Detections,
  RuleAsked,
} from '../../../lake/catalog/index.ts';
import type { Contracts } from '../../callers/index.ts';
import type { AlertSettings } from '../alerts/settings.ts';
import type { UnaskedSuppression } from '../alerts/suppression-sql.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { askAbout } from './ask-about.ts';
import { consequencesOf } from './consequences.ts';
import { findNew, type OpenEngine, type Seen } from './find.ts';
import { LATENESS, newestEvent } from './lake-times.ts';
import { isDue, nextDue, type SqlRule, sqlMatches, sqlRules } from './sql-rules.ts';
import { stagingOf } from './staging.ts';
import { anewAmong, type Tracked, trackedRules } from './wanted.ts';

export interface DetectOptions {
  readonly catalog: Catalog;
  readonly rules: RuleSet;
  readonly settings: AlertSettings;
  readonly open: OpenEngine;
  /** What says who is behind calls: rules that ask for it look at everything again when it changes. */
  readonly behind: string;
  /** What each system may do. */
  readonly contracts: Contracts;
  /** For how many days a new rule is tried; absent or 0: none is. */
  readonly stagingDays?: number;
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
  /** Rules of SQL that are not asked in every run, and when each is asked next: ISO 8601, UTC. */
  readonly due: readonly { readonly rule: string; readonly at: string }[];
  /** Suppressions whose SQL failed: they hid nothing. Absent: none did. */
  readonly unasked?: readonly UnaskedSuppression[];
}

/**
 * Matches the rules over what they have not seen, and makes alerts of it. Matches, alerts, messages and the marks of what
 * was seen are stored together: killed at any moment, the next run does the rest, and a second one changes nothing.
 */
export async function runDetections(options: DetectOptions): Promise<DetectSummary> {
  const { catalog, rules, settings, behind, contracts, open, now, signal } = options;
  const { stagingDays = 0 } = options;
  // Before the commit: what comes in meanwhile is not decided upon.
  const newest = newestEvent(catalog, now);
  const commit = catalog.lastCommit()?.number ?? 0;
  const active = rules.listed.filter(({ use }) => use !== 'off');
  const tracked = trackedRules(active, { behind, contracts });
  const seen = seenBy(tracked, catalog.detections);
  const looking = { open, seen, commit, stored: catalog.detections, signal };
  const { matches, terms, accounts } = await findNew(tracked, looking);
  const ofSql = sqlRules(active, (id) => catalog.detections.rule(id));
  const due = ofSql.filter((one) => isDue(one, now));
  const fresh = matches.concat(await sqlMatches(due, { open, newest, signal }));
  const asked = ofSql.map((one) =>
    due.includes(one) ? { ...one, asked: { at: now, throughTs: newest } } : one,
  );
  const isAnew = anewAmong(active, (id) => !seen.has(id));
  const found = { active, fresh, isAnew, complete: newest - LATENESS, settings, now };
  const { answers, unasked } = await askAbout(found, catalog.detections, { open, signal });
  let summary: DetectSummary | undefined;
  catalog.detect((stored) => {
    const { isStaged, stages } = stagingOf(rules.listed, stored, { days: stagingDays, now });
    const settled = { ...settings, answers, isStaged };
    const change = consequencesOf({ ...found, settings: settled }, stored);
    const marks = tracked.map(({ id, version }) => ({ rule: id, version, lastCommit: commit }));
    summary = summaryOf(change, { commit, rules: active.length, asked });
    return {
      ...change,
      terms,
      accounts,
      marks,
      stages,
      asked: due.map((one) => askedNow(one, now, newest)),
    };
  });
  summary ??= summaryOf({}, { commit, rules: active.length, asked });
  return unasked.length === 0 ? summary : { ...summary, unasked };
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

function askedNow({ rule, version }: SqlRule, at: number, throughTs: number): RuleAsked {
  return { rule: rule.id, version, at, throughTs };
}

interface RunFacts extends Pick<DetectSummary, 'commit' | 'rules'> {
  readonly asked: readonly SqlRule[];
}

function summaryOf(change: DetectionChange, { commit, rules, asked }: RunFacts): DetectSummary {
  const { matches = [], counted = [], alerts = [], changes = [], messages = [] } = change;
  const visible = new Set(alerts.filter(({ state }) => state !== 'pending').map(({ id }) => id))
    .size;
  const opened = changes.filter(({ what }) => what === 'opened').length;
  const backfill = changes.filter(({ reason }) => reason === 'backfill').length;
  return {
    ...{ commit, rules, matches: matches.length + counted.length, messages: messages.length },
    alerts: { opened, changed: visible - opened - backfill, backfill },
    due: asked.flatMap((one) => {
      const at = nextDue(one);
      return at === undefined ? [] : [{ rule: one.rule.id, at: new Date(at).toISOString() }];
    }),
  };
}
