import { join } from 'node:path';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import { namesIn } from './disk.ts';
import { KINDS, kindFolder } from './paths.ts';

/** One day folder of a table as it lies on the disk. */
export interface PartFolder {
  readonly kind: TableKind;
  readonly path: string;
  readonly names: readonly string[];
}

/** Every day folder of every table, listed or not. */
export function partFolders(home: string): readonly PartFolder[] {
  return KINDS.flatMap((kind) => {
    const root = kindFolder(home, kind);
    const days = namesIn(root).filter((name) => name.startsWith('dt='));
    return days.map((day) => {
      const path = join(root, day);
      return { kind, path, names: namesIn(path) };
    });
  });
}
