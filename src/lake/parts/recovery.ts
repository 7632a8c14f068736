import { rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../catalog/index.ts';
import { errnoOf, removeFile, sizeOf, writing } from './disk.ts';
import type { IdFiles } from './id-files.ts';
import { isUnfinished, partIdOf, partPath } from './paths.ts';
import { partFolders } from './walk.ts';

/** What a killed writer had left behind. */
export interface Recovery {
  /** Files of parts that no commit lists, and their bytes. */
  readonly orphans: number;
  readonly orphanBytes: number;
  /** Bytes cut off the id index files. */
  readonly idBytes: number;
}

export interface Sweep {
  readonly parts: number;
  readonly bytes: number;
}

/** Removes unlisted parts and unfinished files, cuts the id index to what is committed. Needs the writer's lock. */
export function recover(home: string, catalog: Catalog, ids: IdFiles): Recovery {
  const listed = new Set<string>(catalog.parts().map((part) => part.id));
  let orphans = 0;
  let orphanBytes = 0;
  for (const { path, names } of partFolders(home)) {
    const leftovers = names.filter((name) => isLeftover(name, listed));
    for (const name of leftovers) {
      orphans++;
      orphanBytes += removeSized(join(path, name));
    }
    if (leftovers.length === names.length) removeEmpty(path);
  }
  return { orphans, orphanBytes, idBytes: ids.trim() };
}

/** Deletes the files of parts that were removed before a moment, then drops them from the catalog. */
export function sweep(home: string, catalog: Catalog, before: number): Sweep {
  const parts = catalog.removedParts(before);
  if (parts.length === 0) return { parts: 0, bytes: 0 };
  const bytes = parts.reduce((sum, part) => sum + removeSized(partPath(home, part)), 0);
  catalog.forgetParts(parts.map((part) => part.id));
  return { parts: parts.length, bytes };
}

/** Whether any part lies in a home, listed or not. */
export function hasParts(home: string): boolean {
  return partFolders(home).some(({ names }) => names.some((name) => partIdOf(name)));
}

/** Files of other names are not ours to remove. */
export function isLeftover(name: string, listed: ReadonlySet<string>): boolean {
  const id = partIdOf(name);
  return isUnfinished(name) || (id !== undefined && !listed.has(id));
}

function removeSized(path: string): number {
  const bytes = sizeOf(path) ?? 0;
  writing(path, () => removeFile(path));
  return bytes;
}

// Retention leaves empty days behind, which a listing would walk for ever.
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (errnoOf(error) !== 'ENOTEMPTY' && errnoOf(error) !== 'EEXIST') throw error;
  }
}
