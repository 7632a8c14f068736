import {
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';

/** A value of a row, as every reader must give it: times in microseconds, rows and maps as objects. */
export type Plain =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly Plain[]
  | { readonly [name: string]: Plain };
export type PlainRow = { readonly [name: string]: Plain };

/** A DuckDB of its own. */
export async function openDuckDB(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run('SET preserve_insertion_order = true');
  return connection;
}

export async function ask(connection: DuckDBConnection, sql: string): Promise<readonly PlainRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjects().map((row) => {
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainOf(value)]));
  });
}

function plainOf(value: DuckDBValue): Plain {
  if (value instanceof DuckDBTimestampValue) return value.micros;
  if (value instanceof DuckDBListValue) return value.items.map(plainOf);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, one]) => [name, plainOf(one)]),
    );
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(
      value.entries.map(({ key, value: one }) => [String(key), plainOf(one)]),
    );
  }
  return typeof value === 'object' && value !== null ? String(value) : value;
}
