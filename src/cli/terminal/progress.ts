import { cutTo } from './cells.ts';
import type { Output } from './terminal.ts';

const REDRAW_MS = 100;
const LINE_MS = 5000;

/** Counters that move: one redrawn line on a terminal, a plain line now and then elsewhere. */
export class Progress {
  readonly #output: Output;
  readonly #now: () => number;
  #last: number;
  #isDrawn = false;

  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#now = now;
    this.#last = now() - (output.isTTY ? REDRAW_MS : 0);
  }

  /** `text` is asked for only when it is time to show it. */
  show(text: () => string): void {
    const now = this.#now();
    if (now - this.#last < (this.#output.isTTY ? REDRAW_MS : LINE_MS)) return;
    this.#last = now;
    this.#draw(text());
  }

  #draw(text: string): void {
    if (!this.#output.isTTY) {
      void this.#output.write(`${text}\n`);
      return;
    }
    this.#isDrawn = true;
    void this.#output.write(`\r\u001b[2K${cutTo(text, this.#output.width - 1)}`);
  }

  /** Removes the line. */
  end(): void {
    if (this.#isDrawn) void this.#output.write('\r\u001b[2K');
    this.#isDrawn = false;
  }
}
