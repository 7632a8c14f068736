import { DuckDBInstance, type DuckDBResultReader } from '@duckdb/node-api';
import { Vocabulary, type Words } from './vocabulary.ts';

/** A DuckDB without a lake, with our functions. */
export interface Scratch {
  read(sql: string): Promise<DuckDBResultReader>;
  close(): void;
}

export async function openScratch(words: Words): Promise<Scratch> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const making = await instance.connect();
  for (const one of [connection, making]) {
    await one.run("SET TimeZone = 'UTC'; SET errors_as_json = true");
  }
  const vocabulary = new Vocabulary(making, words, await import('@duckdb/node-api'));
  return {
    read: async (sql) => {
      await vocabulary.provide(sql);
      return connection.runAndReadAll(sql);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
