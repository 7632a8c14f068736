import type { MatchRow } from '../../../lake/catalog/index.ts';

/** Matches by time, taken from the front. */
export class MatchQueue {
  #matches: readonly MatchRow[];
  #at = 0;

  constructor(matches: readonly MatchRow[]) {
    this.#matches = matches.toSorted(byTime);
  }

  first(): MatchRow | undefined {
    return this.#matches[this.#at];
  }

  lastTs(): number {
    return this.#matches.at(-1)?.ts ?? -Infinity;
  }

  /** Those before a time. */
  takeBefore(end: number): readonly MatchRow[] {
    const start = this.#at;
    for (let one = this.first(); one !== undefined && one.ts < end; one = this.first()) this.#at++;
    return this.#matches.slice(start, this.#at);
  }

  /** Adds matches, none of them earlier than the first. */
  merge(matches: readonly MatchRow[]): void {
    this.#matches = [...this.#matches.slice(this.#at), ...matches].sort(byTime);
    this.#at = 0;
  }
}

function byTime(a: MatchRow, b: MatchRow): number {
  return a.ts - b.ts || (a.eventKey < b.eventKey ? -1 : 1);
}
