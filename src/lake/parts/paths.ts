import { join } from 'node:path';
import type { Effects } from '../../base/effects/index.ts';
import type { Day } from '../../base/time/index.ts';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import type { PartId } from '../catalog/index.ts';

/** What says where a part lies. */
export interface PartPlace {
  readonly kind: TableKind;
  readonly day: Day;
  readonly id: PartId;
}

export const KINDS = Object.keys(TABLES) as readonly TableKind[];

const PART_FILE = /^(\d{8}T\d{9}-[0-9a-f]{16})\.parquet$/;

/** `20260131T120000123-9f86d081884c7d65`: the moment in UTC, then 64 random bits. Sorts by creation. */
export function newPartId(effects: Pick<Effects, 'now' | 'randomBytes'>): PartId {
  const moment = new Date(effects.now()).toISOString().replace(/[-:.Z]/g, '');
  return `${moment}-${Buffer.from(effects.randomBytes(8)).toString('hex')}` as PartId;
}

/**
 * The folder of a table: `<home>/lake` for events, `<home>/lake-<kind>` for the others, so that no glob and no
 * S3 prefix over `lake/` meets rows of another table.
 */
export function kindFolder(home: string, kind: TableKind): string {
  return join(home, kind === 'events' ? 'lake' : `lake-${kind}`);
}

export function dayFolder(home: string, kind: TableKind, day: Day): string {
  return join(kindFolder(home, kind), `dt=${day}`);
}

/** `<home>/lake/dt=YYYY-MM-DD/<id>.parquet` for events. */
export function partPath(home: string, { kind, day, id }: PartPlace): string {
  return join(dayFolder(home, kind, day), `${id}.parquet`);
}

/** The name of a part while it is being written. */
export function unfinishedPath(home: string, { kind, day, id }: PartPlace): string {
  return join(dayFolder(home, kind, day), `.tmp-${id}`);
}

export function isUnfinished(name: string): boolean {
  return name.startsWith('.tmp-');
}

/** The id of a part's file name, if it is one. */
export function partIdOf(name: string): PartId | undefined {
  return PART_FILE.exec(name)?.[1] as PartId | undefined;
}

export function idsFolder(home: string, kind: TableKind): string {
  return join(home, 'ids', kind);
}

/** 16 bytes for each event of a day, in the order of their commits. */
export function idsPath(home: string, kind: TableKind, day: Day): string {
  return join(idsFolder(home, kind), `${day}.ids`);
}
