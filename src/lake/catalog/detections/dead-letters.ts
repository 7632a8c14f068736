import type { Level } from '../../../base/severity/index.ts';
import type { Database } from '../database.ts';
import { integer, optionalText, type Row, text } from '../row.ts';

/** A message that was given up. */
export interface DeadLetter {
  readonly sink: string;
  readonly messageId: string;
  readonly alertId: string;
  readonly step: string;
  readonly severity: Level;
  /** Milliseconds: when it was first tried; absent where a later step of the alert was tried for it. */
  readonly since?: number | undefined;
  readonly reason: string;
  /** What the other side said, its first 1 KB. */
  readonly answer: string;
}

const OF = "state = 'dead' AND (?1 IS NULL OR sink = ?1)";
const LIST = `SELECT * FROM outbox WHERE ${OF} ORDER BY number DESC`;
const CLEAR = `DELETE FROM outbox WHERE ${OF}`;

/** The part of the outbox that somebody has to look at. */
export class DeadLetters {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The latest first. */
  list(sink?: string): readonly DeadLetter[] {
    return this.#database.all(LIST, [sink ?? null]).map(toLetter);
  }

  /** Returns how many there were. */
  clear(sink?: string): number {
    return this.#database.run(CLEAR, [sink ?? null]);
  }
}

function toLetter(row: Row): DeadLetter {
  return {
    sink: text(row, 'sink'),
    messageId: text(row, 'message_id'),
    alertId: text(row, 'alert_id'),
    step: text(row, 'step'),
    severity: text(row, 'severity') as Level,
    ...(row.since !== null && { since: integer(row, 'since') }),
    reason: optionalText(row, 'reason') ?? '',
    answer: optionalText(row, 'answer') ?? '',
  };
}
