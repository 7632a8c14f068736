import { LANES } from './id-slots.ts';

/** Ids in the order in which they came. */
export class IdLog {
  #ids = new Int32Array(64 * LANES);
  #length = 0;

  /** Four lanes an id. */
  get ids(): Int32Array {
    return this.#ids.subarray(0, this.#length);
  }

  push(ids: Int32Array, at: number): void {
    if (this.#length === this.#ids.length) {
      const larger = new Int32Array(this.#ids.length * 2);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    const end = this.#length;
    for (let lane = 0; lane < LANES; lane++) this.#ids[end + lane] = ids[at + lane] ?? 0;
    this.#length = end + LANES;
  }
}
