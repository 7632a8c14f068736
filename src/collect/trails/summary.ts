/** Something that was not taken in, or only in part. */
export interface Problem {
  /** Where: an object, or a folder whose listing failed. */
  readonly at: string;
  readonly reason: string;
  /** Records refused; absent when the object as a whole, or its listing, failed. */
  readonly records?: number;
}

/** What a collect has done: `--json` prints it, and the progress line shows it while it grows. */
export interface CollectSummary {
  /** `skipped`: known from an earlier run, or no log; `failed`: could not be read as a whole. */
  readonly objects: {
    readonly listed: number;
    readonly fetched: number;
    readonly skipped: number;
    readonly failed: number;
  };
  /** `read` is the sum of the other three. */
  readonly events: {
    readonly read: number;
    readonly kept: number;
    readonly duplicate: number;
    readonly quarantined: number;
  };
  readonly bytes: { readonly compressed: number; readonly raw: number; readonly stored: number };
  readonly seconds: number;
  /** Times of the first and the last event read, ISO 8601; null without events. */
  readonly from: string | null;
  readonly to: string | null;
  /** Objects that were taken before under another content. */
  readonly changed: number;
  /** Objects that hold no log, by what they are. */
  readonly others: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
  /** More problems than are listed. */
  readonly problemsLeftOut: number;
  readonly interrupted: boolean;
}

const MAX_PROBLEMS = 1000;

/** Counts while a collect runs. */
export class Tally {
  listed = 0;
  fetched = 0;
  skipped = 0;
  failed = 0;
  kept = 0;
  duplicate = 0;
  quarantined = 0;
  compressed = 0;
  raw = 0;
  stored = 0;
  changed = 0;
  interrupted = false;
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;
  #problemsLeftOut = 0;
  readonly #others = new Map<string, number>();
  readonly #problems: Problem[] = [];
  readonly #started: number;

  constructor(now: number) {
    this.#started = now;
  }

  other(what: string): void {
    this.#others.set(what, (this.#others.get(what) ?? 0) + 1);
  }

  problem(problem: Problem): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push(problem);
    else this.#problemsLeftOut++;
  }

  get problemCount(): number {
    return this.#problems.length + this.#problemsLeftOut;
  }

  /** Widens the time range; microseconds. */
  times(least: number, greatest: number): void {
    this.#least = Math.min(this.#least, least);
    this.#greatest = Math.max(this.#greatest, greatest);
  }

  summary(now: number): CollectSummary {
    const { listed, fetched, skipped, failed, kept, duplicate, quarantined } = this;
    const read = kept + duplicate + quarantined;
    return {
      objects: { listed, fetched, skipped, failed },
      events: { read, kept, duplicate, quarantined },
      bytes: { compressed: this.compressed, raw: this.raw, stored: this.stored },
      seconds: (now - this.#started) / 1000,
      from: isoOf(this.#least),
      to: isoOf(this.#greatest),
      changed: this.changed,
      others: Object.fromEntries(this.#others),
      problems: [...this.#problems],
      problemsLeftOut: this.#problemsLeftOut,
      interrupted: this.interrupted,
    };
  }
}

function isoOf(micros: number): string | null {
  return Number.isFinite(micros) ? new Date(micros / 1000).toISOString() : null;
}
