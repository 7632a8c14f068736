import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import { AppError, messageOf } from '../../../base/errors/index.ts';
import type { Engine, LakeSnapshot, QueryResult, Row, RunOptions } from '../engine.ts';
import { prepareText } from './typed-text.ts';
import { typeName } from './types.ts';
import { jsonOf } from './values.ts';
import { quoteText, viewSql } from './views.ts';

export interface DuckDBOptions {
  readonly snapshot: LakeSnapshot;
  /** Default: one a core. */
  readonly threads?: number;
  /** Such as `2GB`; default: DuckDB's own, most of the machine. */
  readonly memoryLimit?: string;
}

/** The embedded engine: an in-memory DuckDB that reads the snapshot's parts and nothing else. */
export async function openDuckDB(options: DuckDBOptions): Promise<Engine> {
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api');
  const instance = await Instance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.threads ? { threads: String(options.threads) } : {}),
    ...(options.memoryLimit ? { memory_limit: options.memoryLimit } : {}),
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'; SET parquet_metadata_cache = true");
  return new DuckDBEngine(instance, connection, options.snapshot);
}

class DuckDBEngine implements Engine {
  readonly id = 'duckdb';
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #snapshot: LakeSnapshot;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, snapshot: LakeSnapshot) {
    this.#instance = instance;
    this.#connection = connection;
    this.#snapshot = snapshot;
  }

  async run(text: string, options: RunOptions = {}): Promise<QueryResult> {
    const sql = await this.#prepare(text);
    const result = await this.#guarded(() => this.#connection.stream(sql), options);
    const columns = result.columnNames().map((name, index) => ({
      name,
      type: typeName(result.columnType(index)),
    }));
    return { columns, pages: this.#pages(result, options) };
  }

  async writeParquet(text: string, file: string, options: RunOptions = {}): Promise<number> {
    const sql = await this.#prepare(text);
    const copy = `COPY (${sql}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`;
    const result = await this.#guarded(() => this.#connection.run(copy), options);
    return result.rowsChanged;
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    await Promise.resolve();
  }

  async #prepare(text: string): Promise<string> {
    const { sql, views } = prepareText(text);
    for (const { name, table, width } of views) {
      const parts = this.#snapshot.parts[table.kind];
      await this.#connection.run(viewSql(name, table, { parts, width }));
    }
    return sql;
  }

  async *#pages(result: DuckDBResult, options: RunOptions): AsyncGenerator<readonly Row[]> {
    while (true) {
      const chunk = await this.#guarded(() => result.fetchChunk(), options);
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getRows().map((row) => row.map(jsonOf));
    }
  }

  /** Runs a step; the signal interrupts the query at once. */
  async #guarded<T>(step: () => Promise<T>, { signal }: RunOptions): Promise<T> {
    signal?.throwIfAborted();
    const interrupt = () => this.#connection.interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      return await step();
    } catch (error) {
      signal?.throwIfAborted();
      throw new AppError('TG_QUERY_INVALID', messageOf(error), { cause: error });
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }
}
