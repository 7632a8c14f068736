import type { Level } from '../../../base/severity/index.ts';
import type { Database } from '../database.ts';
import { integer } from '../row.ts';
import type { OutboxRow } from './model.ts';

const RANKS: Readonly<Record<Level, number>> = {
  informational: 0,
  low: 1,
  medium: 2,
  high: 3,
  critical: 4,
};

const PUT = `INSERT OR IGNORE INTO outbox
  (message_id, alert_id, step, sink, severity, rank, digest, payload, due_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const WAITING = "SELECT count(*) AS waiting FROM outbox WHERE state = 'queued'";
const DROP = `UPDATE outbox SET state = 'dropped', payload = '' WHERE number IN (
  SELECT number FROM outbox WHERE state = 'queued' ORDER BY rank, number LIMIT ?)`;

/** Within a transaction of the caller. A row that is there already, sent or not, stays as it is. */
export function enqueue(database: Database, rows: readonly OutboxRow[], most: number): void {
  if (rows.length === 0) return;
  for (const row of rows) {
    const { messageId, alertId, step, sink, severity, digest, payload, due } = row;
    const head = [messageId, alertId, step, sink, severity, RANKS[severity]];
    database.run(PUT, [...head, digest, payload, due]);
  }
  const count = database.get(WAITING);
  const over = count ? integer(count, 'waiting') - most : 0;
  if (over > 0) database.run(DROP, [over]);
}
