import { AppError } from '../../base/errors/index.ts';
import type { Database } from './database.ts';
import { splitKey } from './place-table.ts';
import { integer } from './row.ts';
import { APPLICATION_ID } from './schema.ts';

/** 0 is a file in which nothing was made yet. */
export function schemaVersion(database: Database): number {
  return pragma(database, 'user_version');
}

/**
 * Refuses what is no catalog, or one that a newer Trailglass wrote.
 * @throws AppError TG_CATALOG_DAMAGED, TG_CATALOG_NEWER
 */
export function assertKnown(database: Database, newest: number): void {
  const version = schemaVersion(database);
  const tables = database.get('SELECT count(*) AS count FROM sqlite_schema');
  const isFresh = version === 0 && tables !== undefined && integer(tables, 'count') === 0;
  if (!isFresh && pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new AppError('TG_CATALOG_DAMAGED', `${database.path} is not a Trailglass catalog.`);
  }
  if (version > newest) {
    const message = `${database.path} has schema version ${version}; this Trailglass knows ${newest}.`;
    throw new AppError('TG_CATALOG_NEWER', message);
  }
}

/** Brings a catalog up to the newest schema. Each step is one transaction: a kill leaves a version that goes on. */
export function migrate(database: Database, migrations: readonly string[]): void {
  assertKnown(database, migrations.length);
  database.define('folder_of', (key) => splitKey(String(key)).folder);
  while (schemaVersion(database) < migrations.length) {
    database.transaction(() => {
      // Another process may have taken this step while we waited for the lock.
      const version = schemaVersion(database);
      const step = migrations[version];
      if (step === undefined) return;
      database.exec(step);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}

function pragma(database: Database, name: 'user_version' | 'application_id'): number {
  const row = database.get(`PRAGMA ${name}`);
  return row ? integer(row, name) : 0;
}
