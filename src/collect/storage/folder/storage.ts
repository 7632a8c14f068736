import { resolve, sep } from 'node:path';
import { AppError } from '../../../base/errors/index.ts';
import { zeroCounters } from '../counters.ts';
import type { LevelPage, ReadOptions, Storage, StorageCounters, StoredObject } from '../storage.ts';
import { type Entry, pathOf, type Root, readEntries } from './entries.ts';
import { type BrokenFolder, fileError, foldersError } from './file-errors.ts';
import { defaultFileReader, type FileReader, isAbsent } from './file-reader.ts';

const PAGE = 1000;
/** A part that is empty, `.` or `..`: without one a key needs no resolving. */
const CLIMBING = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A folder on this machine. Keys are paths from it, links to folders elsewhere are followed. */
export class FolderStorage implements Storage {
  readonly id = 'folder';
  readonly name: string;
  readonly #root: Root;
  /** The resolved root, with a separator at its end. */
  readonly #top: string;
  readonly #only: string | undefined;
  readonly #counters = zeroCounters();

  /** With `only`, the key of the one file that is shown. */
  constructor(path: string, only?: string, files: FileReader = defaultFileReader) {
    this.name = path;
    this.#root = { path, files };
    const top = resolve(path);
    this.#top = top.endsWith(sep) ? top : `${top}${sep}`;
    this.#only = only;
  }

  async *list(
    prefix: string,
    { signal }: ReadOptions = {},
  ): AsyncGenerator<readonly StoredObject[]> {
    const broken: BrokenFolder[] = [];
    const stack: Entry[] = [];
    const enter = async (folder: string) => {
      for (const entry of (await this.#entries(folder, prefix, broken)).toReversed()) {
        stack.push(entry);
      }
    };
    await enter(prefix.slice(0, prefix.lastIndexOf('/') + 1));
    let keys: string[] = [];
    for (let entry = stack.pop(); entry; entry = stack.pop()) {
      signal?.throwIfAborted();
      if (entry.isFolder) await enter(entry.key);
      else keys.push(entry.key);
      if (keys.length === PAGE) {
        yield this.#look(keys, broken);
        keys = [];
      }
    }
    if (keys.length > 0) yield this.#look(keys, broken);
    throwIfBroken(broken);
  }

  async *level(prefix: string, { signal }: ReadOptions = {}): AsyncGenerator<LevelPage> {
    const broken: BrokenFolder[] = [];
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    const entries = await this.#entries(folder, prefix, broken);
    const folders = entries.filter(({ isFolder }) => isFolder);
    const files = entries.filter(({ isFolder }) => !isFolder);
    yield { folders: folders.map(({ key }) => key.slice(prefix.length)), objects: [] };
    for (let start = 0; start < files.length; start += PAGE) {
      signal?.throwIfAborted();
      const keys = files.slice(start, start + PAGE).map(({ key }) => key);
      yield { folders: [], objects: this.#look(keys, broken) };
    }
    throwIfBroken(broken);
  }

  async read(object: StoredObject, { signal }: ReadOptions = {}): Promise<Uint8Array> {
    const path = this.localPath(object.key);
    this.#counters.requests++;
    const bytes = await this.#bytesOf(path, signal);
    if (bytes.byteLength !== object.size) throw truncated(path, object.size, bytes.byteLength);
    this.#counters.bytes += bytes.byteLength;
    return bytes;
  }

  readonly localPath = (key: string): string => {
    if (sep === '/' && !CLIMBING.test(key)) return `${this.#top}${key}`;
    const path = resolve(pathOf(this.#root, key));
    // A key may come out of a digest, which is outside data.
    if (path.startsWith(this.#top)) return path;
    throw new AppError('TG_STORAGE_DENIED', `The key ${key} leads out of ${this.name}.`, {
      hint: 'Keys are paths below the folder.',
    });
  };

  get counters(): StorageCounters {
    return { ...this.#counters };
  }

  async close(): Promise<void> {}

  async #bytesOf(path: string, signal?: AbortSignal): Promise<Uint8Array> {
    try {
      return await this.#root.files.readFile(path, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw fileError(path, error);
    }
  }

  async #entries(
    folder: string,
    prefix: string,
    broken: BrokenFolder[],
  ): Promise<readonly Entry[]> {
    try {
      const entries = await readEntries(this.#root, folder);
      return entries.filter(({ key }) => key.startsWith(prefix) && this.#shows(key));
    } catch (cause) {
      broken.push({ path: pathOf(this.#root, folder), cause });
      return [];
    }
  }

  #shows(key: string): boolean {
    const only = this.#only;
    return only === undefined || key === only || (key.endsWith('/') && only.startsWith(key));
  }

  #look(keys: readonly string[], broken: BrokenFolder[]): readonly StoredObject[] {
    return keys.map((key) => this.#lookAt(key, broken)).filter((object) => object !== undefined);
  }

  #lookAt(key: string, broken: BrokenFolder[]): StoredObject | undefined {
    const path = pathOf(this.#root, key);
    try {
      const stat = this.#root.files.stat(path);
      if (!stat.isFile()) return undefined;
      const etag = `${stat.size.toString(16)}-${stat.mtimeNs.toString(16)}`;
      return { key, size: Number(stat.size), etag, modified: Number(stat.mtimeMs) };
    } catch (cause) {
      // Gone since its folder was read, or a link to nothing.
      if (!isAbsent(cause)) broken.push({ path, cause });
      return undefined;
    }
  }
}

function throwIfBroken(broken: readonly BrokenFolder[]): void {
  const error = foldersError(broken);
  if (error) throw error;
}

function truncated(path: string, expected: number, found: number): AppError {
  const message = `${path} had ${expected} bytes when it was listed, and ${found} when it was read.`;
  return new AppError('TG_STORAGE_TRUNCATED', message, {
    hint: 'The file may still be written: run the command again when it is complete.',
  });
}
