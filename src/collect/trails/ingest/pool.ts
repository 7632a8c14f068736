import { Worker } from 'node:worker_threads';
import { AppError } from '../../../base/errors/index.ts';
import { BATCHES } from '../../decode/index.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './protocol.ts';

/** Decoding makes few objects: a small nursery costs nothing, and saves 100 MB a thread. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

export interface PoolEvents {
  /** What a worker says; what is thrown here ends the pool. */
  readonly onMessage: (worker: number, message: FromWorker) => void;
}

interface Member {
  readonly thread: Worker;
  outstanding: number;
}

/** The decoding threads. `send` waits for a free place; a thread that dies makes every later call fail. */
export class WorkerPool {
  readonly #members: Member[];
  #waiting: (() => void)[] = [];
  #failure: AppError | undefined;
  #isClosing = false;

  constructor(count: number, setup: WorkerSetup, events: PoolEvents) {
    // `.ts` in the sources, `.js` in dist/.
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
    const url = new URL(`./ingest.worker${extension}`, import.meta.url);
    this.#members = Array.from({ length: count }, (_, index) => {
      const thread = new Worker(url, { workerData: setup, resourceLimits: LIMITS });
      thread.on('message', (message: FromWorker) => this.#receive(index, message, events));
      thread.on('error', (error) => this.#fail(error));
      thread.on('exit', () => {
        if (!this.#isClosing) this.#fail(new Error('a decoding thread ended early'));
      });
      return { thread, outstanding: 0 };
    });
  }

  get size(): number {
    return this.#members.length;
  }

  /** A worker that can take a batch; the least busy one. */
  async free(): Promise<number> {
    this.#check();
    while (true) {
      const busy = this.#members.map((member) => member.outstanding);
      const least = Math.min(...busy);
      if (least < BATCHES) return busy.indexOf(least);
      await this.#change();
    }
  }

  post(worker: number, message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    const member = this.#members[worker];
    if (!member) throw new RangeError(`no worker ${worker}`);
    if (message.is === 'batch') member.outstanding++;
    member.thread.postMessage(message, [...transfer]);
  }

  /** Waits for messages of the workers until a condition holds. */
  async until(isDone: () => boolean): Promise<void> {
    this.#check();
    while (!isDone()) await this.#change();
  }

  get isIdle(): boolean {
    return this.#members.every((member) => member.outstanding === 0);
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
    if (member && message.is === 'done') member.outstanding--;
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
