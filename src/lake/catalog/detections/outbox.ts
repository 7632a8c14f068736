import type { Level } from '../../../base/severity/index.ts';
import { DAY_MS } from '../../../base/time/index.ts';
import type { Database, Value } from '../database.ts';
import { integer, optionalText, type Row, text } from '../row.ts';
import { type DeadLetter, DeadLetters } from './dead-letters.ts';
import type { OutboxRow } from './model.ts';
import { enqueue } from './outbox-queue.ts';

/** A row that is to be sent now. */
export interface DueOutboxRow extends OutboxRow {
  /** Grows with each row put in; the order of an alert's steps. */
  readonly number: number;
  /** How often it was taken, this time included: 1 at the first try. */
  readonly tries: number;
  /** Milliseconds since 1970: when it was taken for the first time. */
  readonly since: number;
  /** What the sink noted when it was last told of this alert. */
  readonly memo: string | null;
}

export interface SinkCounts {
  readonly waiting: number;
  /** Dead letters. */
  readonly dead: number;
  /** Left out because the queue was full. */
  readonly dropped: number;
  /** Why the sink is paused; null: it is not. */
  readonly paused: string | null;
}

/** Rows that wait in all. */
export const MOST_WAITING = 100_000;

/** What is kept of rows that are not to be sent any more. */
export interface Keeping {
  /** Milliseconds after they were due: of those that arrived, and those that were dropped. */
  readonly time: number;
  /** At most so many of these. */
  readonly settled: number;
  /** At most so many dead letters, which are kept until somebody clears them. */
  readonly dead: number;
}

export const KEEPING: Keeping = { time: 30 * DAY_MS, settled: 100_000, dead: 10_000 };

const FIRST = `SELECT alert_id, digest FROM outbox
  WHERE state = 'queued' AND sink = ? AND due_at <= ? ORDER BY due_at, number LIMIT 1`;
// Of the rows of one alert, sink and digest the last stands for those before it.
const LASTS = `SELECT max(number) AS number, min(due_at) AS due FROM outbox
  WHERE state = 'queued' AND sink = ?`;
const OF_ALERT = `${LASTS} AND alert_id = ? AND digest IS NULL`;
const OF_DIGEST = `${LASTS} AND digest = ? GROUP BY alert_id HAVING min(due_at) <= ?
  ORDER BY 1 LIMIT ?`;
const ROW = `SELECT o.*, m.memo FROM outbox o
  LEFT JOIN outbox_memos m ON m.alert_id = o.alert_id AND m.sink = o.sink WHERE o.number = ?`;
const TAKE = 'UPDATE outbox SET tries = tries + 1, since = coalesce(since, ?) WHERE number = ?';
const WAITING_TO =
  "WHERE state = 'queued' AND sink = ? AND alert_id = ? AND digest IS ? AND number <= ?";
const SETTLE = `UPDATE outbox SET state = ?, reason = ?, answer = ?, payload = iif(? = 'done', '', payload)
  ${WAITING_TO}`;
const RETRY = `UPDATE outbox SET due_at = ? ${WAITING_TO}`;
const REMEMBER =
  'INSERT INTO outbox_memos VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET memo = excluded.memo';
const PAUSE =
  'INSERT INTO outbox_pauses VALUES (?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason';
const SETTLED = "state IN ('done', 'dropped')";
const FORGET = `DELETE FROM outbox WHERE ${SETTLED} AND due_at < ?`;
const FORGET_BEYOND = (which: string) => `DELETE FROM outbox WHERE ${which} AND number <= (
  SELECT number FROM outbox WHERE ${which} ORDER BY number DESC LIMIT 1 OFFSET ?)`;
const COUNT = `SELECT 'queued' AS state, count(*) AS rows FROM outbox WHERE state = 'queued' AND sink = ?
  UNION ALL
  SELECT state, count(*) FROM outbox WHERE state IN ('dead', 'dropped') AND sink = ? GROUP BY state`;

/**
 * The queue between alerts and sinks. Of one alert, sink and digest only the last row that waits is taken. It stands for
 * those before it: it is due as soon as one of them is, and what is said of it is said of all of them. A row that was
 * taken and not settled waits on: whoever dies loses nothing.
 */
export class OutboxTable {
  readonly #database: Database;
  readonly #most: number;
  readonly #letters: DeadLetters;

  constructor(database: Database, most = MOST_WAITING) {
    this.#database = database;
    this.#most = most;
    this.#letters = new DeadLetters(database);
  }

  /** Over the bound, the least severe rows go, the oldest of them first, and are counted as dropped. */
  put(rows: readonly OutboxRow[]): void {
    this.#database.transaction(() => enqueue(this.#database, rows, this.#most));
  }

  /**
   * What is sent next at `now` (milliseconds): the row that has been due longest, alone; where it belongs to a digest,
   * all of that digest that is due, `limit` rows at most, in their order. Nothing while the sink is paused.
   */
  take(sink: string, now: number, limit: number): readonly DueOutboxRow[] {
    return this.#database.transaction(() => {
      if (this.#pausedFor(sink) !== null) return [];
      return this.#nextOf(sink, now, limit).map((last) => {
        const number = integer(last, 'number');
        const row = this.#database.get(ROW, [number]) ?? {};
        this.#database.run(TAKE, [now, number]);
        return { ...toDue(row, now), due: integer(last, 'due') };
      });
    });
  }

  /** It arrived; the memo is kept for the alert and sink. */
  done(row: DueOutboxRow, memo?: string): void {
    this.#database.transaction(() => {
      this.#settle(row, 'done');
      if (memo !== undefined) this.#database.run(REMEMBER, [row.alertId, row.sink, memo]);
    });
  }

  /** Due at `due` (milliseconds), and not before. */
  retry(row: DueOutboxRow, due: number): void {
    this.#database.run(RETRY, [due, ...threadOf(row)]);
  }

  /** Becomes a dead letter: why, and what the other side said of it. */
  dead(row: DueOutboxRow, reason: string, answer: string): void {
    this.#settle(row, 'dead', reason, answer);
  }

  /**
   * Forgets rows that are settled for long at `now` (milliseconds), the oldest first where they are too many. What waits
   * stays, and so does a dead letter, but for the oldest of too many.
   */
  prune(now: number, { time, settled, dead }: Keeping = KEEPING): void {
    this.#database.transaction(() => {
      this.#database.run(FORGET, [now - time]);
      this.#database.run(FORGET_BEYOND(SETTLED), [settled]);
      this.#database.run(FORGET_BEYOND("state = 'dead'"), [dead]);
    });
  }

  /** The dead letters of a sink, or of all; the latest first. */
  deadLetters(sink?: string): readonly DeadLetter[] {
    return this.#letters.list(sink);
  }

  /** Somebody has looked at the dead letters of a sink, or of all: they are forgotten. Returns how many. */
  clearDead(sink?: string): number {
    return this.#letters.clear(sink);
  }

  pause(sink: string, reason: string): void {
    this.#database.run(PAUSE, [sink, reason]);
  }

  resume(sink: string): void {
    this.#database.run('DELETE FROM outbox_pauses WHERE sink = ?', [sink]);
  }

  counts(sink: string): SinkCounts {
    const rows = this.#database.all(COUNT, [sink, sink]);
    const counts = new Map(rows.map((row) => [text(row, 'state'), integer(row, 'rows')]));
    return {
      waiting: counts.get('queued') ?? 0,
      dead: counts.get('dead') ?? 0,
      dropped: counts.get('dropped') ?? 0,
      paused: this.#pausedFor(sink),
    };
  }

  #nextOf(sink: string, now: number, limit: number): readonly Row[] {
    const first = this.#database.get(FIRST, [sink, now]);
    if (!first) return [];
    const digest = optionalText(first, 'digest');
    if (digest !== undefined) return this.#database.all(OF_DIGEST, [sink, digest, now, limit]);
    return this.#database.all(OF_ALERT, [sink, text(first, 'alert_id')]);
  }

  #settle(row: DueOutboxRow, state: 'done' | 'dead', reason?: string, answer?: string): void {
    this.#database.run(SETTLE, [state, reason, answer, state, ...threadOf(row)]);
  }

  #pausedFor(sink: string): string | null {
    const row = this.#database.get('SELECT reason FROM outbox_pauses WHERE sink = ?', [sink]);
    return row ? text(row, 'reason') : null;
  }
}

/** The row, and those that it stands for. */
function threadOf({ sink, alertId, digest, number }: DueOutboxRow): readonly Value[] {
  return [sink, alertId, digest, number];
}

function toDue(row: Row, now: number): DueOutboxRow {
  return {
    messageId: text(row, 'message_id'),
    alertId: text(row, 'alert_id'),
    step: text(row, 'step'),
    sink: text(row, 'sink'),
    severity: text(row, 'severity') as Level,
    digest: optionalText(row, 'digest') ?? null,
    payload: text(row, 'payload'),
    due: integer(row, 'due_at'),
    number: integer(row, 'number'),
    tries: integer(row, 'tries') + 1,
    since: row.since === null ? now : integer(row, 'since'),
    memo: optionalText(row, 'memo') ?? null,
  };
}
