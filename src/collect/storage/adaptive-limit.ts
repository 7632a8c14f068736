export interface LimitBounds {
  readonly start: number;
  readonly min: number;
  readonly max: number;
}

const DEFAULT_BOUNDS: LimitBounds = { start: 16, min: 2, max: 128 };

// How much one task says about the share of overload: about the last sixteen count.
const GAIN = 1 / 16;
const STEP = 4;

/**
 * Runs as many tasks at once as the other side bears: a few more after each full round, fewer by
 * half the share of tasks that met overload, at most once a round (as DCTCP does, RFC 8257). A stray
 * time-out costs next to nothing; a server that refuses everything is asked half as often each time.
 */
export class AdaptiveLimit {
  readonly #bounds: LimitBounds;
  readonly #isOverload: (error: unknown) => boolean;
  readonly #queue = new Set<() => void>();
  #size: number;
  // At the start nothing is known: the first overload is taken seriously.
  #overloadShare = 1;
  #running = 0;
  /** Which cut it is since; and how many tasks have begun and ended since. */
  #round = 0;
  #ended = 0;

  constructor(isOverload: (error: unknown) => boolean, bounds: Partial<LimitBounds> = {}) {
    this.#isOverload = isOverload;
    this.#bounds = { ...DEFAULT_BOUNDS, ...bounds };
    this.#size = this.#bounds.start;
  }

  /** Tasks that may run at once now. */
  get size(): number {
    return Math.floor(this.#size);
  }

  /** Runs the task when there is room, first come first served. Throws what it throws. */
  async run<Result>(task: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    await this.#enter(signal);
    const round = this.#round;
    const wasFull = this.#running >= this.size;
    try {
      const result = await task();
      // A limit that is not used up says nothing about what the other side would bear.
      if (wasFull) this.#grow();
      this.#learn(false, round);
      return result;
    } catch (error) {
      this.#learn(this.#isOverload(error), round);
      throw error;
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  #grow(): void {
    this.#size = Math.min(this.#bounds.max, this.#size + STEP / this.#size);
  }

  /** Tasks that began before the last cut only confirm what it has answered. */
  #learn(wasOverload: boolean, round: number): void {
    this.#overloadShare += GAIN * (Number(wasOverload) - this.#overloadShare);
    if (round !== this.#round) return;
    this.#ended++;
    if (wasOverload && this.#ended >= this.size) this.#cut();
  }

  #cut(): void {
    this.#round++;
    this.#ended = 0;
    this.#size = Math.max(this.#bounds.min, this.#size * (1 - this.#overloadShare / 2));
  }

  async #enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running >= this.size) await this.#wait(signal);
    else this.#running++;
  }

  #wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.delete(enter);
        reject(signal?.reason);
      };
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        this.#running++;
        resolve();
      };
      this.#queue.add(enter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #admit(): void {
    for (const enter of this.#queue) {
      if (this.#running >= this.size) return;
      this.#queue.delete(enter);
      enter();
    }
  }
}
