import { AppError } from '../../base/errors/index.ts';
import { plural } from '../../base/text/index.ts';
import type { Day } from '../../base/time/index.ts';
import { openCatalog, type PartsQuery, type PartsSnapshot } from '../catalog/index.ts';
import { sizeOf } from './disk.ts';
import { partPath } from './paths.ts';

/** One file that a query reads. Times in microseconds, both inside. */
export interface SnapshotPart {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly day: Day;
  readonly minTs: number;
  readonly maxTs: number;
}

/** The parts that one query reads, as of one commit: 0 before the first. */
export interface Snapshot {
  readonly parts: readonly SnapshotPart[];
  readonly rows: number;
  readonly commit: number;
}

/**
 * Takes the parts that may hold rows of a table within a range. They stay on disk for the grace period of the lake,
 * whatever is removed meanwhile; no writer waits for it, and none makes it wait.
 * @throws AppError TG_LAKE_EMPTY, TG_LAKE_DAMAGED
 */
export function snapshot(home: string, query: PartsQuery): Snapshot {
  const { commit, parts } = listParts(home, query);
  const files = parts.map(({ rows, bytes, day, minTs, maxTs, ...place }): SnapshotPart => {
    return { path: partPath(home, { ...place, day }), rows, bytes, day, minTs, maxTs };
  });
  assertPresent(files.filter(({ path }) => sizeOf(path) === undefined));
  return { parts: files, rows: files.reduce((sum, { rows }) => sum + rows, 0), commit };
}

function listParts(home: string, query: PartsQuery): PartsSnapshot {
  const catalog = openCatalog(home, { readonly: true });
  try {
    return catalog.snapshotParts(query);
  } finally {
    catalog.close();
  }
}

function assertPresent(missing: readonly SnapshotPart[]): void {
  const [first] = missing;
  if (!first) return;
  const message = `${plural(missing.length, 'part')} of the lake cannot be found, ${first.path} first.`;
  throw new AppError('TG_LAKE_DAMAGED', message, {
    details: { missing: missing.map(({ path }) => path) },
  });
}
