import { availableParallelism } from 'node:os';
import { defaultEffects, type Effects } from '../../base/effects/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { dayNumber, type TimeRange } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import { compact, openLake, type WriterLake } from '../../lake/parts/index.ts';
import { loadScanModule } from '../decode/index.ts';
import {
  type OpenedStorage,
  openStorage,
  type Storage,
  type StorageOptions,
  type StoredObject,
} from '../storage/index.ts';
import { type Fetched, fetchAll, inBatches, type NewObject } from './batches.ts';
import { discover } from './discover/index.ts';
import { WorkerPool } from './ingest/pool.ts';
import type { FromWorker, IngestObject } from './ingest/protocol.ts';
import { Intake, keyOf, type ObjectInHand } from './intake.ts';
import { type CollectSummary, Tally } from './summary.ts';

/** Where logs come from: a folder or file, `s3://bucket/prefix`, or `-` for standard input. */
export interface TrailAddress {
  readonly address: string;
  readonly storage?: StorageOptions;
  /** Only these accounts and regions of it. */
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

export interface CollectOptions {
  readonly home: string;
  readonly trails: readonly TrailAddress[];
  readonly range?: TimeRange;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** Decoding threads. Default: one a core but one, at most 8. */
  readonly workers?: number;
  /** Rows in hand of a thread at which its parts are closed. Default: 100,000. */
  readonly partRows?: number;
  /** Milliseconds between commits of a thread, at most; what a kill may cost. Default: 10,000. */
  readonly commitEvery?: number;
  /** Keys (as the ledger has them) to take again although they are known. */
  readonly again?: ReadonlySet<string>;
  /** Called often; cheap to ask. */
  readonly onProgress?: (summary: () => CollectSummary) => void;
  /** Ends the work at the next commit. */
  readonly signal?: AbortSignal;
}

const PART_ROWS = 100_000;
const PART_RAW_BYTES = 64 * 1024 * 1024;
/** Small parts of a day at which they are merged unasked. */
const MANY_SMALL_PARTS = 17;
const COMMIT_EVERY_MS = 10_000;

/**
 * Takes in what the trails hold and the lake does not have yet. Objects that fail, and records that are
 * refused, are in the summary's problems; the rest is committed.
 * @throws AppError TG_STORAGE_NOT_FOUND, TG_STORAGE_DENIED when a trail cannot be read at all; TG_CATALOG_BUSY
 */
export async function collect(
  options: CollectOptions,
  effects: Effects = defaultEffects,
): Promise<CollectSummary> {
  const { opened, failures } = await openTrails(options.trails);
  const [failure] = failures;
  // Nothing that can be read: no lake is made for it.
  if (failure && opened.length === 0) throw failure.error;
  const lake = openLake(options.home, effects);
  const run = new Collection(lake, options, effects);
  try {
    for (const one of failures) run.fail(one.trail, one.error);
    for (const one of opened) await run.take(one);
    return await run.finish();
  } finally {
    await run.close();
    lake.close();
    for (const { storage } of opened) await storage.close();
  }
}

interface OpenTrail extends OpenedStorage {
  readonly trail: TrailAddress;
}

/** Opens every trail that can be. */
async function openTrails(trails: readonly TrailAddress[]) {
  const opened: OpenTrail[] = [];
  const failures: { readonly trail: TrailAddress; readonly error: AppError }[] = [];
  for (const trail of trails) {
    try {
      opened.push({ trail, ...(await openStorage(trail.address, trail.storage ?? {})) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failures.push({ trail, error });
    }
  }
  return { opened, failures };
}

/** One core is the main thread's: it lists, fetches, judges duplicates and commits. */
function defaultWorkers(): number {
  return Math.max(1, Math.min(8, availableParallelism() - 1));
}

class Collection {
  readonly #lake: WriterLake;
  readonly #options: CollectOptions;
  readonly #effects: Effects;
  readonly #tally: Tally;
  readonly #intake: Intake;
  readonly #pool: WorkerPool;
  readonly #signal: AbortSignal;
  readonly #committedAt: number[];
  /** Keys that the ledger knows, with this content or another. */
  readonly #retaken = new Set<string>();
  readonly #commitEvery: number;
  /** Trails of which nothing could be read. */
  readonly #failures: AppError[] = [];
  /** Trails that were read to the end of their listing. */
  readonly #collected = new Set<string>();
  #flushing = 0;

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
    this.#committedAt = Array.from({ length: workers }, () => effects.now());
  }

  /** A trail that cannot be read is a problem, and does not stop the others. */
  fail(trail: TrailAddress, error: AppError): void {
    this.#failures.push(error);
    this.#tally.problem({ at: trail.address, reason: error.message });
  }

  /** All new objects of one trail; returns when the last one has been handed to a thread. */
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
    const objects = this.#newObjects({ storage, prefix }, filterOf(trail, this.#options));
    for await (const batch of inBatches(fetchAll(storage, objects, this.#signal))) {
      await this.#hand(storage, batch);
      if (this.#signal.aborted) return;
    }
    if (this.#tally.problemCount === problems) this.#collected.add(ledgerTrail(storage));
  }

  /** Closes and commits everything in hand. */
  async finish(): Promise<CollectSummary> {
    await this.#pool.until(() => this.#pool.isIdle && this.#flushing === 0);
    for (let worker = 0; worker < this.#pool.size; worker++) this.#flush(worker);
    await this.#pool.until(() => this.#flushing === 0 && this.#intake.isEmpty);
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
  }

  #summary(): CollectSummary {
    return this.#tally.summary(this.#effects.now());
  }

  async *#newObjects(
    { storage, prefix }: OpenedStorage,
    filter: ReturnType<typeof filterOf>,
  ): AsyncGenerator<NewObject> {
    let failure: AppError | undefined;
    let given = 0;
    // Day after day, so that a day's events end in few parts.
    const options = { order: 'day', signal: this.#signal } as const;
    for await (const page of discover(storage, prefix, filter, options)) {
      if (this.#signal.aborted) return;
      if (page.error) {
        failure ??= page.error;
        const at = `${storage.name}/${page.folder}`;
        this.#tally.problem({ at, reason: page.error.message });
        continue;
      }
      given += page.objects.length;
      yield* this.#wanted(storage, page.objects);
      this.#progress();
    }
    if (failure && given === 0) this.#failures.push(failure);
  }

  /** The objects of a page that are not in the ledger yet. */
  *#wanted(storage: Storage, objects: readonly StoredObject[]): Generator<NewObject> {
    this.#tally.listed += objects.length;
    const found = objects.map((one) => ({ ...one, ledgerKey: ledgerKey(storage, one) }));
    const names = found.map((one) => ({ key: one.ledgerKey, etag: one.etag }));
    const sightings = this.#lake.catalog.seen(ledgerTrail(storage), names);
    for (const [index, object] of found.entries()) {
      const sighting = sightings[index];
      if (sighting === 'changed') this.#tally.changed++;
      if (sighting === 'known' && !this.#options.again?.has(object.ledgerKey)) {
        this.#tally.skipped++;
        continue;
      }
      if (sighting !== 'new') this.#retaken.add(object.ledgerKey);
      yield object;
    }
  }

  async #hand(storage: Storage, fetched: readonly Fetched[]): Promise<void> {
    const worker = await this.#pool.free();
    const inHand: ObjectInHand[] = [];
    const objects: IngestObject[] = [];
    for (const one of fetched) {
      if (one.error) {
        this.#unreadable(one.object, one.error);
        continue;
      }
      const object = this.#objectInHand(storage, one.object);
      const { id, name } = object;
      inHand.push(object);
      objects.push({
        id,
        kind: tableOf(name.kind),
        fallbackDay: name.day ? dayNumber(name.day) : 0,
        ...(one.bytes ? { bytes: one.bytes } : {}),
        ...(one.path === undefined ? {} : { path: one.path }),
      });
    }
    if (objects.length === 0) return;
    const batch = this.#intake.open(inHand);
    this.#pool.post(worker, { is: 'batch', batch, objects });
  }

  #objectInHand(storage: Storage, object: NewObject): ObjectInHand {
    const { catalog } = this.#lake;
    const trail = ledgerTrail(storage);
    const key = object.ledgerKey;
    const isRetaken = this.#retaken.has(key);
    const known = isRetaken ? catalog.object(trail, { key, etag: object.etag }) : undefined;
    const id = known?.id ?? catalog.nextObjectId();
    const name = keyOf(storage.name, object);
    return { id, trail, key, object, isRetaken, rowsBefore: known?.rows ?? 0, name };
  }

  #unreadable(object: NewObject, error: AppError): void {
    this.#tally.failed++;
    this.#tally.problem({ at: object.ledgerKey, reason: error.message });
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
        this.#progress();
        return;
      }
      case 'parts':
        if (message.asked) this.#flushing--;
        this.#intake.commit(message);
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

/** What a run asks for, within what the trail is configured to. */
function filterOf(trail: TrailAddress, options: CollectOptions) {
  const accounts = options.accounts?.length ? options.accounts : trail.accounts;
  const regions = options.regions?.length ? options.regions : trail.regions;
  return {
    range: options.range ?? {},
    ...(accounts ? { accounts } : {}),
    ...(regions ? { regions } : {}),
  };
}

/** Files of this machine are one trail: a folder can be collected through any folder above it. */
function ledgerTrail(storage: Storage): string {
  return storage.localPath ? 'files' : storage.name;
}

function ledgerKey(storage: Storage, object: StoredObject): string {
  return storage.localPath ? storage.localPath(object.key) : object.key;
}

function tableOf(kind: string): TableKind {
  return kind === 'insights' || kind === 'network' || kind === 'aggregated' ? kind : 'events';
}
