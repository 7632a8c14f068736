import type { Database } from './database.ts';
import type { CallerRow } from './model.ts';
import { big, clampMicros, integer, optionalText, type Row } from './row.ts';

const MERGE = `INSERT INTO callers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  events = events + excluded.events,
  first_ts = min(first_ts, excluded.first_ts), last_ts = max(last_ts, excluded.last_ts)`;

/** The callers: distinct identities, with how often and when they were seen. */
export class CallerTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  merge(callers: readonly CallerRow[]): void {
    for (const caller of callers) {
      const { callerId, userAgent, principalArn, type, invokedBy, console, events } = caller;
      const identity = [callerId, userAgent, principalArn, type, invokedBy, console ? 1 : 0];
      const span = [clampMicros(caller.firstTs), clampMicros(caller.lastTs)];
      this.#database.run(MERGE, [...identity, events, ...span]);
    }
  }

  list(): readonly CallerRow[] {
    return this.#database.allBig('SELECT * FROM callers ORDER BY caller_id').map(toCaller);
  }
}

function toCaller(row: Row): CallerRow {
  return {
    callerId: big(row, 'caller_id'),
    userAgent: optionalText(row, 'user_agent'),
    principalArn: optionalText(row, 'principal_arn'),
    type: optionalText(row, 'type'),
    invokedBy: optionalText(row, 'invoked_by'),
    console: integer(row, 'console') === 1,
    events: integer(row, 'events'),
    firstTs: integer(row, 'first_ts'),
    lastTs: integer(row, 'last_ts'),
  };
}
