import type { AppError } from '../../base/errors/index.ts';
import { fetchOrdered, type Storage, type StoredObject } from '../storage/index.ts';

/** An object that is not in the ledger with this content. */
export interface NewObject extends StoredObject {
  /** Its key in the ledger: for a file of this machine the whole path. */
  readonly ledgerKey: string;
}

/** An object to take in: its bytes, its place on this machine, or why it could not be read. */
export interface Fetched {
  readonly object: NewObject;
  readonly bytes?: Uint8Array;
  readonly path?: string;
  readonly error?: AppError;
}

/** Enough for a thread to be worth a message, little enough that two of them share the work. */
const BATCH_BYTES = 512 * 1024;
const BATCH_OBJECTS = 256;

/** Reads objects in order; files of this machine are left for the threads to read. */
export async function* fetchAll(
  storage: Storage,
  objects: AsyncIterable<NewObject>,
  signal: AbortSignal,
): AsyncGenerator<Fetched> {
  if (!storage.localPath) {
    yield* fetchOrdered(objects, storage, { signal });
    return;
  }
  for await (const object of objects) yield { object, path: object.ledgerKey };
}

/** Groups of objects for one thread each. */
export async function* inBatches(fetched: AsyncIterable<Fetched>): AsyncGenerator<Fetched[]> {
  let batch: Fetched[] = [];
  let bytes = 0;
  for await (const one of fetched) {
    batch.push(one);
    bytes += one.object.size;
    if (bytes < BATCH_BYTES && batch.length < BATCH_OBJECTS) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
