import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { IdLength, PartRow } from '../catalog/index.ts';
import { namesIn, sizeOf } from './disk.ts';
import { idsFolder, idsPath, KINDS, partPath } from './paths.ts';
import { isLeftover } from './recovery.ts';
import type { PartFolder } from './walk.ts';

/**
 * `catalog`: SQLite finds it unsound. `missing`, `size`, `magic`: a listed part is not there, not as long as listed,
 * or no Parquet. `orphan`: a file of ours that no commit lists, a leftover or a writer's present work. `stranger`:
 * a file that is none of ours. `ids-short`, `ids-long`: an id index file against its listed length.
 */
export type Problem =
  | 'catalog'
  | 'missing'
  | 'size'
  | 'magic'
  | 'orphan'
  | 'stranger'
  | 'ids-short'
  | 'ids-long';

export interface Fault {
  readonly problem: Problem;
  readonly path: string;
  /** What is wrong, in words. */
  readonly detail: string;
}

// A Parquet file begins and ends with it: https://parquet.apache.org/docs/file-format/
const MAGIC = 'PAR1';

export function checkPart(home: string, part: PartRow): readonly Fault[] {
  const path = partPath(home, part);
  const size = sizeOf(path);
  if (size === undefined) return [{ problem: 'missing', path, detail: 'the file is not there' }];
  if (size !== part.bytes) {
    return [{ problem: 'size', path, detail: `${size} bytes instead of ${part.bytes}` }];
  }
  return isParquet(path, size)
    ? []
    : [{ problem: 'magic', path, detail: `it does not begin and end with ${MAGIC}` }];
}

/** Files that no commit lists. */
export function checkFolder(
  { path, names }: PartFolder,
  listed: ReadonlySet<string>,
): readonly Fault[] {
  return names.flatMap((name): readonly Fault[] => {
    const file = join(path, name);
    if (isLeftover(name, listed)) {
      return [{ problem: 'orphan', path: file, detail: 'no commit lists it' }];
    }
    const isListed = listed.has(name.slice(0, -'.parquet'.length));
    return isListed
      ? []
      : [{ problem: 'stranger', path: file, detail: 'Trailglass did not write it' }];
  });
}

export function checkIds(home: string, lengths: readonly IdLength[]): readonly Fault[] {
  const listed = lengths.flatMap((one) => checkLength(home, one));
  const known = new Set(lengths.map(({ kind, day }) => idsPath(home, kind, day)));
  const unlisted = KINDS.flatMap((kind) => idFilesIn(home, kind))
    .filter(({ path }) => !known.has(path))
    .flatMap(({ kind, day }) => checkLength(home, { kind, day, bytes: 0 }));
  return [...listed, ...unlisted];
}

function checkLength(home: string, { kind, day, bytes }: IdLength): readonly Fault[] {
  const path = idsPath(home, kind, day);
  const size = sizeOf(path) ?? 0;
  const detail = `${size} bytes instead of ${bytes}`;
  if (size < bytes) return [{ problem: 'ids-short', path, detail }];
  return size > bytes ? [{ problem: 'ids-long', path, detail }] : [];
}

function idFilesIn(home: string, kind: TableKind) {
  return namesIn(idsFolder(home, kind)).map((name) => {
    const day = name.replace(/\.ids$/, '') as Day;
    return { kind, day, path: join(idsFolder(home, kind), name) };
  });
}

function isParquet(path: string, size: number): boolean {
  const ends = Buffer.alloc(MAGIC.length * 2);
  const file = openSync(path, 'r');
  try {
    readSync(file, ends, 0, MAGIC.length, 0);
    readSync(file, ends, MAGIC.length, MAGIC.length, Math.max(0, size - MAGIC.length));
  } finally {
    closeSync(file);
  }
  return ends.toString('latin1') === MAGIC + MAGIC;
}
