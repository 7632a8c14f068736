import type { Database } from './database.ts';
import type { CallerRow } from './model.ts';
import { big, clampMicros, integer, optionalText, type Row } from './row.ts';

const MERGE = `INSERT INTO callers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  events = events + excluded.events, changed_by = excluded.changed_by,
  first_ts = min(first_ts, excluded.first_ts), last_ts = max(last_ts, excluded.last_ts)`;
/** A page of them: fetched one by one they take half as long again, and all at once gigabytes. */
const AFTER =
  'SELECT * FROM callers WHERE caller_id >= ? AND changed_by > ? ORDER BY caller_id LIMIT ?';
const PAGE = 10_000;
const FIRST_ID = -(2n ** 63n);
const LAST_ID = 2n ** 63n - 1n;
const ONE = 'SELECT * FROM callers WHERE caller_id = ?';
/** Before every commit: callers that were there when none was noted have 0. */
const EVER = -1;

/** The callers: distinct identities, with how often and when they were seen. */
export class CallerTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds the callers up, step by step. */
  *merge(callers: readonly CallerRow[], commit: number): Generator<void> {
    for (const caller of callers) {
      const { callerId, userAgent, principalArn, type, invokedBy, console, events } = caller;
      const identity = [callerId, userAgent, principalArn, type, invokedBy, console ? 1 : 0];
      const span = [clampMicros(caller.firstTs), clampMicros(caller.lastTs)];
      this.#database.run(MERGE, [...identity, events, ...span, commit]);
      yield;
    }
  }

  /** By id; only those that a later commit saw, where one is given. */
  *list(after = EVER): Generator<CallerRow> {
    for (let from = FIRST_ID; ; ) {
      const page = this.#database.allBig(AFTER, [from, after, PAGE]).map(toCaller);
      yield* page;
      const last = page.at(-1)?.callerId ?? LAST_ID;
      if (page.length < PAGE || last === LAST_ID) return;
      from = last + 1n;
    }
  }

  *some(ids: Iterable<bigint>): Generator<CallerRow> {
    for (const id of ids) {
      for (const row of this.#database.allBig(ONE, [id])) yield toCaller(row);
    }
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
