import type { AppError } from '../../base/errors/index.ts';
import { fetchOrdered, type Storage } from '../storage/index.ts';
import type { NewObject } from './new-objects.ts';

/** An object to take in: with its bytes, with why there are none, or alone when it lies on this machine. */
export interface Fetched {
  readonly object: NewObject;
  readonly bytes?: Uint8Array;
  readonly error?: AppError;
}

/**
 * Enough for a thread to be worth a message, little enough that two of them share the work. What a thread needs to enter
 * rows, and the main thread to judge them, has left its cache since the last batch, whatever the size of that: a larger
 * one takes up to 4 % off a collect, and more memory now and then than a thread should have.
 */
export const BATCH_BYTES: number = 1280 * 1024;
const BATCH_OBJECTS = 1024;

/** Reads objects in order; files of this machine are left for the threads to read. */
export async function* fetchAll(
  storage: Storage,
  pages: AsyncIterable<readonly NewObject[]>,
  signal: AbortSignal,
): AsyncGenerator<readonly Fetched[]> {
  if (storage.localPath) {
    for await (const page of pages) yield page.map((object) => ({ object }));
    return;
  }
  for await (const one of fetchOrdered(oneByOne(pages), storage, { signal })) yield [one];
}

/** Groups of objects for one thread each; none has objects of several days. */
export async function* inBatches(
  pages: AsyncIterable<readonly Fetched[]>,
): AsyncGenerator<readonly Fetched[]> {
  let batch: Fetched[] = [];
  let bytes = 0;
  for await (const page of pages) {
    for (const one of page) {
      const isFull = bytes + one.object.size > BATCH_BYTES || batch.length >= BATCH_OBJECTS;
      if (batch.length > 0 && (isFull || dayOf(batch) !== one.object.route.day)) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(one);
      bytes += one.object.size;
    }
  }
  if (batch.length > 0) yield batch;
}

/** The day that the keys of a batch tell. */
export function dayOf(batch: readonly Fetched[]): string | undefined {
  return batch[0]?.object.route.day;
}

async function* oneByOne<Item>(pages: AsyncIterable<readonly Item[]>): AsyncGenerator<Item> {
  for await (const page of pages) yield* page;
}
