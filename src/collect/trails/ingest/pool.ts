import { Worker } from 'node:worker_threads';
import { AppError } from '../../../base/errors/index.ts';
import { shipped } from '../../../base/package/index.ts';
import { BATCHES } from '../../decode/index.ts';
import { BATCH_BYTES } from '../batches.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './protocol.ts';

/** Decoding makes few objects: a small nursery costs nothing, and saves 100 MB a thread. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

/**
 * Bytes of objects, as stored, that a thread may have at one time: two usual batches. A larger one is alone with it: of
 * several of a hundred megabytes of text, the scanner could not hold the rows.
 */
const MAX_BYTES = 2 * BATCH_BYTES;

export interface PoolEvents {
  /** What a worker says; what is thrown here ends the pool. */
  readonly onMessage: (worker: number, message: FromWorker) => void;
}

interface Member {
  readonly thread: Worker;
  /** Bytes of each batch that it has, in the order in which they are done. */
  readonly batches: number[];
}

/** The decoding threads. One that dies makes every later call fail. */
export class WorkerPool {
  readonly #members: Member[];
  #waiting: (() => void)[] = [];
  #failure: AppError | undefined;
  #isClosing = false;

  constructor(count: number, setup: WorkerSetup, events: PoolEvents) {
    const url = shipped('dist/ingest.worker.js');
    this.#members = Array.from({ length: count }, (_, index) => {
      const thread = new Worker(url, { workerData: setup, resourceLimits: LIMITS });
      thread.on('message', (message: FromWorker) => this.#receive(index, message, events));
      thread.on('error', (error) => this.#fail(error));
      thread.on('exit', () => {
        if (!this.#isClosing) this.#fail(new Error('a decoding thread ended early'));
      });
      return { thread, batches: [] };
    });
  }

  get size(): number {
    return this.#members.length;
  }

  /** All workers, the least busy first. */
  byLoad(): readonly number[] {
    const loads = this.#members.map(({ batches }) => batches.length);
    return [...loads.keys()].sort((a, b) => (loads[a] ?? 0) - (loads[b] ?? 0));
  }

  /** Whether a worker can take a batch of so many bytes. */
  hasRoom(worker: number, bytes: number): boolean {
    const { batches = [] } = this.#members[worker] ?? {};
    if (batches.length === 0) return true;
    return batches.length < BATCHES && sumOf(batches) + bytes <= MAX_BYTES;
  }

  post(worker: number, message: ToWorker): void {
    const member = this.#members[worker];
    if (!member) throw new RangeError(`no worker ${worker}`);
    if (message.is === 'batch') member.batches.push(sumOf(message.objects.sizes));
    member.thread.postMessage(message);
  }

  /** Work of this thread that the pool's success depends on: when it fails, so does every later call. */
  follow(work: Promise<void>): void {
    work.then(
      () => this.#wake(),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Waits for messages of the workers, or the end of work that it follows, until a condition holds. */
  async until(isDone: () => boolean): Promise<void> {
    this.#check();
    while (!isDone()) await this.#change();
  }

  get isIdle(): boolean {
    return this.#members.every(({ batches }) => batches.length === 0);
  }

  async #change(): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#check();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#members.map(({ thread }) => thread.terminate()));
  }

  #receive(worker: number, message: FromWorker, events: PoolEvents): void {
    const member = this.#members[worker];
    if (message.is === 'done') member?.batches.shift();
    try {
      events.onMessage(worker, message);
    } catch (error) {
      this.#fail(error);
    }
    this.#wake();
  }

  #fail(error: unknown): void {
    this.#failure ??=
      error instanceof AppError
        ? error
        : new AppError('TG_INTERNAL', 'A decoding thread failed.', { cause: error });
    this.#wake();
  }

  #check(): void {
    if (this.#failure) throw this.#failure;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function sumOf(numbers: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
