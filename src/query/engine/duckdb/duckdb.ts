import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import { AppError, messageOf } from '../../../base/errors/index.ts';
import { TABLES } from '../../../cloudtrail/columns/index.ts';
import { PartStatistics } from '../../../lake/parquet/index.ts';
import type { Engine, LakeSnapshot, QueryResult, Row, RunOptions } from '../engine.ts';
import { MACROS } from './macros.ts';
import { prepareText, type ScanText } from './typed-text.ts';
import { typeName } from './types.ts';
import { jsonOf } from './values.ts';
import { quoteText, rowsSql, viewSql } from './views.ts';

export interface DuckDBOptions {
  readonly snapshot: LakeSnapshot;
  /** Default: one a core. */
  readonly threads?: number;
  /** Such as `2GB`; default: DuckDB's own, most of the machine. */
  readonly memoryLimit?: string;
  /** Where queries that outgrow their memory spill. Default: `.tmp` in the working folder. */
  readonly spillFolder?: string;
  /** The one file that `writeParquet` may write; an absolute path. */
  readonly output?: string;
}

/** A chunk is read in one piece, a footer once. */
const SETTINGS = [
  "TimeZone = 'UTC'",
  'parquet_metadata_cache = true',
  'prefetch_all_parquet_files = true',
];
/** Parts never change, so that nobody need look whether they have; an output may. */
const TRUST = "validate_external_file_cache = 'NO_VALIDATION'";

/** The embedded engine: an in-memory DuckDB that reads the snapshot's parts and nothing else. */
export async function openDuckDB(options: DuckDBOptions): Promise<Engine> {
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api');
  const instance = await Instance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.threads ? { threads: String(options.threads) } : {}),
    ...(options.memoryLimit ? { memory_limit: options.memoryLimit } : {}),
    ...(options.spillFolder ? { temp_directory: options.spillFolder } : {}),
  });
  const connection = await instance.connect();
  const settings = options.output ? SETTINGS : [...SETTINGS, TRUST];
  for (const setting of settings) await connection.run(`SET ${setting}`);
  for (const macro of MACROS) await connection.run(`CREATE OR REPLACE TEMP MACRO ${macro}`);
  await fence(connection, options);
  return new DuckDBEngine(instance, connection, options.snapshot);
}

const TABLE_NAMES = Object.values(TABLES)
  .map(({ name }) => name)
  .join(', ');

/** Texts are pasted from anywhere: from here on they reach the files named, and no other file and no network. */
async function fence(connection: DuckDBConnection, options: DuckDBOptions): Promise<void> {
  const { snapshot, output } = options;
  const files = Object.values(snapshot.parts).flat();
  // DuckDB replaces a file that is there through one of this name.
  if (output) files.push(output, join(dirname(output), `tmp_${basename(output)}`));
  await connection.run(`SET allowed_paths = [${files.map(quoteText).join(', ')}]`);
  await connection.run('SET enable_external_access = false; SET lock_configuration = true');
}

class DuckDBEngine implements Engine {
  readonly id = 'duckdb';
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #snapshot: LakeSnapshot;
  readonly #statistics = new PartStatistics();

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, snapshot: LakeSnapshot) {
    this.#instance = instance;
    this.#connection = connection;
    this.#snapshot = snapshot;
  }

  async run(text: string, options: RunOptions = {}): Promise<QueryResult> {
    const result = await this.#run(text, (sql) => this.#connection.stream(sql), options);
    const columns = result.columnNames().map((name, index) => ({
      name,
      type: typeName(result.columnType(index)),
    }));
    return { columns, pages: this.#pages(result, options) };
  }

  async writeParquet(text: string, file: string, options: RunOptions = {}): Promise<number> {
    const copy = (sql: string) =>
      this.#connection.run(
        `COPY (${sql}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`,
      );
    return (await this.#run(text, copy, options)).rowsChanged;
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    await Promise.resolve();
  }

  /** Runs a text over the parts that it may need; where that is not all, and it fails, over all of them. */
  async #run<T>(text: string, run: (sql: string) => Promise<T>, options: RunOptions): Promise<T> {
    const { sql, views, scan } = prepareText(text);
    const fewer = scan && this.#overFewerParts(scan);
    if (fewer !== undefined) {
      try {
        return await this.#guarded(() => run(limited(fewer, options)), options);
      } catch (error) {
        // Its words would be about a text that nobody typed.
        if (!(error instanceof AppError) || error.code !== 'TG_QUERY_INVALID') throw error;
      }
    }
    for (const { name, table, width } of views) {
      const parts = this.#snapshot.parts[table.kind];
      await this.#connection.run(viewSql(name, table, { parts, width }));
    }
    return this.#guarded(() => run(limited(sql, options)), options);
  }

  /** The text over the parts that may hold what it asks for; undefined when that is all of them. */
  #overFewerParts({ table, width, conditions, over }: ScanText): string | undefined {
    const all = this.#snapshot.parts[table.kind];
    const parts = all.filter((path) => this.#statistics.mayHold(path, conditions));
    return parts.length < all.length ? over(rowsSql(table, { parts, width })) : undefined;
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
      const result = await step();
      // An interrupted fetch can also end as if there were no more rows.
      signal?.throwIfAborted();
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      throw queryError(error);
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }
}

function limited(sql: string, { limit }: RunOptions): string {
  return limit === undefined ? sql : `SELECT * FROM (${sql}) LIMIT ${limit}`;
}

function queryError(cause: unknown): AppError {
  const message = messageOf(cause);
  if (message.startsWith('IO Error')) return new AppError('TG_OUTPUT_FAILED', message, { cause });
  const isNoTable = /^Catalog Error: Table with name .* does not exist/.test(message);
  return new AppError('TG_QUERY_INVALID', message, {
    cause,
    ...(isNoTable ? { hint: `The tables are ${TABLE_NAMES}.` } : {}),
  });
}
