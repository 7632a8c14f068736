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
    let start = from;
    for (let row = from; row < to; row++) {
      if (!isDuplicate[row]) continue;
      this.#append(ids.subarray(start * LANES, row * LANES));
      start = row + 1;
    }
    this.#append(ids.subarray(start * LANES, to * LANES));
  }

  #append(ids: Int32Array): void {
    this.#ids.set(ids, this.#length);
    this.#length += ids.length;
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
    giveBack([this.#ids]);
    this.#ids = larger;
  }
}
