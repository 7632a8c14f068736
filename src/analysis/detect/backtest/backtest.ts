import type { MatchRow } from '../../../lake/catalog/index.ts';
import type { Contracts, TimesWanted } from '../../callers/index.ts';
import { toAlert } from '../alerts/alert.ts';
import type { AlertSettings, StoredDetections } from '../alerts/settings.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import { askAbout } from '../run/ask-about.ts';
import { consequencesOf } from '../run/consequences.ts';
import { findNew, type OpenEngine } from '../run/find.ts';
import { NOTHING_STORED } from '../run/nothing-stored.ts';
import { sqlMatches, sqlRules } from '../run/sql-rules.ts';
import { trackedRules } from '../run/wanted.ts';
import { type Exception, exceptionsFor } from './exceptions.ts';

export interface BacktestOptions extends TimesWanted {
  /** The rule, and what it counts where it is a correlation. */
  readonly rules: readonly ListedRule[];
  readonly rule: string;
  readonly open: OpenEngine;
  /** What each system may do, where the rule is that of the contracts. */
  readonly contracts?: Contracts;
  readonly settings: AlertSettings;
  /** Those in force. */
  readonly suppressions: ReturnType<StoredDetections['suppressionsInForce']>;
  readonly signal?: AbortSignal | undefined;
}

/** What a rule would have found in the lake's history, and told. */
export interface Backtest {
  readonly matches: number;
  /** Hidden by suppressions in force. */
  readonly suppressed: number;
  /** What grouping leaves. */
  readonly alerts: number;
  /** Days with any match, oldest first. */
  readonly days: readonly {
    readonly day: string;
    readonly matches: number;
    readonly alerts: number;
  }[];
  /** Most matches first; at most 10. */
  readonly actors: readonly {
    readonly actor: string | null;
    readonly matches: number;
    readonly alerts: number;
  }[];
  /** Exceptions that would hide much of it, the best first; at most 5. */
  readonly exceptions: readonly Exception[];
}

/** Runs one rule over history and keeps nothing. */
export async function backtest(options: BacktestOptions): Promise<Backtest> {
  const { rules, rule, open, settings, suppressions, contracts, signal, ...times } = options;
  const known = { ...NOTHING_STORED, suppressionsInForce: () => suppressions };
  const looking = {
    open,
    seen: new Map<string, number>(),
    commit: 0,
    stored: NOTHING_STORED,
    signal,
  };
  const { matches } = await findNew(trackedRules(rules, { behind: '', contracts }), looking);
  const all = matches.concat(
    await sqlMatches(sqlRules(rules), { open, newest: Number.MAX_SAFE_INTEGER, signal }),
  );
  const within = all.filter(({ event }) => isWithin(event.ts, times));
  const now = Date.now();
  const judged = {
    active: rules,
    fresh: within,
    isAnew: () => true,
    complete: Number.POSITIVE_INFINITY,
    settings,
    now,
  };
  const { answers } = await askAbout(judged, known, { open, signal });
  const change = consequencesOf({ ...judged, settings: { ...settings, answers } }, known);
  const own = (change.matches ?? []).filter((match) => match.rule === rule);
  const alerts = (change.alerts ?? [])
    .map(toAlert)
    .filter((alert) => alert.rule === rule && alert.state !== 'pending');
  return {
    matches: own.length,
    suppressed: own.filter(({ suppressionId }) => suppressionId !== undefined).length,
    alerts: alerts.length,
    days: tally(
      own,
      alerts,
      ({ ts }) => dayOf(ts),
      ({ firstTs }) => dayOf(firstTs),
    )
      .map(({ key, ...counts }) => ({ day: key ?? '', ...counts }))
      .toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    actors: tally(
      own,
      alerts,
      ({ actor }) => actor,
      ({ actor }) => actor,
    )
      .map(({ key, ...counts }) => ({ actor: key, ...counts }))
      .toSorted((one, other) => other.matches - one.matches)
      .slice(0, 10),
    exceptions: exceptionsFor(own),
  };
}

/** Microseconds against ISO 8601. */
function isWithin(ts: number | undefined, { from, to }: TimesWanted): boolean {
  if (ts === undefined) return from === undefined && to === undefined;
  const micros = (text: string) => Date.parse(text) * 1000;
  return (from === undefined || ts >= micros(from)) && (to === undefined || ts < micros(to));
}

function dayOf(micros: number): string {
  return new Date(micros / 1000).toISOString().slice(0, 10);
}

function tally<A>(
  matches: readonly MatchRow[],
  alerts: readonly A[],
  ofMatch: (match: MatchRow) => string | null,
  ofAlert: (alert: A) => string | null,
): readonly { readonly key: string | null; readonly matches: number; readonly alerts: number }[] {
  const alerted = Map.groupBy(alerts, ofAlert);
  return [...Map.groupBy(matches, ofMatch)].map(([key, some]) => ({
    key,
    matches: some.length,
    alerts: alerted.get(key)?.length ?? 0,
  }));
}
