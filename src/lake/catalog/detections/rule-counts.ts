import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';

/** What came of one rule. */
export interface RuleCounts {
  readonly rule: string;
  readonly matches: number;
  /** Matches that a suppression hid. */
  readonly suppressed: number;
  /** Alerts that people could see; `falsePositives` of them were closed as such. */
  readonly alerts: number;
  readonly falsePositives: number;
  /** Milliseconds from the opening of an alert to its first acknowledgement, of each that has one; ascending. */
  readonly acknowledgedAfter: readonly number[];
}

const MATCHES = `SELECT r.rule AS name, count(*) AS matches, count(m.suppression_id) AS suppressed
  FROM matches m JOIN rule_marks r ON r.number = m.rule GROUP BY m.rule ORDER BY 1`;
const ALERTS = `SELECT r.rule AS name, count(*) AS alerts,
    count(*) FILTER (WHERE close_reason = 'false-positive') AS false_positives,
    json_group_array(acknowledged_at - opened_at) FILTER (WHERE acknowledged_at >= opened_at) AS waits
  FROM alerts a JOIN rule_marks r ON r.number = a.rule WHERE state <> 'pending' GROUP BY a.rule`;

/** Rules that matched anything, by id. */
export function countByRule(database: Database): readonly RuleCounts[] {
  const alerts = new Map(database.all(ALERTS).map((row) => [text(row, 'name'), row]));
  return database.all(MATCHES).map((row) => {
    const rule = text(row, 'name');
    const own = alerts.get(rule);
    const waits = own === undefined ? [] : (JSON.parse(text(own, 'waits')) as readonly number[]);
    return {
      rule,
      matches: integer(row, 'matches'),
      suppressed: integer(row, 'suppressed'),
      alerts: own ? integer(own, 'alerts') : 0,
      falsePositives: own ? integer(own, 'false_positives') : 0,
      acknowledgedAfter: waits.toSorted((a, b) => a - b),
    };
  });
}
