import { basename, dirname, join, resolve, sep } from 'node:path';
import type { StoragePlugin } from '../plugin.ts';
import type { OpenedStorage } from '../storage.ts';
import { fileError } from './file-errors.ts';
import { defaultFileReader } from './file-reader.ts';
import { FolderStorage } from './storage.ts';

export const folderPlugin: StoragePlugin = {
  id: 'folder',
  accepts: (address) => address !== '' && !/^[a-z][a-z0-9+.-]+:\/\//i.test(address),
  open: (address) => openFolder(address),
};

async function openFolder(address: string): Promise<OpenedStorage> {
  const path = resolve(address);
  if (isFolder(path)) {
    const { root, prefix } = splitAtLogs(path);
    return { storage: new FolderStorage(root), prefix };
  }
  const { root, prefix } = splitAtLogs(dirname(path));
  const key = `${prefix}${basename(path)}`;
  return { storage: new FolderStorage(root, key), prefix: key };
}

/**
 * The root lies above `AWSLogs`, so that a file has the same key, and is known as the same, from
 * wherever inside the layout somebody points at it.
 */
function splitAtLogs(path: string): { readonly root: string; readonly prefix: string } {
  const names = path.split(sep);
  const logs = names.lastIndexOf('AWSLogs');
  if (logs < 1) return { root: path, prefix: '' };
  return {
    root: resolve(join(names.slice(0, logs).join(sep), sep)),
    prefix: `${names.slice(logs).join('/')}/`,
  };
}

function isFolder(path: string): boolean {
  try {
    return defaultFileReader.stat(path).isDirectory();
  } catch (error) {
    throw fileError(path, error);
  }
}
