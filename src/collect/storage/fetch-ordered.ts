import { AppError, toAppError } from '../../base/errors/index.ts';
import { formatBytes } from '../../base/text/index.ts';
import { inOrder } from './in-order.ts';
import type { Storage, StoredObject } from './storage.ts';

export interface FetchOptions {
  /** Bytes that may be fetched ahead, counted as listed. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** Objects that may be fetched ahead. Default: 2,048. */
  readonly maxObjects?: number;
  /** A larger object is an error: nothing that large is read into memory. Default: 512 MiB. */
  readonly maxObjectBytes?: number;
  readonly signal?: AbortSignal;
}

/** An object with its content, or with why there is none. */
export type FetchedObject<T extends StoredObject = StoredObject> =
  | { readonly object: T; readonly bytes: Uint8Array; readonly error?: never }
  | { readonly object: T; readonly error: AppError; readonly bytes?: never };

const MIB = 1024 * 1024;

/**
 * Reads ahead, and gives the objects in the order they came in. A failing object does not end the
 * others; only the signal does, and a source that fails, after what it gave.
 */
export async function* fetchOrdered<T extends StoredObject>(
  objects: AsyncIterable<T> | Iterable<T>,
  storage: Storage,
  options: FetchOptions = {},
): AsyncGenerator<FetchedObject<T>, void> {
  const { maxBytes = 64 * MIB, maxObjects = 2048, maxObjectBytes = 512 * MIB, signal } = options;
  const left = new AbortController();
  const either = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  const fetchOne = async (object: T): Promise<FetchedObject<T>> => {
    try {
      if (object.size > maxObjectBytes) throw tooLarge(object, storage, maxObjectBytes);
      return { object, bytes: await storage.read(object, { signal: either }) };
    } catch (error) {
      either.throwIfAborted();
      return { object, error: toAppError(error) };
    }
  };
  const weigh = ({ size }: StoredObject) => (size > maxObjectBytes ? 0 : size);
  try {
    yield* inOrder(objects, fetchOne, { maxItems: maxObjects, maxWeight: maxBytes, weigh });
  } finally {
    // Whoever stops taking has no use for what is still under way.
    left.abort();
  }
}

function tooLarge(object: StoredObject, storage: Storage, limit: number): AppError {
  const size = `${formatBytes(object.size)}, more than ${formatBytes(limit)}`;
  return new AppError('TG_STORAGE_TOO_LARGE', `${object.key} in ${storage.name} has ${size}.`);
}
