import type { CallerRow } from '../../lake/catalog/index.ts';

/** Of each principal, by its place, the caller that made most calls; 0 calls where none is known. */
export interface Busiest {
  readonly ids: BigInt64Array;
  readonly events: Float64Array;
}

export const NOBODY_YET: Busiest = { ids: new BigInt64Array(), events: new Float64Array() };

/** Callers only ever make more calls: who is the busiest can be told of those that made any since. */
export class BusiestTable {
  readonly #ids: bigint[];
  readonly #events: number[];

  constructor({ ids, events }: Busiest) {
    this.#ids = [...ids];
    this.#events = [...events];
  }

  get all(): Busiest {
    return { ids: BigInt64Array.from(this.#ids), events: Float64Array.from(this.#events) };
  }

  /** Of two that made as many, the one with the smaller id. */
  take(principal: number, { callerId, events }: Pick<CallerRow, 'callerId' | 'events'>): void {
    while (this.#ids.length <= principal) {
      this.#ids.push(0n);
      this.#events.push(0);
    }
    const most = this.#events[principal] ?? 0;
    if (events < most || (events === most && callerId > (this.#ids[principal] ?? 0n))) return;
    this.#ids[principal] = callerId;
    this.#events[principal] = events;
  }

  /** @param principal whose callers will all be taken again */
  forget(principal: number): void {
    if (principal < this.#events.length) this.#events[principal] = 0;
  }
}
