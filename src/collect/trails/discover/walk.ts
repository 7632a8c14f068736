import { enterFolder, type LogFolder, type Place } from '../../../cloudtrail/objects/index.ts';
import {
  compareKeys,
  inOrder,
  type LevelPage,
  type ReadOptions,
  type Storage,
  type StoredObject,
} from '../../storage/index.ts';
import { askAhead, type DiscoveredPage, reported } from './pages.ts';
import { mayHoldWanted, type Wanted, wantedKeys } from './wanted.ts';

export interface WalkOptions {
  readonly storage: Storage;
  readonly wanted: Wanted;
  /** Where folders are no longer entered one by one, but listed with everything below. */
  readonly depth: 'region' | 'day';
  readonly reading: ReadOptions;
}

/** Folders that are asked at the same time. */
const PARALLEL = 16;

const LISTED: Readonly<Record<WalkOptions['depth'], ReadonlySet<Place>>> = {
  region: new Set<Place>(['region', 'year', 'month', 'day']),
  day: new Set<Place>(['day']),
};

/**
 * Enters folders level by level, leaving out those in which nothing can be wanted, and gives the
 * loose files on the way; then lists the folders that were found, by day, then by path.
 */
export async function* walk(
  start: LogFolder,
  options: WalkOptions,
): AsyncGenerator<DiscoveredPage, void> {
  const found: LogFolder[] = [];
  let level: readonly LogFolder[] = mayHoldWanted(start, options.wanted) ? [start] : [];
  while (level.length > 0) {
    const isListed = ({ place }: LogFolder) => LISTED[options.depth].has(place);
    found.push(...level.filter(isListed));
    const below: LogFolder[] = [];
    yield* enterAll(
      level.filter((folder) => !isListed(folder)),
      below,
      options,
    );
    level = below;
  }
  yield* listAll(found.sort(byDay), options);
}

function byDay(a: LogFolder, b: LogFolder): number {
  return compareKeys(a.date ?? '', b.date ?? '') || compareKeys(a.path, b.path);
}

/** Gives the loose files of some folders, and adds to `below` the folders in them. */
async function* enterAll(
  folders: readonly LogFolder[],
  below: LogFolder[],
  { storage, wanted, reading }: WalkOptions,
): AsyncGenerator<DiscoveredPage, void> {
  const ask = async (folder: LogFolder) => ({
    folder,
    pages: await askAhead(storage.level(folder.path, reading)),
  });
  for await (const { folder, pages } of inOrder(folders, ask, { maxItems: PARALLEL })) {
    const looseFiles = splitOff(pages, (name) => {
      const entered = enterFolder(folder, name);
      if (mayHoldWanted(entered, wanted)) below.push(entered);
    });
    yield* reported(folder.path, looseFiles, wantedKeys(wanted), reading.signal);
  }
}

async function* splitOff(
  pages: AsyncIterable<LevelPage>,
  onFolder: (name: string) => void,
): AsyncGenerator<readonly StoredObject[], void> {
  for await (const { folders, objects } of pages) {
    for (const name of folders) onFolder(name.slice(0, -1));
    yield objects;
  }
}

async function* listAll(
  folders: readonly LogFolder[],
  { storage, wanted, reading }: WalkOptions,
): AsyncGenerator<DiscoveredPage, void> {
  const ask = async (folder: LogFolder) => ({
    folder,
    pages: await askAhead(storage.list(folder.path, reading)),
  });
  const isWanted = wantedKeys(wanted);
  for await (const { folder, pages } of inOrder(folders, ask, { maxItems: PARALLEL })) {
    yield* reported(folder.path, pages, isWanted, reading.signal);
  }
}
