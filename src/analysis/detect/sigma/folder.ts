import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { AppError } from '../../../base/errors/index.ts';
import type { Collection } from './model.ts';
import { type ReadOptions, readSigma } from './read.ts';

export interface FolderOptions extends ReadOptions {
  /** The name of the pack that the files are. */
  readonly pack?: string;
}

/**
 * Reads every `.yml` and `.yaml` below a folder, or one file; files are named relative to the folder.
 * @throws AppError TG_STORAGE_NOT_FOUND, TG_STORAGE_DENIED
 */
export function readSigmaFolder(folder: string, options: FolderOptions = {}): Collection {
  const { pack } = options;
  const files = filesOf(folder).map(({ file, path }) => ({
    file,
    text: access(path, () => readFileSync(path, 'utf8')),
    ...(pack === undefined ? {} : { pack }),
  }));
  return readSigma(files, options);
}

interface FoundFile {
  readonly file: string;
  readonly path: string;
}

function filesOf(folder: string): readonly FoundFile[] {
  return access(folder, () => {
    if (!statSync(folder).isDirectory()) return [{ file: basename(folder), path: folder }];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ya?ml$/i.test(file))
      .map((file) => ({ file: file.replaceAll(sep, '/'), path: join(folder, file) }))
      .filter(({ path }) => statSync(path).isFile())
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  });
}

function access<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      throw new AppError('TG_STORAGE_NOT_FOUND', `There is no ${path}.`, { cause: error });
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new AppError('TG_STORAGE_DENIED', `${path} may not be read.`, { cause: error });
    }
    throw error;
  }
}
