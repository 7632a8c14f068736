import type { Alert } from './alert.ts';

/** Stored alerts of a group in the order of time, read as far as they are needed. */
export class AlertsAhead {
  readonly #stored: (from: number, to: number) => readonly Alert[];
  readonly #window: number;
  #alerts: readonly Alert[] = [];
  #next = 0;
  #readTo: number | undefined;
  #behind: Alert | undefined;

  constructor(stored: (from: number, to: number) => readonly Alert[], window: number) {
    this.#stored = stored;
    this.#window = window;
  }

  /** The last alert that begins at or before a time. Times only grow; `latest` is the last one known of. */
  before(ts: number, latest: number): Alert | undefined {
    this.#read(ts - this.#window + 1, latest + this.#window);
    for (let one = this.#peek(); one && one.firstTs <= ts; one = this.#peek()) {
      this.#behind = one;
      this.#next++;
    }
    return this.#behind;
  }

  /** The next alert, where it begins before a time. */
  takeBefore(end: number): Alert | undefined {
    const one = this.#peek();
    if (!one || one.firstTs >= end) return undefined;
    this.#next++;
    return one;
  }

  #peek(): Alert | undefined {
    return this.#alerts[this.#next];
  }

  #read(from: number, to: number): void {
    const start = this.#readTo ?? from;
    if (to <= start) return;
    this.#alerts = [...this.#alerts.slice(this.#next), ...this.#stored(start, to)];
    this.#next = 0;
    this.#readTo = to;
  }
}
