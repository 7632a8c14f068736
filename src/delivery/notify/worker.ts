import { messageOf } from '../../base/errors/index.ts';
import { backoff } from './backoff.ts';
import type { DeliverEffects } from './deliver-effects.ts';
import { type Parcel, parcelOf } from './gather.ts';
import type { Outbox } from './outbox.ts';
import type { Outcome } from './outcome.ts';
import type { Sink } from './sink.ts';

export interface WorkerOptions {
  readonly name: string;
  readonly sink: Sink;
  readonly outbox: Outbox;
  readonly signal: AbortSignal;
  /** Somebody has to mend the sink: said once until it works again. */
  readonly tell: (reason: string) => void;
}

/** Of one digest; no sink shows more in one message. */
const MOST_ROWS = 100;
/** Rows come from other transactions, and nobody calls: how often the outbox is looked at. */
const LOOK = 2000;
const GIVE_UP = 72 * 3_600_000;

/** Sends the messages of one sink, one after the other. */
export class SinkWorker {
  readonly #options: WorkerOptions;
  readonly #effects: DeliverEffects;
  /** Tries in a row that failed for the sink as a whole. */
  #failures = 0;
  /** Milliseconds since 1970: nothing is sent before. */
  #restsUntil = 0;
  #wasTold = false;

  constructor(options: WorkerOptions, effects: DeliverEffects) {
    this.#options = options;
    this.#effects = effects;
  }

  /** Sends what is due; gives the milliseconds after which to look again. */
  async turn(): Promise<number> {
    const { sink, signal } = this.#options;
    const { pace } = sink.capabilities;
    let parcel = this.#next();
    while (parcel !== undefined && (await this.#deliver(parcel)) && !signal.aborted) {
      if (pace > 0) await this.#effects.sleep(pace, signal);
      parcel = this.#next();
    }
    return this.#wait();
  }

  #next(): Parcel | undefined {
    const { name, outbox } = this.#options;
    const now = this.#effects.now();
    const rows = now < this.#restsUntil ? [] : outbox.take(name, now, MOST_ROWS);
    try {
      return parcelOf(rows, now);
    } catch (error) {
      // What cannot be read now never will, and would hold up all that waits behind it.
      for (const row of rows) outbox.dead(row, `unreadable: ${messageOf(error)}`, '');
      return this.#next();
    }
  }

  #wait(): number {
    const rest = this.#restsUntil - this.#effects.now();
    return rest > 0 ? rest : LOOK;
  }

  /** Whether the next one may follow at once. */
  async #deliver(parcel: Parcel): Promise<boolean> {
    const { outbox, sink, signal } = this.#options;
    const { rows, memo } = parcel;
    if (memo !== undefined && !sink.capabilities.updates) {
      for (const row of rows) outbox.done(row);
      return true;
    }
    const outcome = await this.#send(parcel);
    // Whoever ends the work does not wait for an answer: the row goes out again at the next start.
    if (signal.aborted && outcome.is !== 'done') return false;
    return this.#settle(parcel, outcome);
  }

  async #send(parcel: Parcel): Promise<Outcome> {
    const outcome = await this.#try(parcel, false);
    return outcome.is === 'too-large' ? this.#try(parcel, true) : outcome;
  }

  #try({ notice, rows, memo }: Parcel, short: boolean): Promise<Outcome> {
    const { sink, signal } = this.#options;
    return sink.send(notice, {
      ...(memo !== undefined && { memo }),
      again: rows.some(({ tries }) => tries > 1),
      short,
      since: Math.min(...rows.map(({ since }) => since)),
      signal,
    });
  }

  #settle({ rows, isDigest }: Parcel, outcome: Outcome): boolean {
    const { name, outbox } = this.#options;
    switch (outcome.is) {
      case 'done':
        for (const row of rows) outbox.done(row, isDigest ? undefined : outcome.memo);
        return this.#works();
      case 'refused':
        for (const row of rows) outbox.dead(row, outcome.reason, outcome.answer);
        return this.#works();
      case 'too-large':
        for (const row of rows) outbox.dead(row, outcome.reason, '');
        return this.#works();
      case 'broken':
        outbox.pause(name, outcome.reason);
        this.#tellOnce(outcome.reason);
        return false;
      case 'retry':
      case 'unclear':
        this.#putOff(rows, outcome);
        return false;
      default:
        return outcome satisfies never;
    }
  }

  #works(): true {
    this.#failures = 0;
    this.#wasTold = false;
    return true;
  }

  /** The rows wait by their own count, and the sink by its own: one bad message holds up no others for long. */
  #putOff(rows: Parcel['rows'], outcome: Extract<Outcome, { is: 'retry' | 'unclear' }>): void {
    const { outbox, sink } = this.#options;
    const { now, random } = this.#effects;
    const { patience } = sink.capabilities;
    const after = outcome.is === 'retry' ? outcome.after : undefined;
    const until = (tries: number) => now() + (after ?? backoff(tries, random, patience));
    for (const row of rows) {
      if (now() - row.since >= GIVE_UP) outbox.dead(row, outcome.reason, '');
      else outbox.retry(row, until(row.tries));
    }
    this.#failures++;
    this.#restsUntil = until(this.#failures);
    if (outcome.is === 'retry' && outcome.tell) this.#tellOnce(outcome.reason);
  }

  #tellOnce(reason: string): void {
    if (!this.#wasTold) this.#options.tell(reason);
    this.#wasTold = true;
  }
}
