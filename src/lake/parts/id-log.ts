import { giveBack } from '../../base/memory/index.ts';
import { LANES, type Rows } from './id-slots.ts';

/** Ids in the order in which they came. */
export class IdLog {
  #ids = new Int32Array();
  #length = 0;

  /** Four lanes an id. */
  get ids(): Int32Array {
    return this.#ids.subarray(0, this.#length);
  }

  /** Adds the ids of some rows, but of those that are marked as duplicates. */
  push(ids: Int32Array, { from, to }: Rows, isDuplicate: Uint8Array): void {
    this.#reserve((to - from) * LANES);
    const own = this.#ids;
    let end = this.#length;
    for (let row = from; row < to; row++) {
      if (isDuplicate[row]) continue;
      for (let lane = 0; lane < LANES; lane++) own[end++] = ids[row * LANES + lane] ?? 0;
    }
    this.#length = end;
  }

  /** Frees its memory; it must not be asked for anything any more. */
  close(): void {
    giveBack([this.#ids]);
  }

  #reserve(more: number): void {
    const end = this.#length + more;
    if (end <= this.#ids.length) return;
    const larger = new Int32Array(Math.max(end, this.#ids.length * 2));
    larger.set(this.ids);
    this.#ids = larger;
  }
}
