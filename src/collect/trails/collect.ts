import { defaultEffects, type Effects } from '../../base/effects/index.ts';
import { AppError } from '../../base/errors/index.ts';
import type { TimeRange } from '../../base/time/index.ts';
import { openLake } from '../../lake/parts/index.ts';
import { openStorage, type StorageOptions } from '../storage/index.ts';
import { Collection, type OpenTrail } from './collection.ts';
import type { CollectSummary } from './summary.ts';

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
