import { closeSync, fsyncSync, mkdirSync, openSync, readSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../base/errors/index.ts';
import type { Day } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { IdLength } from '../catalog/index.ts';
import {
  errnoOf,
  type FolderSync,
  namesIn,
  removeFile,
  sizeOf,
  writeFully,
  writing,
} from './disk.ts';
import { idsFolder, idsPath, KINDS } from './paths.ts';

/** Ids of one day that a commit makes durable. */
export interface DayIds {
  readonly kind: TableKind;
  readonly day: Day;
  readonly ids: readonly Int32Array[];
}

/** The id index on disk: a file for each table and day, of which the catalog says how much is valid. */
export class IdFiles {
  readonly #home: string;
  readonly #folders: FolderSync;
  readonly #lengths = new Map<string, number>();

  constructor(home: string, lengths: readonly IdLength[], folders: FolderSync) {
    this.#home = home;
    this.#folders = folders;
    this.accept(lengths);
  }

  /** Whether a day has valid ids. */
  has(kind: TableKind, day: Day): boolean {
    return this.#length(kind, day) > 0;
  }

  /** The valid ids of a day. @throws AppError TG_LAKE_DAMAGED when the file is shorter than it was committed */
  read(kind: TableKind, day: Day): Int32Array {
    const bytes = this.#length(kind, day);
    const ids = new Int32Array(bytes / 4);
    if (bytes === 0) return ids;
    const path = idsPath(this.#home, kind, day);
    if (readInto(path, new Uint8Array(ids.buffer)) < bytes) {
      const message = `${path} is shorter than the ${bytes} bytes that the catalog lists.`;
      throw new AppError('TG_LAKE_DAMAGED', message);
    }
    return ids;
  }

  /** Writes ids behind the valid ones, durably. They count once a catalog commit has the new lengths and `accept` too. */
  append(days: readonly DayIds[]): readonly IdLength[] {
    const lengths = days.map((one) => this.#appendDay(one));
    this.#folders.sync(days.map(({ kind }) => idsFolder(this.#home, kind)));
    return lengths;
  }

  accept(lengths: readonly IdLength[]): void {
    for (const { kind, day, bytes } of lengths) {
      if (bytes > 0) this.#lengths.set(keyOf(kind, day), bytes);
      else this.#lengths.delete(keyOf(kind, day));
    }
  }

  remove(kind: TableKind, day: Day): void {
    removeFile(idsPath(this.#home, kind, day));
  }

  /** Cuts what no commit vouches for. Returns the bytes cut. */
  trim(): number {
    let cut = 0;
    for (const kind of KINDS) {
      for (const name of namesIn(idsFolder(this.#home, kind))) {
        if (name.endsWith('.ids')) cut += this.#trimFile(kind, name);
      }
    }
    return cut;
  }

  #trimFile(kind: TableKind, name: string): number {
    const path = join(idsFolder(this.#home, kind), name);
    const valid = this.#length(kind, name.slice(0, -'.ids'.length) as Day);
    const size = sizeOf(path) ?? 0;
    writing(path, () => {
      if (valid === 0) removeFile(path);
      else if (size > valid) truncateSync(path, valid);
    });
    return Math.max(0, size - valid);
  }

  #appendDay({ kind, day, ids }: DayIds): IdLength {
    const path = idsPath(this.#home, kind, day);
    const position = this.#length(kind, day);
    const bytes = writing(path, () => {
      mkdirSync(idsFolder(this.#home, kind), { recursive: true });
      const file = openToWrite(path);
      try {
        const written = writeFully(file, ids.map(bytesOf), { position });
        fsyncSync(file);
        return written;
      } finally {
        closeSync(file);
      }
    });
    return { kind, day, bytes: position + bytes };
  }

  #length(kind: TableKind, day: Day): number {
    return this.#lengths.get(keyOf(kind, day)) ?? 0;
  }
}

function keyOf(kind: TableKind, day: Day): string {
  return `${kind}/${day}`;
}

function bytesOf(ids: Int32Array): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}

// Not 'a': what a failed commit left behind the valid ids is to be overwritten.
function openToWrite(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return openSync(path, 'wx');
    throw error;
  }
}

function readInto(path: string, target: Uint8Array): number {
  if (sizeOf(path) === undefined) return 0;
  const file = openSync(path, 'r');
  try {
    let read = 0;
    for (let count = -1; count !== 0 && read < target.length; read += count) {
      count = readSync(file, target, read, target.length - read, read);
    }
    return read;
  } finally {
    closeSync(file);
  }
}
