import { existsSync } from 'node:fs';
import { defaultEffects, type Effects } from '../../base/effects/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { type Day, dayNumber } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import {
  type Catalog,
  type CatalogChange,
  catalogPath,
  type IdLength,
  lockWriter,
  type NewPart,
  openCatalog,
  type WriterLock,
} from '../catalog/index.ts';
import { FolderSync, sizeOf } from './disk.ts';
import { IdFiles } from './id-files.ts';
import { IdIndex } from './id-index.ts';
import { dayFolder, partPath } from './paths.ts';
import { hasParts, type Recovery, recover, type Sweep, sweep } from './recovery.ts';

export interface LakeOptions {
  /** Bytes that the day tables of the id index may take, beside those in use; 9 MB. */
  readonly idMemory?: number;
  /** Milliseconds that a removed part stays on disk for queries that still read it; an hour. */
  readonly grace?: number;
}

/** A commit as its maker sees it; the lengths of the id index files follow from the batches. */
export interface LakeChange extends Omit<CatalogChange, 'idLengths'> {
  /** Days that leave the lake with all their parts; their ids are forgotten. */
  readonly retired?: readonly RetiredDay[] | undefined;
}

export interface RetiredDay {
  readonly kind: TableKind;
  readonly day: Day;
}

const HOUR = 3_600_000;

/**
 * Opens the lake of a home for its one writer, and removes what a killed writer left behind.
 * @throws AppError TG_CATALOG_BUSY, TG_CATALOG_NEWER, TG_CATALOG_DAMAGED, TG_LAKE_DAMAGED
 */
export function openLake(
  home: string,
  effects: Effects = defaultEffects,
  options: LakeOptions = {},
): WriterLake {
  const lock = lockWriter(home);
  try {
    assertNotOrphaned(home);
    const catalog = openCatalog(home);
    try {
      return new WriterLake({ home, lock, catalog }, effects, options);
    } catch (error) {
      catalog.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Holding {
  readonly home: string;
  readonly lock: WriterLock;
  readonly catalog: Catalog;
}

/** The lake in the hands of its one writer. Closing it, or dying, lets the next writer in. */
export class WriterLake {
  readonly home: string;
  readonly catalog: Catalog;
  readonly ids: IdIndex;
  /** What opening had to clear away. */
  readonly recovery: Recovery;
  readonly #lock: WriterLock;
  readonly #folders: FolderSync;
  readonly #idFiles: IdFiles;
  readonly #effects: Effects;
  readonly #grace: number;
  #failure: unknown;

  constructor(holding: Holding, effects: Effects, { idMemory, grace = HOUR }: LakeOptions) {
    this.home = holding.home;
    this.catalog = holding.catalog;
    this.#lock = holding.lock;
    this.#effects = effects;
    this.#grace = grace;
    this.#folders = new FolderSync(this.home);
    this.#idFiles = new IdFiles(this.home, this.catalog.idLengths(), this.#folders);
    this.ids = new IdIndex(this.#idFiles, idMemory);
    this.recovery = recover(this.home, this.catalog, this.#idFiles);
    this.sweep();
  }

  /**
   * Makes a change durable: folders of new parts, ids of the batches, then the catalog in one transaction. Returns
   * the commit's number. When it throws, nothing is committed; after a failure of the disk the lake must be reopened.
   * @throws AppError TG_LAKE_CONFLICT, TG_LAKE_DAMAGED, TG_LAKE_UNWRITABLE
   */
  commit(change: LakeChange, batches: readonly number[] = []): number {
    const prepared = this.#prepare(change, batches);
    const number = this.catalog.commit(prepared);
    this.#settle(change, prepared.idLengths, batches);
    return number;
  }

  /**
   * As `commit`, for a change that takes long: between its steps `turn` lets other work of this thread go on. That may
   * ask for duplicates, and must commit nothing.
   * @throws AppError as `commit` does
   */
  async commitInTurns(
    change: LakeChange,
    batches: readonly number[],
    turn: () => Promise<void>,
  ): Promise<number> {
    const prepared = this.#prepare(change, batches);
    const number = await this.catalog.commitInTurns(prepared, turn);
    this.#settle(change, prepared.idLengths, batches);
    return number;
  }

  /** Deletes the files of parts that were removed longer ago than the grace period. */
  sweep(): Sweep {
    return sweep(this.home, this.catalog, this.#effects.now() - this.#grace);
  }

  close(): void {
    this.catalog.close();
    this.#lock.release();
  }

  #prepare({ retired = [], ...rest }: LakeChange, batches: readonly number[]) {
    const lengths = this.#makeDurable(rest.added ?? [], batches);
    const dropped = retired.map((one) => ({ ...one, bytes: 0 }));
    return { ...rest, idLengths: [...lengths, ...dropped] };
  }

  #settle(
    { retired = [] }: LakeChange,
    idLengths: readonly IdLength[],
    batches: readonly number[],
  ): void {
    this.#idFiles.accept(idLengths);
    this.ids.confirm(batches);
    for (const one of retired) this.#forget(one);
  }

  #makeDurable(added: readonly NewPart[], batches: readonly number[]) {
    // After a failed fsync the system may drop the pages and call the next fsync a success.
    if (this.#failure !== undefined) throw this.#failure;
    for (const part of added) assertWritten(this.home, part);
    try {
      this.#folders.sync(added.map(({ kind, day }) => dayFolder(this.home, kind, day)));
      return this.#idFiles.append(this.ids.pendingOf(batches));
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  #forget({ kind, day }: RetiredDay): void {
    this.ids.forget(kind, dayNumber(day));
    this.#idFiles.remove(kind, day);
  }
}

function assertWritten(home: string, part: NewPart): void {
  const path = partPath(home, part);
  const size = sizeOf(path);
  if (size === part.bytes) return;
  const found = size === undefined ? 'is missing' : `has ${size} bytes`;
  const message = `Part ${path} ${found}; it was written with ${part.bytes} bytes.`;
  throw new AppError('TG_LAKE_DAMAGED', message);
}

// A writer makes the catalog before any part. Without this check, opening a home whose catalog was lost would
// take all its parts for leftovers.
function assertNotOrphaned(home: string): void {
  if (existsSync(catalogPath(home)) || !hasParts(home)) return;
  throw new AppError('TG_LAKE_DAMAGED', `${home} holds parts, but no catalog.db.`, {
    hint: 'Put catalog.db back from a copy, or move the lake folders away and collect again.',
  });
}
