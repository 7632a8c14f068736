/** Work on objects of one day that waits for a thread. */
export interface DayWork {
  /** As keys tell it; undefined: they tell none. */
  readonly day: string | undefined;
  readonly objects: number;
  /** What it holds in memory while it waits. */
  readonly heldBytes: number;
}

/** Objects that may wait for each thread but one: a day of tiny ones, so that another thread can begin the next. */
const OBJECTS = 4096;
const HELD_BYTES = 8 * 1024 * 1024;

/**
 * Work in order, given out so that the objects of a day go to one thread, as long as the others have something else to
 * do: a day then ends in few parts, however many threads there are. Of a day that is longer than what may wait, and of
 * the last ones, everybody takes a share.
 */
export class DayQueue<Work extends DayWork> {
  readonly #threads: number;
  readonly #owners = new Map<string, number>();
  readonly #waiting: Work[] = [];
  #objects = 0;
  #heldBytes = 0;

  constructor(threads: number) {
    this.#threads = threads;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether something should be added: some thread finds nothing of its own here, and there is room. */
  get wantsMore(): boolean {
    return !this.#isFull && new Set(this.#waiting.map(this.#takerOf)).size < this.#threads;
  }

  add(work: Work): void {
    this.#waiting.push(work);
    this.#count(work, 1);
  }

  /**
   * The next work for a thread, if it `fits`: the first of a day that it has begun or nobody has; where there is none, and
   * more will not come (`isLast`, or there is no room), the first of all.
   */
  take(thread: number, fits: (work: Work) => boolean, isLast: boolean): Work | undefined {
    const found = this.#ownOf(thread) ?? (isLast || this.#isFull ? this.#waiting[0] : undefined);
    if (!found || !fits(found)) return undefined;
    this.#waiting.splice(this.#waiting.indexOf(found), 1);
    this.#count(found, -1);
    const { day } = found;
    if (day !== undefined && !this.#owners.has(day)) this.#owners.set(day, thread);
    return found;
  }

  /** Forgets what waits. */
  clear(): void {
    for (const work of this.#waiting.splice(0)) this.#count(work, -1);
  }

  get #isFull(): boolean {
    return this.#objects > (this.#threads - 1) * OBJECTS || this.#heldBytes > HELD_BYTES;
  }

  #count({ objects, heldBytes }: Work, times: 1 | -1): void {
    this.#objects += times * objects;
    this.#heldBytes += times * heldBytes;
  }

  #ownOf(thread: number): Work | undefined {
    return (
      this.#waiting.find((work) => this.#takerOf(work) === thread) ??
      this.#waiting.find((work) => typeof this.#takerOf(work) !== 'number')
    );
  }

  /** The thread that has begun the work's day; the day, if nobody has; the work itself where there is none. */
  readonly #takerOf = (work: Work): number | string | Work => {
    if (work.day === undefined) return work;
    return this.#owners.get(work.day) ?? work.day;
  };
}
