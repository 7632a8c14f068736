import { closeSync, fsync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { writeFully, writing } from './disk.ts';
import { dayFolder, type PartPlace, partPath, unfinishedPath } from './paths.ts';

/** A part that is written, but not yet under its name. */
export interface PartInHand {
  readonly bytes: number;
  /** Waits until it is on the disk, and gives it its name. It is in the lake once a commit lists it. */
  finish(): Promise<void>;
}

/**
 * Writes a part's file: whole and on the disk, or not under its name at all. Returns its bytes. It is not in the
 * lake before a commit lists it, and until then the next `openLake` removes it.
 * @throws AppError TG_LAKE_UNWRITABLE
 */
export function writePart(home: string, place: PartPlace, buffers: readonly Uint8Array[]): number {
  const { path, unfinished, file, bytes } = write(home, place, buffers);
  return orRemove(path, unfinished, () => {
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
    return bytes;
  });
}

/** As `writePart`, but does not wait for the disk: threads have better things to do meanwhile. */
export function beginPart(
  home: string,
  place: PartPlace,
  buffers: readonly Uint8Array[],
): PartInHand {
  const { path, unfinished, file, bytes } = write(home, place, buffers);
  return {
    bytes,
    finish: async () => {
      const failure = await synced(file).then(
        () => undefined,
        (error: unknown) => error,
      );
      orRemove(path, unfinished, () => {
        closeSync(file);
        if (failure) throw failure;
        renameSync(unfinished, path);
      });
    },
  };
}

const synced = promisify(fsync);

function write(home: string, place: PartPlace, buffers: readonly Uint8Array[]) {
  const path = partPath(home, place);
  const unfinished = unfinishedPath(home, place);
  return orRemove(path, unfinished, () => {
    mkdirSync(dayFolder(home, place.kind, place.day), { recursive: true });
    const file = openSync(unfinished, 'wx');
    try {
      return { path, unfinished, file, bytes: writeFully(file, buffers) };
    } catch (error) {
      closeSync(file);
      throw error;
    }
  });
}

function orRemove<T>(path: string, unfinished: string, step: () => T): T {
  return writing(path, () => {
    try {
      return step();
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  });
}
