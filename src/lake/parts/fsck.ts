import { AppError } from '../../base/errors/index.ts';
import { type Catalog, catalogPath, lockWriter, openCatalog } from '../catalog/index.ts';
import { checkFolder, checkIds, checkPart, type Fault } from './checks.ts';
import { FolderSync } from './disk.ts';
import { IdFiles } from './id-files.ts';
import { recover } from './recovery.ts';
import { type PartFolder, partFolders } from './walk.ts';

export interface Finding extends Fault {
  /** `repair` took care of it. */
  readonly repaired: boolean;
}

export interface FsckReport {
  /** Live parts. */
  readonly parts: number;
  readonly findings: readonly Finding[];
}

export interface FsckOptions {
  /** Removes orphans and cuts what is too long; needs to be the only writer. */
  readonly repair?: boolean;
}

/**
 * Compares the catalog with the disk.
 * @throws AppError TG_LAKE_EMPTY; TG_CATALOG_BUSY when it is to repair and a writer is at work
 */
export function fsck(home: string, { repair = false }: FsckOptions = {}): FsckReport {
  const lock = repair ? lockWriter(home) : undefined;
  try {
    return inspect(home, repair);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'TG_CATALOG_DAMAGED') throw error;
    const path = catalogPath(home);
    const finding = { problem: 'catalog', path, detail: error.message, repaired: false } as const;
    return { parts: 0, findings: [finding] };
  } finally {
    lock?.release();
  }
}

function inspect(home: string, repair: boolean): FsckReport {
  // The disk before the catalog: a part that is committed in between is then no orphan.
  const folders = partFolders(home);
  const catalog = openCatalog(home, { readonly: true });
  try {
    const faults = findFaults(home, folders, catalog);
    if (repair) recover(home, catalog, idFilesOf(home, catalog));
    const findings = faults.map((one) => ({ ...one, repaired: repair && isMendable(one) }));
    return { parts: catalog.days().reduce((sum, { parts }) => sum + parts, 0), findings };
  } finally {
    catalog.close();
  }
}

function findFaults(
  home: string,
  folders: readonly PartFolder[],
  catalog: Catalog,
): readonly Fault[] {
  const parts = catalog.parts();
  const listed = new Set<string>(parts.map(({ id }) => id));
  const live = parts.filter(({ removedBy }) => removedBy === undefined);
  const unsound = catalog
    .faults()
    .map((detail): Fault => ({ problem: 'catalog', path: catalog.path, detail }));
  return [
    ...unsound,
    ...live.flatMap((part) => checkPart(home, part)),
    ...folders.flatMap((folder) => checkFolder(folder, listed)),
    ...checkIds(home, catalog.idLengths()),
  ];
}

function idFilesOf(home: string, catalog: Catalog): IdFiles {
  return new IdFiles(home, catalog.idLengths(), new FolderSync(home));
}

function isMendable({ problem }: Fault): boolean {
  return problem === 'orphan' || problem === 'ids-long';
}
