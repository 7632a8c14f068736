import type {
  DueOutboxRow as DueRow,
  OutboxRow as NewRow,
  SinkCounts,
} from '../../lake/catalog/index.ts';

export type { DueRow, NewRow, SinkCounts };

/** Rows that wait in all: 100,000. */
export const MOST_WAITING = 100_000;

/**
 * The queue between alerts and sinks; on disk it lies beside the alerts, so that both are committed together.
 *
 * Of one alert, sink and digest only the last row that waits is ever taken, and it stands for those before it: it is due
 * as soon as one of them is, and what is said of it (`done`, `dead`, `retry`) is said of all waiting rows of the same
 * alert, sink and digest up to its number. A row that was taken and not settled waits on: whoever dies loses nothing.
 */
export interface Outbox {
  /**
   * Puts rows in, in their order. Where more than the bound would wait, waiting rows go first that are least severe,
   * the oldest of them first; they are counted as dropped.
   */
  put(rows: readonly NewRow[]): void;
  /**
   * What is sent next: of the rows of a sink that are due the one that has been due longest (then the first put in), alone;
   * where it belongs to a digest, with the other due rows of that digest, `limit` in all, in their order. Counts the
   * try, also of one that never ends. Gives nothing while the sink is paused.
   */
  take(sink: string, now: number, limit: number): readonly DueRow[];
  /** It arrived; the memo is kept for the alert and sink. */
  done(row: DueRow, memo?: string): void;
  /** Due at `due`, and not before. */
  retry(row: DueRow, due: number): void;
  /** Becomes a dead letter: why, and what the other side said of it. */
  dead(row: DueRow, reason: string, answer: string): void;
  /** Forgets rows that were settled long ago; what waits stays, and dead letters stay until they are too many. */
  prune(now: number): void;
  pause(sink: string, reason: string): void;
  resume(sink: string): void;
  counts(sink: string): SinkCounts;
}
