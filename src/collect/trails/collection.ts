import { availableParallelism } from 'node:os';
import type { Effects } from '../../base/effects/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { compact, type WriterLake } from '../../lake/parts/index.ts';
import { loadScanModule } from '../decode/index.ts';
import type { OpenedStorage } from '../storage/index.ts';
import { dayOf, type Fetched, fetchAll, inBatches } from './batches.ts';
import type { CollectOptions, TrailAddress } from './collect.ts';
import type { DiscoverFilter } from './discover/index.ts';
import { DayQueue, type DayWork } from './ingest/day-queue.ts';
import { WorkerPool } from './ingest/pool.ts';
import type { FromWorker } from './ingest/protocol.ts';
import { Intake } from './intake.ts';
import { ledgerTrail, NewObjects } from './new-objects.ts';
import { type CollectSummary, Tally } from './summary.ts';

export interface OpenTrail extends OpenedStorage {
  readonly trail: TrailAddress;
}

/** A batch that waits for a thread. */
interface Waiting extends DayWork {
  readonly trail: string;
  readonly fetched: readonly Fetched[];
  readonly bytes: number;
}

const PART_ROWS = 100_000;
const PART_RAW_BYTES = 64 * 1024 * 1024;
/** Small parts of a day at which they are merged unasked. */
const MANY_SMALL_PARTS = 17;
const COMMIT_EVERY_MS = 10_000;

/** One run of `collect`: hands the new objects of trails to threads, and commits what these make of them. */
export class Collection {
  readonly #lake: WriterLake;
  readonly #options: CollectOptions;
  readonly #effects: Effects;
  readonly #tally: Tally;
  readonly #intake: Intake;
  readonly #pool: WorkerPool;
  readonly #queue: DayQueue<Waiting>;
  readonly #signal: AbortSignal;
  readonly #committedAt: number[];
  readonly #commitEvery: number;
  /** Trails of which nothing could be read. */
  readonly #failures: AppError[] = [];
  /** Trails that were read to the end of their listing. */
  readonly #collected = new Set<string>();
  #flushing = 0;
  #isListed = false;

  constructor(lake: WriterLake, options: CollectOptions, effects: Effects) {
    this.#lake = lake;
    this.#options = options;
    this.#effects = effects;
    this.#tally = new Tally(effects.now());
    this.#intake = new Intake(lake, this.#tally, effects);
    this.#commitEvery = options.commitEvery ?? COMMIT_EVERY_MS;
    this.#signal = options.signal ?? new AbortController().signal;
    const workers = options.workers ?? defaultWorkers();
    const setup = {
      home: options.home,
      module: loadScanModule(),
      partRows: options.partRows ?? PART_ROWS,
      partRawBytes: PART_RAW_BYTES,
    };
    this.#pool = new WorkerPool(workers, setup, {
      onMessage: (worker, message) => this.#receive(worker, message),
    });
    this.#queue = new DayQueue(workers);
    this.#committedAt = Array.from({ length: workers }, () => effects.now());
  }

  /** A trail that cannot be read is a problem, and does not stop the others. */
  fail(trail: TrailAddress, error: AppError): void {
    this.#failures.push(error);
    this.#tally.problem({ at: trail.address, reason: error.message });
  }

  /** All new objects of one trail; returns when the last ones wait for a thread. */
  async take(open: OpenTrail): Promise<void> {
    try {
      await this.#takeAll(open);
    } catch (error) {
      if (this.#signal.aborted) return;
      if (!(error instanceof AppError)) throw error;
      this.fail(open.trail, error);
    }
  }

  async #takeAll({ trail, storage, prefix }: OpenTrail): Promise<void> {
    const problems = this.#tally.problemCount;
    const found = new NewObjects(
      { storage, prefix },
      {
        catalog: this.#lake.catalog,
        tally: this.#tally,
        filter: filterOf(trail, this.#options),
        again: this.#options.again,
        signal: this.#signal,
        onPage: () => this.#progress(),
      },
    );
    for await (const batch of inBatches(fetchAll(storage, found.pages(), this.#signal))) {
      this.#hand(ledgerTrail(storage), batch);
      await this.#pool.until(() => this.#queue.wantsMore);
      if (this.#signal.aborted) return;
    }
    if (found.failure) this.#failures.push(found.failure);
    if (this.#tally.problemCount === problems) this.#collected.add(ledgerTrail(storage));
  }

  /** Closes and commits everything in hand. */
  async finish(): Promise<CollectSummary> {
    this.#isListed = true;
    this.#giveOut();
    await this.#pool.until(() => this.#queue.isEmpty && this.#pool.isIdle && this.#flushing === 0);
    this.#intake.hurry();
    for (let worker = 0; worker < this.#pool.size; worker++) this.#flush(worker);
    // The threads encode: what will not change any more can go to its place meanwhile.
    await this.#intake.settled();
    this.#lake.catalog.checkpoint();
    await this.#pool.until(() => this.#flushing === 0);
    // Nothing is left for the threads: they end while the rest is committed.
    void this.#pool.close();
    await this.#pool.until(() => this.#intake.isEmpty);
    const [failure] = this.#failures;
    if (failure && this.#failures.length === this.#options.trails.length) throw failure;
    const collected = [...this.#collected];
    if (collected.length > 0) this.#lake.commit({ at: this.#effects.now(), collected });
    // A day that was fed in many small pieces is merged while nobody has to wait for it.
    if (!this.#signal.aborted) compact(this.#lake, this.#effects, { least: MANY_SMALL_PARTS });
    this.#tally.interrupted = this.#signal.aborted;
    return this.#summary();
  }

  async close(): Promise<void> {
    await this.#pool.close();
    await this.#intake.settled();
  }

  #summary(): CollectSummary {
    return this.#tally.summary(this.#effects.now());
  }

  #hand(trail: string, all: readonly Fetched[]): void {
    const fetched = this.#intake.readable(all);
    if (fetched.length === 0) return;
    this.#queue.add({
      trail,
      fetched,
      day: dayOf(fetched),
      objects: fetched.length,
      bytes: sumOf(fetched, ({ object }) => object.size),
      heldBytes: sumOf(fetched, ({ bytes }) => bytes?.length ?? 0),
    });
    this.#giveOut();
  }

  /** Hands what waits to the threads that have room for it, the least busy first. */
  #giveOut(): void {
    if (this.#signal.aborted) this.#queue.clear();
    while (this.#pool.byLoad().some((worker) => this.#give(worker)));
  }

  #give(worker: number): boolean {
    const hasRoom = ({ bytes }: Waiting) => this.#pool.hasRoom(worker, bytes);
    const next = this.#queue.take(worker, hasRoom, this.#isListed);
    if (!next) return false;
    const ready = this.#intake.open(next.trail, next.fetched);
    this.#pool.post(worker, { is: 'batch', ...ready });
    return true;
  }

  #receive(worker: number, message: FromWorker): void {
    switch (message.is) {
      case 'rows': {
        const duplicates = this.#intake.judge(message);
        this.#pool.post(worker, { is: 'verdict', batch: message.batch, duplicates });
        return;
      }
      case 'done': {
        const isDue = this.#effects.now() - (this.#committedAt[worker] ?? 0) > this.#commitEvery;
        if (isDue) this.#flush(worker);
        this.#giveOut();
        this.#progress();
        return;
      }
      case 'parts':
        if (message.asked) this.#flushing--;
        this.#pool.follow(this.#intake.commit(message));
        this.#committedAt[worker] = this.#effects.now();
        return;
      default:
        message satisfies never;
    }
  }

  #flush(worker: number): void {
    this.#flushing++;
    this.#committedAt[worker] = this.#effects.now();
    this.#pool.post(worker, { is: 'flush' });
  }

  #progress(): void {
    this.#options.onProgress?.(() => this.#summary());
  }
}

/** One core is the main thread's: it lists, fetches, judges duplicates and commits. */
function defaultWorkers(): number {
  return Math.max(1, Math.min(8, availableParallelism() - 1));
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}

/** What a run asks for, within what the trail is configured to. */
function filterOf(trail: TrailAddress, options: CollectOptions): DiscoverFilter {
  const accounts = options.accounts?.length ? options.accounts : trail.accounts;
  const regions = options.regions?.length ? options.regions : trail.regions;
  return {
    range: options.range ?? {},
    ...(accounts ? { accounts } : {}),
    ...(regions ? { regions } : {}),
  };
}
