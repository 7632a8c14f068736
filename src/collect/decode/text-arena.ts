interface Memory {
  alloc(size: number): number;
  free(at: number): void;
}

/** What is kept from batch to batch: a usual batch fits; the room of a rare large one is given back. */
const KEPT_BYTES = 4 * 1024 * 1024;

/** Room for the texts of one batch. */
export class TextArena {
  readonly #memory: Memory;
  #at = 0;
  #used = 0;
  /** Pieces for what found no room; gone with the batch. */
  #extra: number[] = [];

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Forgets all texts. */
  clear(): void {
    for (const at of this.#extra) this.#memory.free(at);
    this.#extra = [];
    this.#used = 0;
  }

  /** Position of `size` free bytes. */
  reserve(size: number): number {
    const room = (size + 15) & ~15;
    if (this.#used + room > KEPT_BYTES) {
      const at = this.#memory.alloc(size);
      this.#extra.push(at);
      return at;
    }
    if (this.#at === 0) this.#at = this.#memory.alloc(KEPT_BYTES);
    const at = this.#at + this.#used;
    this.#used += room;
    return at;
  }
}
