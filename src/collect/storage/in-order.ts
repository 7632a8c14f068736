/** How much may be under way at once. One item always is, however heavy. */
export interface Window<Item> {
  readonly maxItems: number;
  readonly maxWeight?: number;
  readonly weigh?: (item: Item) => number;
}

/**
 * Works on several items at once and gives the results in the order of the items. An item counts
 * until the taker of its result comes back for the next. When the source fails, what it gave comes first.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  work: (item: Item) => Promise<Result>,
  window: Window<Item>,
): AsyncGenerator<Result, void> {
  const source = new Source(items);
  const line = new Line(work, window);
  try {
    for (;;) {
      while (source.waiting && line.admits(source.waiting.item)) line.start(source.take());
      const head = line.head;
      if (head && (await isFirst(head, source.pull()))) {
        yield await head;
        line.leave();
      } else if (!head) {
        if (source.hasEnded) return source.throwIfFailed();
        await source.pull();
      }
    }
  } finally {
    source.close();
  }
}

/** Whether the result is there before the source has given its next item, if it will give one. */
async function isFirst(
  result: Promise<unknown>,
  pull: Promise<void> | undefined,
): Promise<boolean> {
  if (!pull) return true;
  const ready = result.then(
    () => true,
    () => true,
  );
  return Promise.race([ready, pull.then(() => false)]);
}

/** The items to come, one of them pulled ahead. */
class Source<Item> {
  readonly #iterator: AsyncIterator<Item> | Iterator<Item>;
  #waiting: { readonly item: Item } | undefined;
  #pulling: Promise<void> | undefined;
  #end: { readonly failure?: { readonly error: unknown } } | undefined;

  constructor(items: AsyncIterable<Item> | Iterable<Item>) {
    this.#iterator =
      Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  get waiting(): { readonly item: Item } | undefined {
    return this.#waiting;
  }

  get hasEnded(): boolean {
    return this.#end !== undefined && this.#waiting === undefined;
  }

  take(): Item {
    if (!this.#waiting) throw new RangeError('Nothing waits to be taken.');
    const { item } = this.#waiting;
    this.#waiting = undefined;
    return item;
  }

  /** Resolves when an item waits or the source has ended; undefined when there is nothing to pull. */
  pull(): Promise<void> | undefined {
    if (this.#waiting || this.#end) return undefined;
    this.#pulling ??= this.#next().finally(() => {
      this.#pulling = undefined;
    });
    return this.#pulling;
  }

  async #next(): Promise<void> {
    try {
      const { done, value } = await this.#iterator.next();
      if (done) this.#end = {};
      else this.#waiting = { item: value };
    } catch (error) {
      this.#end = { failure: { error } };
    }
  }

  throwIfFailed(): void {
    if (this.#end?.failure) throw this.#end.failure.error;
  }

  /** Not waited for: a pull that is under way may take as long as a listing. */
  close(): void {
    if (this.#end) return;
    Promise.resolve(this.#iterator.return?.()).catch(() => {});
  }
}

/** The items under way, oldest first. */
class Line<Item, Result> {
  readonly #started: { readonly result: Promise<Result>; readonly weight: number }[] = [];
  readonly #work: (item: Item) => Promise<Result>;
  readonly #window: Window<Item>;
  #weight = 0;

  constructor(work: (item: Item) => Promise<Result>, window: Window<Item>) {
    this.#work = work;
    this.#window = window;
  }

  get head(): Promise<Result> | undefined {
    return this.#started[0]?.result;
  }

  admits(item: Item): boolean {
    const { maxItems, maxWeight = Number.POSITIVE_INFINITY } = this.#window;
    if (this.#started.length === 0) return true;
    return this.#started.length < maxItems && this.#weight + this.#weigh(item) <= maxWeight;
  }

  start(item: Item): void {
    const result = this.#work(item);
    // A failure is thrown when its turn comes; until then it must not count as unhandled.
    result.catch(() => {});
    const weight = this.#weigh(item);
    this.#started.push({ result, weight });
    this.#weight += weight;
  }

  leave(): void {
    this.#weight -= this.#started.shift()?.weight ?? 0;
  }

  #weigh(item: Item): number {
    return this.#window.weigh?.(item) ?? 0;
  }
}
