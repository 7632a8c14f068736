import type { MatchRow } from '../../../lake/catalog/index.ts';
import type { Engine } from '../../../query/engine/index.ts';
import type { TimesWanted } from '../../callers/index.ts';
import type { AlertRule } from '../alerts/alert.ts';
import type { AlertSettings } from '../alerts/settings.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import { withinOf } from '../run/absence.ts';
import { consequencesOf } from '../run/consequences.ts';
import { findNew } from '../run/find.ts';
import { LATENESS } from '../run/lake-times.ts';
import { NOTHING_STORED } from '../run/nothing-stored.ts';
import { sqlMatches, sqlRules } from '../run/sql-rules.ts';
import { halvesOf, trackedRules } from '../run/wanted.ts';
import type { Collection } from '../sigma/model.ts';
import type { Match } from './match.ts';

type Scanned = Pick<Collection, 'rules' | 'correlations'>;

/** What a rule with keys of ours finds, by time, and what of it comes to an alert. */
export interface OwnHits {
  readonly found: readonly MatchRow[];
  readonly told: readonly MatchRow[];
}

export interface ScanOwnOptions extends TimesWanted {
  /** Microseconds: of the newest event of the lake. What may still be answered is not missed. */
  readonly newest: number;
  readonly signal?: AbortSignal | undefined;
}

/** Whether keys of ours say what a rule finds, beside its condition or in place of it. */
export function isNarrowed({ own }: AlertRule): boolean {
  const { newTerms, threshold, absence, sql } = own;
  return [newTerms, threshold, absence, sql].some((key) => key !== undefined);
}

/**
 * What rules with keys of ours find, by id, as a first run over the lake does; nothing is kept. What is new is judged by
 * all of the lake, also by what is before the time that is wanted.
 */
export async function matchesOfOwn(
  scanned: Scanned,
  engine: Engine,
  { newest, signal, ...times }: ScanOwnOptions,
): Promise<ReadonlyMap<string, OwnHits>> {
  const all: readonly AlertRule[] = [...scanned.rules, ...scanned.correlations];
  const narrowed = all.filter(isNarrowed);
  const active = withCounted(narrowed, all);
  if (active.length === 0) return new Map();
  const open = async () => unclosed(engine);
  const looking = { open, seen: new Map(), commit: -1, stored: NOTHING_STORED, signal };
  const tracked = trackedRules(active, { behind: '' });
  const { matches } = await findNew(tracked, { ...looking, during: reaching(active, times) });
  const ofSql = await sqlMatches(sqlRules(active), { open, newest, signal });
  const change = consequencesOf(
    {
      active,
      fresh: matches.concat(ofSql).filter(isWanted(active, times)),
      isAnew: () => true,
      complete: newest - LATENESS,
      settings: SETTINGS,
      now: newest / 1000,
    },
    NOTHING_STORED,
  );
  const pending = new Set(
    (change.alerts ?? []).filter(({ state }) => state === 'pending').map(({ id }) => id),
  );
  const byRule = Map.groupBy((change.matches ?? []).toSorted(inTime), ({ rule }) => rule);
  return new Map(
    narrowed.map(({ id }) => {
      const found = byRule.get(id) ?? [];
      return [id, { found, told: found.filter(({ alertId = '' }) => !pending.has(alertId)) }];
    }),
  );
}

function inTime(one: MatchRow, other: MatchRow): number {
  return one.ts - other.ts || (one.eventId < other.eventId ? -1 : 1);
}

/** Nobody is told, and nothing is too old. */
const SETTINGS: AlertSettings = {
  severity: { nonProduction: [], rules: {} },
  backfillAlerts: true,
  rowsFor: () => [],
};

/** Rules with what correlations among them count. */
function withCounted(
  rules: readonly AlertRule[],
  all: readonly AlertRule[],
): readonly ListedRule[] {
  const byId = new Map(all.map((rule) => [rule.id, rule]));
  const listed = new Map(rules.map((rule) => [rule.id, { rule, use: 'alerts' } as ListedRule]));
  const count = (rule: AlertRule) => {
    if (rule.kind === 'rule') return;
    for (const inner of rule.rules.flatMap((id) => byId.get(id) ?? [])) {
      if (!listed.has(inner.id)) listed.set(inner.id, { rule: inner, use: 'counted' });
      count(inner);
    }
  };
  for (const rule of rules) count(rule);
  return [...listed.values()];
}

/** The engine is whoever's who gave it. */
function unclosed(engine: Engine): Engine {
  return {
    id: engine.id,
    run: (sql, options) => engine.run(sql, options),
    writeParquet: (sql, file, options) => engine.writeParquet(sql, file, options),
    close: async () => {},
  };
}

/** The time that is wanted, and what an absence in it needs to see of answers. */
function reaching(active: readonly ListedRule[], { from, to }: TimesWanted): TimesWanted {
  const spans = active.map(({ rule }) => (rule.kind === 'rule' ? withinOf(rule) : 0));
  const longest = spans.reduce((most, span) => Math.max(most, span), 0);
  const end = to === undefined ? undefined : new Date(microsOf(to) / 1000 + longest / 1000 + 1000);
  return {
    ...(from === undefined ? {} : { from }),
    ...(end === undefined ? {} : { to: `${end.toISOString().slice(0, 19)}Z` }),
  };
}

/** Matches of the time that is wanted, and answers whenever they came. */
function isWanted(
  active: readonly ListedRule[],
  { from, to }: TimesWanted,
): (match: Match) => boolean {
  const answers = new Set(
    active.flatMap(({ rule }) =>
      rule.kind === 'rule' && rule.own.absence ? [halvesOf(rule).without] : [],
    ),
  );
  return ({ rule, event: { ts } }) => {
    if (answers.has(rule)) return true;
    if (ts === undefined) return from === undefined && to === undefined;
    const isAfter = from === undefined || ts >= microsOf(from);
    return isAfter && (to === undefined || ts < microsOf(to));
  };
}

function microsOf(time: string): number {
  return Date.parse(time) * 1000;
}
