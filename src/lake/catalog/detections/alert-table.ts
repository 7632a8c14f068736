import { AppError } from '../../../base/errors/index.ts';
import type { Level } from '../../../base/severity/index.ts';
import type { Database, Value } from '../database.ts';
import { clampMicros, integer, optionalInteger, optionalText, type Row, text } from '../row.ts';
import type { AlertRow, AlertRowState } from './model.ts';
import type { RuleTable } from './rule-table.ts';

const COLUMNS = [
  ...['id', 'revision', 'rule', 'group_key', 'state', 'close_reason', 'snoozed_until', 'severity'],
  ...['severity_reason', 'score', 'first_ts', 'last_ts', 'count', 'account', 'actor', 'system'],
  ...[
    'details',
    'messages',
    'told_count',
    'opened_at',
    'acknowledged_at',
    'closed_at',
    'changed_at',
  ],
];
const SAVE = `INSERT INTO alerts (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`;
export const SELECT_ALERTS =
  'SELECT a.*, r.rule AS name FROM alerts a JOIN rule_marks r ON r.number = a.rule';
const OF_GROUP = `${SELECT_ALERTS} WHERE a.rule = ? AND a.group_key = ? AND a.first_ts >= ? AND a.first_ts < ?
  ORDER BY a.first_ts`;

/** Alerts of one rule and group whose first match lies within [from, to), microseconds. */
export interface GroupRange {
  readonly rule: string;
  readonly groupKey: string;
  readonly from: number;
  readonly to: number;
}

/** The alerts, pending ones too. */
export class AlertTable {
  readonly #database: Database;
  readonly #rules: RuleTable;

  constructor(database: Database, rules: RuleTable) {
    this.#database = database;
    this.#rules = rules;
  }

  /**
   * Stores the next revision of each. One that is stored already just so is left alone.
   * @throws AppError TG_LAKE_CONFLICT when one was changed by somebody else meanwhile
   */
  save(alerts: readonly AlertRow[]): void {
    for (const alert of alerts) {
      const values = valuesOf(alert, this.#rules.enter(alert.rule));
      const stored = this.#database.get('SELECT * FROM alerts WHERE id = ?', [alert.id]);
      if (stored !== undefined && isSame(stored, values)) continue;
      if (alert.revision !== (stored ? integer(stored, 'revision') : 0) + 1) throw conflict(alert);
      this.#database.run(SAVE, values);
    }
  }

  get(id: string): AlertRow | undefined {
    const row = this.#database.get(`${SELECT_ALERTS} WHERE a.id = ?`, [id]);
    return row && toAlertRow(row);
  }

  /** Those whose id begins so, at most two, none of them pending: people shorten ids. */
  beginning(start: string): readonly AlertRow[] {
    // Ids are hexadecimal: `g` comes after all that begin so.
    const sql = `${SELECT_ALERTS} WHERE a.id >= ? AND a.id < ? AND a.state <> 'pending' LIMIT 2`;
    return this.#database.all(sql, [start, `${start}g`]).map(toAlertRow);
  }

  /** By their first match. */
  ofGroup({ rule, groupKey, from, to }: GroupRange): readonly AlertRow[] {
    const number = this.#rules.find(rule);
    if (number === undefined) return [];
    return this.#database.all(OF_GROUP, [number, groupKey, from, to]).map(toAlertRow);
  }
}

function isSame(stored: Row, values: readonly Value[]): boolean {
  return COLUMNS.every((name, index) => stored[name] === (values[index] ?? null));
}

function conflict({ id }: AlertRow): AppError {
  return new AppError('TG_LAKE_CONFLICT', `Alert ${id} was changed meanwhile.`);
}

function valuesOf(alert: AlertRow, number: number): readonly Value[] {
  return [
    ...[alert.id, alert.revision, number, alert.groupKey, alert.state, alert.closeReason],
    ...[alert.snoozedUntil, alert.severity, alert.severityReason, alert.score],
    ...[clampMicros(alert.firstTs), clampMicros(alert.lastTs), alert.count],
    ...[alert.account, alert.actor, alert.system, alert.details, alert.messages, alert.toldCount],
    ...[alert.openedAt, alert.acknowledgedAt, alert.closedAt, alert.changedAt],
  ];
}

export function toAlertRow(row: Row): AlertRow {
  return {
    id: text(row, 'id'),
    revision: integer(row, 'revision'),
    rule: text(row, 'name'),
    groupKey: text(row, 'group_key'),
    state: text(row, 'state') as AlertRowState,
    closeReason: optionalText(row, 'close_reason'),
    snoozedUntil: optionalInteger(row, 'snoozed_until'),
    severity: text(row, 'severity') as Level,
    severityReason: optionalText(row, 'severity_reason'),
    score: integer(row, 'score'),
    firstTs: integer(row, 'first_ts'),
    lastTs: integer(row, 'last_ts'),
    count: integer(row, 'count'),
    account: optionalText(row, 'account') ?? null,
    actor: optionalText(row, 'actor') ?? null,
    system: optionalText(row, 'system') ?? null,
    details: text(row, 'details'),
    messages: integer(row, 'messages'),
    toldCount: integer(row, 'told_count'),
    openedAt: optionalInteger(row, 'opened_at'),
    acknowledgedAt: optionalInteger(row, 'acknowledged_at'),
    closedAt: optionalInteger(row, 'closed_at'),
    changedAt: integer(row, 'changed_at'),
  };
}
