import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { writeFully, writing } from './disk.ts';
import { dayFolder, type PartPlace, partPath, unfinishedPath } from './paths.ts';

/**
 * Writes a part's file: whole and on the disk, or not under its name at all. Returns its bytes. It is not in the
 * lake before a commit lists it, and until then the next `openLake` removes it. Made for worker threads: it blocks.
 * @throws AppError TG_LAKE_UNWRITABLE
 */
export function writePart(home: string, place: PartPlace, buffers: readonly Uint8Array[]): number {
  const path = partPath(home, place);
  const unfinished = unfinishedPath(home, place);
  return writing(path, () => {
    mkdirSync(dayFolder(home, place.kind, place.day), { recursive: true });
    try {
      const bytes = writeDurably(unfinished, buffers);
      renameSync(unfinished, path);
      return bytes;
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  });
}

function writeDurably(path: string, buffers: readonly Uint8Array[]): number {
  const file = openSync(path, 'wx');
  try {
    const bytes = writeFully(file, buffers);
    fsyncSync(file);
    return bytes;
  } finally {
    closeSync(file);
  }
}
