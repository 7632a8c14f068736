import type { Database, Value } from '../database.ts';
import { clampMicros, integer, optionalInteger, optionalText, type Row, text } from '../row.ts';
import type { MatchAnswer, MatchMove, MatchRow } from './model.ts';
import type { RuleTable } from './rule-table.ts';

/** Which matches; times are half-open, in microseconds. */
export interface MatchFilter {
  readonly rules?: readonly string[] | undefined;
  readonly actor?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** The same event may be found again: it stays as it was stored first. */
const INSERT = `INSERT OR IGNORE INTO matches (rule, event_key, ts, event_id, event_source, event_name, account,
    region, error_code, source_address, user_agent, principal, actor, system, fields, alert_id, suppression_id, found_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const MOVE = 'UPDATE matches SET alert_id = ? WHERE rule = ? AND event_key = ?';
const AMEND = `UPDATE matches SET ts = ?, event_id = ?, event_source = ?, event_name = ?, account = ?, region = ?,
    error_code = ?, source_address = ?, user_agent = ?, principal = ?, actor = ?, system = ?, fields = ?,
    alert_id = ?, suppression_id = ?
  WHERE rule = ? AND event_key = ?`;
const ANSWER = 'UPDATE matches SET answered_at = ? WHERE rule = ? AND event_key = ?';
const SELECT = 'SELECT m.*, r.rule AS name FROM matches m JOIN rule_marks r ON r.number = m.rule';
const KNOWN = `SELECT wanted.value AS event_key FROM json_each(?) AS wanted
  CROSS JOIN matches AS m ON m.rule = ? AND m.event_key = wanted.value`;
const KEYS_AT_ONCE = 10_000;

/** The matches: stored once, never deleted by what comes later; a firing grows by events that come late. */
export class MatchTable {
  readonly #database: Database;
  readonly #rules: RuleTable;

  constructor(database: Database, rules: RuleTable) {
    this.#database = database;
    this.#rules = rules;
  }

  add(matches: readonly MatchRow[]): void {
    for (const [rule, own] of Map.groupBy(matches, (match) => match.rule)) {
      const number = this.#rules.enter(rule);
      for (const match of own) this.#database.run(INSERT, valuesOf(match, number));
    }
  }

  move(moves: readonly MatchMove[]): void {
    for (const { rule, eventKey, alertId } of moves) {
      this.#database.run(MOVE, [alertId, this.#rules.enter(rule), eventKey]);
    }
  }

  amend(matches: readonly MatchRow[]): void {
    for (const match of matches) {
      const number = this.#rules.enter(match.rule);
      const [, , ...columns] = valuesOf(match, number);
      this.#database.run(AMEND, [...columns.slice(0, -1), number, match.eventKey]);
    }
  }

  answer(answers: readonly MatchAnswer[]): void {
    for (const { rule, eventKey, at } of answers) {
      this.#database.run(ANSWER, [at, this.#rules.enter(rule), eventKey]);
    }
  }

  get(rule: string, eventKey: string): MatchRow | undefined {
    const sql = `${SELECT} WHERE r.rule = ? AND m.event_key = ?`;
    const row = this.#database.get(sql, [rule, eventKey]);
    return row && toMatch(row);
  }

  /** Those of the event keys that the rule has hit before. */
  known(rule: string, keys: readonly string[]): ReadonlySet<string> {
    const number = this.#rules.find(rule);
    const known = new Set<string>();
    if (number === undefined) return known;
    for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
      const wanted = JSON.stringify(keys.slice(start, start + KEYS_AT_ONCE));
      for (const row of this.#database.all(KNOWN, [wanted, number]))
        known.add(text(row, 'event_key'));
    }
    return known;
  }

  /** By time; at most `limit`. */
  ofAlert(alertId: string, limit = -1): readonly MatchRow[] {
    const sql = `${SELECT} WHERE m.alert_id = ? ORDER BY m.ts, m.event_key LIMIT ?`;
    return this.#database.all(sql, [alertId, limit]).map(toMatch);
  }

  /** Of one rule, by time; half-open, microseconds. */
  between(rule: string, from: number, to: number): readonly MatchRow[] {
    const sql = `${SELECT} WHERE r.rule = ? AND m.ts >= ? AND m.ts < ? ORDER BY m.ts, m.event_key`;
    return this.#database.all(sql, [rule, clampMicros(from), clampMicros(to)]).map(toMatch);
  }

  /** Suppressed ones too; in the order in which they were stored. */
  *list({ rules, actor, from, to }: MatchFilter): Generator<MatchRow> {
    const conditions = [
      ...(rules === undefined ? [] : ['r.rule IN (SELECT value FROM json_each(?))']),
      ...(actor === undefined ? [] : ['m.actor = ?']),
      ...(from === undefined ? [] : ['m.ts >= ?']),
      ...(to === undefined ? [] : ['m.ts < ?']),
    ];
    const wanted = [rules && JSON.stringify(rules), actor, from, to].filter(
      (one) => one !== undefined,
    );
    const where = ['m.id > ?', ...conditions].join(' AND ');
    const sql = `${SELECT} WHERE ${where} ORDER BY m.id LIMIT ${KEYS_AT_ONCE}`;
    let after = 0;
    for (;;) {
      const page = this.#database.all(sql, [after, ...wanted]);
      yield* page.map(toMatch);
      const last = page.at(-1);
      if (last === undefined || page.length < KEYS_AT_ONCE) return;
      after = integer(last, 'id');
    }
  }
}

function valuesOf(match: MatchRow, number: number): readonly Value[] {
  return [
    number,
    match.eventKey,
    clampMicros(match.ts),
    match.eventId,
    match.eventSource,
    match.eventName,
    match.account,
    match.region,
    match.errorCode,
    match.sourceAddress,
    match.userAgent,
    match.principal,
    match.actor,
    match.system,
    JSON.stringify(match.fields),
    match.alertId,
    match.suppressionId,
    match.foundAt,
  ];
}

function toMatch(row: Row): MatchRow {
  const word = (column: string) => optionalText(row, column) ?? null;
  return {
    rule: text(row, 'name'),
    eventKey: text(row, 'event_key'),
    ts: integer(row, 'ts'),
    eventId: text(row, 'event_id'),
    eventSource: word('event_source'),
    eventName: word('event_name'),
    account: word('account'),
    region: word('region'),
    errorCode: word('error_code'),
    sourceAddress: word('source_address'),
    userAgent: word('user_agent'),
    principal: word('principal'),
    actor: word('actor'),
    system: word('system'),
    fields: JSON.parse(text(row, 'fields')) as MatchRow['fields'],
    alertId: optionalText(row, 'alert_id'),
    suppressionId: optionalText(row, 'suppression_id'),
    foundAt: integer(row, 'found_at'),
    answeredAt: optionalInteger(row, 'answered_at'),
  };
}
