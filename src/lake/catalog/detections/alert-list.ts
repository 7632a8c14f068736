import type { Level } from '../../../base/severity/index.ts';
import type { Database, Value } from '../database.ts';
import { integer, text } from '../row.ts';
import { SELECT_ALERTS, toAlertRow } from './alert-table.ts';
import type { AlertRow, AlertRowState } from './model.ts';

/** Which alerts; absent: all that are not pending. Times in microseconds: an alert within [from, to) in part. */
export interface AlertFilter {
  readonly states?: readonly AlertRowState[] | undefined;
  readonly severities?: readonly Level[] | undefined;
  readonly rule?: string | undefined;
  readonly account?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit?: number | undefined;
}

const SHOWN: readonly AlertRowState[] = ['open', 'acknowledged', 'snoozed', 'closed'];
const STATE = "CASE WHEN state = 'snoozed' AND snoozed_until <= ? THEN 'open' ELSE state END";

/** The worst first, of them the latest. `now` (milliseconds) ends snoozes: an alert that woke counts as open. */
export function listAlerts(
  database: Database,
  { limit = -1, ...filter }: AlertFilter,
  now: number,
): readonly AlertRow[] {
  const { sql, values } = conditionsOf(filter, now);
  const rows = database.all(
    `${SELECT_ALERTS} WHERE ${sql} ORDER BY a.score DESC, a.last_ts DESC, a.id LIMIT ?`,
    [...values, limit],
  );
  return rows.map(toAlertRow).map((alert) => wakened(alert, now));
}

/** How many alerts there are in each state, pending ones too. */
export function countStates(
  database: Database,
  now: number,
): Readonly<Partial<Record<AlertRowState, number>>> {
  const rows = database.all(`SELECT ${STATE} AS state, count(*) AS alerts FROM alerts GROUP BY 1`, [
    now,
  ]);
  return Object.fromEntries(rows.map((row) => [text(row, 'state'), integer(row, 'alerts')]));
}

/** A snooze ends by itself: nobody has to write it down. */
export function wakened<T extends Pick<AlertRow, 'state' | 'snoozedUntil'>>(
  alert: T,
  now: number,
): T {
  const isOver = alert.state === 'snoozed' && (alert.snoozedUntil ?? 0) <= now;
  return isOver ? { ...alert, state: 'open', snoozedUntil: undefined } : alert;
}

interface Conditions {
  readonly sql: string;
  readonly values: readonly Value[];
}

function conditionsOf({ states = SHOWN, ...filter }: AlertFilter, now: number): Conditions {
  const parts: Conditions[] = [inStates(states, now)];
  const add = (sql: string, value: Value) => {
    if (value !== undefined) parts.push({ sql, values: [value] });
  };
  add(
    'a.severity IN (SELECT value FROM json_each(?))',
    filter.severities && JSON.stringify(filter.severities),
  );
  add('r.rule = ?', filter.rule);
  add('a.account = ?', filter.account);
  add('a.last_ts >= ?', filter.from);
  add('a.first_ts < ?', filter.to);
  return {
    sql: parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}

function inStates(states: readonly AlertRowState[], now: number): Conditions {
  const plain = states.filter((state) => state !== 'snoozed');
  const list = plain.map((state) => `'${state}'`).join(', ');
  const asleep = "(a.state = 'snoozed' AND a.snoozed_until > ?)";
  const awake = "(a.state = 'snoozed' AND a.snoozed_until <= ?)";
  const parts = [
    ...(plain.length > 0 ? [`a.state IN (${list})`] : []),
    ...(states.includes('snoozed') ? [asleep] : []),
    ...(states.includes('open') ? [awake] : []),
  ];
  const values = parts.filter((part) => part === asleep || part === awake).map(() => now);
  return { sql: parts.length > 0 ? `(${parts.join(' OR ')})` : 'FALSE', values };
}
