import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  statSync,
  unlinkSync,
  writevSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AppError, messageOf } from '../../base/errors/index.ts';

/** `fs.writevSync`, or a test's. */
export type WriteV = (file: number, buffers: readonly Uint8Array[], position: number) => number;

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'the rights do not allow it',
  EPERM: 'the rights do not allow it',
};

/** Runs `work`; what the file system refuses comes out as TG_LAKE_UNWRITABLE with the path. */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const why = WORDS[errnoOf(error) ?? ''] ?? messageOf(error);
    throw new AppError('TG_LAKE_UNWRITABLE', `${path} could not be written: ${why}.`, {
      cause: error,
    });
  }
}

/** The system's name of an error, such as ENOENT. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Writes all buffers from `position` on, however little the system takes at a time. Returns the bytes written. */
export function writeFully(
  file: number,
  buffers: readonly Uint8Array[],
  { position = 0, writev = writevSync as WriteV } = {},
): number {
  let rest = buffers.filter((buffer) => buffer.byteLength > 0);
  let written = 0;
  while (rest.length > 0) {
    const count = writev(file, rest, position + written);
    if (count === 0) throw new AppError('TG_LAKE_UNWRITABLE', 'The disk took none of the bytes.');
    written += count;
    rest = without(rest, count);
  }
  return written;
}

function without(buffers: readonly Uint8Array[], count: number): Uint8Array[] {
  let skip = count;
  const first = buffers.findIndex((buffer) => {
    if (skip < buffer.byteLength) return true;
    skip -= buffer.byteLength;
    return false;
  });
  if (first === -1) return [];
  return buffers
    .slice(first)
    .map((buffer, index) => (index === 0 ? buffer.subarray(skip) : buffer));
}

/** Makes the names in a folder durable. Windows cannot, and journals them itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Syncs folders; their parents up to the home once each, for these change only when a folder is made. */
export class FolderSync {
  readonly #home: string;
  readonly #settled = new Set<string>();

  constructor(home: string) {
    this.#home = home;
  }

  sync(folders: Iterable<string>): void {
    for (const folder of new Set(folders)) {
      writing(folder, () => {
        syncFolder(folder);
        this.#settle(folder);
      });
    }
  }

  /** A folder that was removed must be made durable anew when it comes back. */
  forget(folder: string): void {
    this.#settled.delete(folder);
  }

  #settle(folder: string): void {
    if (folder === this.#home || this.#settled.has(folder)) return;
    const parent = dirname(folder);
    syncFolder(parent);
    this.#settle(parent);
    this.#settled.add(folder);
  }
}

/** Names in a folder, sorted; none when it does not exist. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Bytes of a file; undefined when it does not exist. */
export function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/** Deletes a file; whether it was there. */
export function removeFile(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
