import { readFileSync } from 'node:fs';
import type { Effects } from '../../base/effects/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { type Day, dayStart } from '../../base/time/index.ts';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import type { NewPart, PartRow } from '../catalog/index.ts';
import { type MergedPart, mergeParts } from '../parquet/index.ts';
import type { WriterLake } from './lake.ts';
import { newPartId, partPath } from './paths.ts';
import { writePart } from './write-part.ts';

export interface CompactOptions {
  /** Small parts of a day from which merging them is worth it. Default: 2. */
  readonly least?: number;
}

export interface Compaction {
  readonly days: number;
  readonly partsBefore: number;
  readonly partsAfter: number;
  readonly rows: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** A part of fewer rows is small; a merged one has at most twice as many. */
const SMALL_ROWS = 60_000;
const MOST_ROWS = 120_000;

/**
 * Merges the small parts of each day into parts sorted by time, one commit a day. Queries that read the old
 * parts are undisturbed: their files stay for the grace period.
 * @throws AppError TG_LAKE_DAMAGED
 */
export function compact(
  lake: WriterLake,
  effects: Effects,
  { least = 2 }: CompactOptions = {},
): Compaction {
  let sum = { days: 0, partsBefore: 0, partsAfter: 0, rows: 0, bytesBefore: 0, bytesAfter: 0 };
  for (const parts of smallParts(lake, Math.max(2, least))) {
    const added = mergeDay(lake, parts, effects);
    sum = {
      days: sum.days + 1,
      partsBefore: sum.partsBefore + parts.length,
      partsAfter: sum.partsAfter + added.length,
      rows: sum.rows + total(parts, 'rows'),
      bytesBefore: sum.bytesBefore + total(parts, 'bytes'),
      bytesAfter: sum.bytesAfter + total(added, 'bytes'),
    };
  }
  return sum;
}

/** The small parts of each table and day that has enough of them. */
function smallParts(lake: WriterLake, least: number): readonly (readonly PartRow[])[] {
  const small = lake.catalog
    .parts()
    .filter((part) => part.removedBy === undefined && part.rows < SMALL_ROWS);
  const days = Map.groupBy(small, ({ kind, day }) => `${kind} ${day}`);
  return [...days.values()].filter((parts) => parts.length >= least);
}

function mergeDay(
  lake: WriterLake,
  parts: readonly PartRow[],
  effects: Effects,
): readonly NewPart[] {
  const [first] = parts;
  if (!first) return [];
  const { kind, day } = first;
  const files = parts.map((part) => readPart(lake.home, part));
  const rows = total(parts, 'rows');
  const rawBytes = total(parts, 'rawBytes');
  const added: NewPart[] = [];
  for (const merged of mergeParts({ table: TABLES[kind], files, maxRows: MOST_ROWS })) {
    const share = Math.round((rawBytes * merged.rows) / rows);
    added.push(writeMerged(lake.home, { kind, day, rawBytes: share }, merged, effects));
  }
  lake.commit({ at: effects.now(), added, removed: parts.map(({ id }) => id) });
  return added;
}

interface Target {
  readonly kind: TableKind;
  readonly day: Day;
  readonly rawBytes: number;
}

function writeMerged(home: string, target: Target, merged: MergedPart, effects: Effects): NewPart {
  const { kind, day, rawBytes } = target;
  const id = newPartId(effects);
  const bytes = writePart(home, { kind, day, id }, merged.buffers);
  const midnight = dayStart(day) * 1000;
  const { rows, minTs = midnight, maxTs = midnight } = merged;
  return { id, kind, day, rows, bytes, rawBytes, minTs, maxTs };
}

function readPart(home: string, part: PartRow): Uint8Array {
  const path = partPath(home, part);
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new AppError('TG_LAKE_DAMAGED', `Part ${path} cannot be read.`, { cause });
  }
}

function total(parts: readonly NewPart[], of: 'rows' | 'bytes' | 'rawBytes'): number {
  return parts.reduce((sum, part) => sum + part[of], 0);
}
