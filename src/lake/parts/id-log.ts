import { giveBack } from '../../base/memory/index.ts';
import { LANES } from './id-slots.ts';

/** Ids in the order in which they came. */
export class IdLog {
  #ids = new Int32Array(64 * LANES);
  #length = 0;

  /** Four lanes an id. */
  get ids(): Int32Array {
    return this.#ids.subarray(0, this.#length);
  }

  push(ids: Int32Array): void {
    const end = this.#length + ids.length;
    if (end > this.#ids.length) {
      const larger = new Int32Array(Math.max(end, this.#ids.length * 2));
      larger.set(this.ids);
      this.#ids = larger;
    }
    this.#ids.set(ids, this.#length);
    this.#length = end;
  }

  /** Frees its memory; it must not be asked for anything any more. */
  close(): void {
    giveBack([this.#ids]);
  }
}
