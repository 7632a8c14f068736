import { isAbsolute, join, relative, sep } from 'node:path';
import { compareKeys } from '../key-order.ts';
import { type FileReader, isAbsent } from './file-reader.ts';

/** A file or folder; the key of a folder ends in `/`. */
export interface Entry {
  readonly key: string;
  readonly isFolder: boolean;
}

/** A folder on this machine, seen as the root of keys. */
export interface Root {
  readonly path: string;
  readonly files: FileReader;
}

export function pathOf(root: Root, key: string): string {
  if (sep !== '/') return join(root.path, ...key.split('/'));
  const top = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return top + (key.endsWith('/') ? key.slice(0, -1) : key);
}

/** What lies in a folder, in key order; nothing when the folder is not there. */
export async function readEntries(root: Root, folder: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const found of await readNames(root, folder)) {
    const key = `${folder}${found.name}`;
    const isFolder =
      found.isDirectory() || (found.isSymbolicLink() && (await isOpenLink(root, folder, key)));
    if (isFolder) entries.push({ key: `${key}/`, isFolder });
    else if (found.isFile() || found.isSymbolicLink()) entries.push({ key, isFolder });
  }
  return entries.sort((a, b) => compareKeys(a.key, b.key));
}

async function readNames(root: Root, folder: string) {
  try {
    return await root.files.readdir(pathOf(root, folder));
  } catch (error) {
    // A prefix under which nothing lies is an empty listing, as in S3.
    if (isAbsent(error)) return [];
    throw error;
  }
}

/**
 * Whether a link leads to a folder that is to be entered. Not into the root, where everything is
 * listed under its own name already, and not to a folder above the link: that would never end.
 */
async function isOpenLink(root: Root, folder: string, key: string): Promise<boolean> {
  try {
    const link = pathOf(root, key);
    if (!root.files.stat(link).isDirectory()) return false;
    const target = await root.files.realpath(link);
    const above = await Promise.all(
      foldersAbove(folder).map((each) => root.files.realpath(pathOf(root, each))),
    );
    return !isWithin(target, above[0] ?? '') && !above.some((each) => isWithin(each, target));
  } catch {
    // What leads nowhere or cannot be looked at is handled, and reported, where it is read.
    return false;
  }
}

/** `a/b/` lies in the root, in `a/`, and in itself. */
function foldersAbove(folder: string): readonly string[] {
  const names = folder.split('/').slice(0, -1);
  return ['', ...names.map((_, index) => `${names.slice(0, index + 1).join('/')}/`)];
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
