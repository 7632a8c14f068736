import { AppError } from '../../base/errors/index.ts';
import type { Storage, StoredObject } from './storage.ts';

export async function gather<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function listAll(storage: Storage, prefix = ''): Promise<readonly StoredObject[]> {
  return (await gather(storage.list(prefix))).flat();
}

export async function keysOf(storage: Storage, prefix = ''): Promise<readonly string[]> {
  return (await listAll(storage, prefix)).map(({ key }) => key);
}

/** The names of the folders one level below a prefix. */
export async function foldersOf(storage: Storage, prefix = ''): Promise<readonly string[]> {
  return (await gather(storage.level(prefix))).flatMap(({ folders }) => folders);
}

/** The AppError with which the work ends; anything else fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}
