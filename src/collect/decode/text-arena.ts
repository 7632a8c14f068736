interface Memory {
  alloc(size: number): number;
  free(at: number): void;
}

/** Room for the texts of one batch: one piece that grows to what the largest batch needed. */
export class TextArena {
  readonly #memory: Memory;
  #at = 0;
  #capacity = 0;
  #used = 0;
  /** Pieces for what found no room; gone with the batch. */
  #extra: number[] = [];

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Forgets all texts. */
  clear(): void {
    if (this.#extra.length > 0) {
      for (const at of this.#extra) this.#memory.free(at);
      if (this.#at !== 0) this.#memory.free(this.#at);
      this.#capacity = this.#used;
      this.#at = this.#memory.alloc(this.#capacity);
      this.#extra = [];
    }
    this.#used = 0;
  }

  /** Position of `size` free bytes. */
  reserve(size: number): number {
    const from = this.#used;
    this.#used += (size + 15) & ~15;
    if (this.#used <= this.#capacity) return this.#at + from;
    const at = this.#memory.alloc(size);
    this.#extra.push(at);
    return at;
  }
}
