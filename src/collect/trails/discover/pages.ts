import { type AppError, toAppError } from '../../../base/errors/index.ts';
import type { StoredObject } from '../../storage/index.ts';

/** Some objects of a folder; or why the folder, or a part of it, could not be listed. */
export type DiscoveredPage =
  | { readonly folder: string; readonly objects: readonly StoredObject[]; readonly error?: never }
  | { readonly folder: string; readonly error: AppError; readonly objects?: never };

/** The pages of one listing that hold something wanted; a listing that breaks ends in its error. */
export async function* reported(
  folder: string,
  listing: AsyncIterable<readonly StoredObject[]>,
  isWanted: (key: string) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<DiscoveredPage, void> {
  try {
    for await (const page of listing) {
      const objects = page.filter(({ key }) => isWanted(key));
      if (objects.length > 0) yield { folder, objects };
    }
  } catch (error) {
    signal?.throwIfAborted();
    yield { folder, error: toAppError(error) };
  }
}

/** Asks for the first page at once, so that several listings can be under way; the rest when taken. */
export async function askAhead<Page>(listing: AsyncIterable<Page>): Promise<AsyncIterable<Page>> {
  const iterator = listing[Symbol.asyncIterator]();
  const first = iterator.next();
  // It is thrown again where the pages are taken.
  await first.catch(() => {});
  async function* pages(): AsyncGenerator<Page, void> {
    for (let page = await first; !page.done; page = await iterator.next()) yield page.value;
  }
  return pages();
}
