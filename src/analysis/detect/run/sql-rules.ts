import { createHash } from 'node:crypto';
import type { RuleAsked, RuleRow } from '../../../lake/catalog/index.ts';
import { replacePlaceholders } from '../../../query/desk/index.ts';
import type { Engine } from '../../../query/engine/index.ts';
import { textLiteral } from '../../../query/sql/index.ts';
import type { Match } from '../match/match.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import type { Rule } from '../sigma/model.ts';
import { eventsNamed } from './events-named.ts';
import type { OpenEngine } from './find.ts';
import { LATENESS } from './lake-times.ts';
import { fieldsWanted } from './wanted.ts';

/** A rule of plain SQL, and what is known of when it was asked. */
export interface SqlRule {
  readonly rule: Rule;
  /** Fields that are wanted of its events. */
  readonly fields: readonly string[];
  /** A hash of what it asks. */
  readonly version: string;
  readonly asked?: Pick<RuleAsked, 'at' | 'throughTs'> | undefined;
}

export interface SqlOptions {
  readonly open: OpenEngine;
  /** Microseconds: of the newest event there is. */
  readonly newest: number;
  readonly signal?: AbortSignal | undefined;
}

/** The rules of SQL among those that are not off. */
export function sqlRules(
  active: readonly ListedRule[],
  storedOf: (rule: string) => RuleRow | undefined = () => undefined,
): readonly SqlRule[] {
  const all = active.map(({ rule }) => rule);
  const correlations = all.filter((rule) => rule.kind === 'correlation');
  return all.flatMap((rule) => {
    if (rule.kind !== 'rule' || rule.own.sql === undefined) return [];
    const fields = fieldsWanted(rule, correlations);
    const text = JSON.stringify([rule.own.sql, fields]);
    const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const stored = storedOf(rule.id);
    const asked = stored?.version === version ? stored.asked : undefined;
    return [{ rule, fields, version, asked }];
  });
}

/** Whether a rule is to be asked at `now`, milliseconds: it never was, or `every` is over. */
export function isDue(rule: SqlRule, now: number): boolean {
  const next = nextDue(rule);
  // A clock that was set back holds no rule up.
  return next === undefined || now >= next || now < (rule.asked?.at ?? now);
}

/** When a rule that was asked is asked again, milliseconds; undefined: in the next run. */
export function nextDue({ rule, asked }: SqlRule): number | undefined {
  const { every } = rule.own;
  return every === undefined || asked === undefined ? undefined : asked.at + every * 1000;
}

/**
 * The events that rules of plain SQL find, those whose `eventid` their rows name. They go through the same gate as what
 * people type. `:from` and `:to` stand for the time that a rule has not asked about: it begins before the end of the last
 * one, by as much as events may be late.
 * @throws AppError TG_QUERY_INVALID
 */
export async function sqlMatches(
  rules: readonly SqlRule[],
  { open, newest, signal }: SqlOptions,
): Promise<readonly Match[]> {
  if (rules.length === 0) return [];
  const engine = await open(undefined);
  try {
    let found: readonly Match[] = [];
    for (const one of rules) {
      const ids = await idsOf(sqlFor(one, newest), engine, signal);
      const wanted = { id: one.rule.id, fields: one.fields };
      found = found.concat(await eventsNamed(wanted, ids, engine, signal));
    }
    return found;
  } finally {
    await engine.close();
  }
}

function sqlFor({ rule, asked }: SqlRule, newest: number): string {
  const from = asked === undefined ? 0 : asked.throughTs - LATENESS;
  const literals = [
    ['from', secondOf(from)],
    ['to', secondOf(newest + SECOND)],
  ] as const;
  return replacePlaceholders(rule.own.sql ?? '', new Map(literals));
}

const SECOND = 1e6;
/** What is later in no year of four digits is no time of an event. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);

/** As `eventtime` has it. */
function secondOf(micros: number): string {
  const ms = Math.min(Math.max(Math.floor(micros / SECOND) * 1000, 0), LAST);
  return textLiteral(new Date(ms).toISOString().replace('.000', ''));
}

async function idsOf(
  sql: string,
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const options = { rowForm: 'arrays', ...(signal ? { signal } : {}) } as const;
  const { columns, pages } = await engine.run(sql, options);
  const at = columns.findIndex(({ name }) => name === 'eventid');
  for await (const page of pages) {
    for (const row of page) if (typeof row[at] === 'string') ids.add(row[at]);
  }
  return [...ids];
}
