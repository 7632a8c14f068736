import { type LogFolder, logFolderOf, type ObjectKind } from '../../../cloudtrail/objects/index.ts';
import type { ReadOptions, Storage } from '../../storage/index.ts';
import { type DiscoveredPage, reported } from './pages.ts';
import { type WalkOptions, walk } from './walk.ts';
import { DEFAULT_KINDS, type DiscoverFilter, wantedKeys, wantedOf } from './wanted.ts';

export interface DiscoverOptions extends ReadOptions {
  /** Default: events, insights, network, aggregated, and what a key does not tell. */
  readonly kinds?: readonly ObjectKind[];
  /**
   * `day`: all accounts and regions of a day, then the next day. `key`: account after account and
   * region after region, with fewer requests. With a time range always `day`; else `key` by default.
   */
  readonly order?: 'day' | 'key';
}

/**
 * Finds the objects below a prefix, wherever in or above CloudTrail's layout it stands. Loose files
 * come first, whatever the range. A listing that breaks is reported, and does not end the others.
 */
export async function* discover(
  storage: Storage,
  prefix: string,
  filter: DiscoverFilter = {},
  options: DiscoverOptions = {},
): AsyncGenerator<DiscoveredPage, void> {
  const reading: ReadOptions = options.signal ? { signal: options.signal } : {};
  const folder = logFolderOf(prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`);
  const wanted = wantedOf(filter, kindsOf(folder, options.kinds));
  if (folder.path === prefix || (await isFolder(storage, folder.path, reading))) {
    yield* walk(folder, { storage, wanted, depth: depthOf(filter, options), reading });
    return;
  }
  const isWanted = wantedKeys(wanted);
  const isAsked = (key: string) => key === prefix || isWanted(key);
  yield* reported(prefix, storage.list(prefix, reading), isAsked, reading.signal);
}

/** Whoever names the folder of another service, or one of his own among those, means it. */
function kindsOf(
  { kind }: LogFolder,
  kinds: readonly ObjectKind[] = DEFAULT_KINDS,
): readonly ObjectKind[] {
  return kind === 'foreign' ? [...kinds, kind] : kinds;
}

function depthOf({ range }: DiscoverFilter, { order }: DiscoverOptions): WalkOptions['depth'] {
  const isRanged = range?.from !== undefined || range?.to !== undefined;
  return isRanged || order === 'day' ? 'day' : 'region';
}

/** Whether a prefix without its `/` is a folder, and not an object or the beginning of some names. */
async function isFolder(storage: Storage, path: string, reading: ReadOptions): Promise<boolean> {
  try {
    for await (const { folders, objects } of storage.level(path, reading)) {
      if (folders.length > 0 || objects.length > 0) return true;
    }
    return false;
  } catch {
    reading.signal?.throwIfAborted();
    // The walk meets the same error, and reports it.
    return true;
  }
}
