import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { TABLES } from '../src/cloudtrail/columns/index.ts';
import { snapshot } from '../src/lake/parts/index.ts';

/** A DuckDB over all parts of a lake, as somebody would open it who writes DuckDB's SQL by hand. */
export async function openByHand(home: string): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const files = snapshot(home, { kind: 'events' }).parts.map(({ path }) => `'${path}'`);
  await connection.run("SET parquet_metadata_cache = true; SET TimeZone = 'UTC'");
  await connection.run(
    `CREATE VIEW events AS FROM read_parquet([${files.join(', ')}], hive_partitioning = false)`,
  );
  return connection;
}

const ATHENA_COLUMNS = TABLES.events.columns
  .filter(({ place }) => place === 'athena')
  .map(({ name }) => name)
  .join(', ');

/** All rows as JavaScript's values: what the engine gives too. */
export async function rowsByHand(connection: DuckDBConnection, sql: string) {
  const reader = await connection.runAndReadAll(sql.replace('{columns}', ATHENA_COLUMNS));
  return reader.getRowsJson();
}
