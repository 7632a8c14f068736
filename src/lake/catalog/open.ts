import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../base/errors/index.ts';
import { Catalog } from './catalog.ts';
import { Database } from './database.ts';
import { assertKnown, migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './schema.ts';
import { lockWriter } from './writer-lock.ts';

export interface CatalogOptions {
  readonly readonly?: boolean;
}

export function catalogPath(home: string): string {
  return join(home, 'catalog.db');
}

/**
 * Opens the catalog of a home. A writer, which should hold `lockWriter`, makes what is missing; a reader makes nothing.
 * @throws AppError TG_LAKE_EMPTY, TG_CATALOG_NEWER, TG_CATALOG_DAMAGED
 */
export function openCatalog(
  home: string,
  options: CatalogOptions = {},
  migrations: readonly string[] = MIGRATIONS,
): Catalog {
  return options.readonly ? openReader(home, migrations) : openWriter(home, migrations);
}

// 24 MB of pages in memory, 64 MB in the WAL: with SQLite's own 2 and 4 MB each commit of a backfill read pages it
// had just written, and copied the WAL back.
const ROOM = 'PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 16000';

function openWriter(home: string, migrations: readonly string[]): Catalog {
  mkdirSync(home, { recursive: true });
  const database = new Database(catalogPath(home));
  return orClose(database, () => {
    assertKnown(database, migrations.length);
    // FULL: in WAL mode NORMAL may lose the last commits at a power cut.
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${ROOM}`);
    migrate(database, migrations);
    return new Catalog(database);
  });
}

function openReader(home: string, migrations: readonly string[]): Catalog {
  const path = catalogPath(home);
  if (!existsSync(path)) throw noLake(home);
  const database = connectReader(path);
  return orClose(database, () => {
    assertKnown(database, migrations.length);
    const version = schemaVersion(database);
    if (version === 0) throw noLake(home);
    if (version === migrations.length) return new Catalog(database);
    database.close();
    bringForward(home, migrations);
    return openReader(home, migrations);
  });
}

// SQLite reads a WAL database only where it may make the -shm file, or finds one. A reader without that right, on a
// read-only disk for one, reads the file alone: as long as no writer has left or made a WAL, it is all there is.
function connectReader(path: string): Database {
  const database = new Database(path, { readonly: true });
  try {
    schemaVersion(database);
    return database;
  } catch (error) {
    const mayRead = error instanceof AppError && error.code === 'TG_LAKE_UNWRITABLE';
    if (!mayRead || existsSync(`${path}-wal`)) return database;
    database.close();
    return new Database(path, { readonly: true, immutable: true });
  }
}

// A reader of a newer Trailglass may meet the lake first. The lock keeps it off a writer of the older one.
function bringForward(home: string, migrations: readonly string[]): void {
  const lock = lockWriter(home);
  try {
    openWriter(home, migrations).close();
  } finally {
    lock.release();
  }
}

function orClose(database: Database, work: () => Catalog): Catalog {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}

function noLake(home: string): AppError {
  return new AppError('TG_LAKE_EMPTY', `There is no lake at ${home}.`);
}
