import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import { FUNCTIONS, LAKE_MACROS, TRY_OPEN, Vocabulary } from '../../sql/index.ts';
import type { LakeSnapshot } from '../engine.ts';
import { applySettings, fence } from './settings.ts';

/** What a database may use and reach. */
export interface DatabaseOptions {
  readonly snapshot: LakeSnapshot;
  /** Default: one a core. */
  readonly threads?: number;
  /** Such as `2GB`; default: DuckDB's own, most of the machine. */
  readonly memoryLimit?: string;
  /** Where queries that outgrow their memory spill. Default: `.tmp` in the working folder. */
  readonly spillFolder?: string;
  /** The one file that may be written; an absolute path. */
  readonly output?: string;
}

/** An in-memory DuckDB that reads the snapshot's parts and nothing else, with our functions made as texts name them. */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #vocabulary: Vocabulary;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    vocabulary: Vocabulary,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#vocabulary = vocabulary;
  }

  /** @param careful with TRY: see `Databases` */
  static async open(options: DatabaseOptions, careful = false): Promise<Database> {
    const api = await import('@duckdb/node-api');
    const instance = await api.DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(options.threads ? { threads: String(options.threads) } : {}),
      ...(options.memoryLimit ? { memory_limit: options.memoryLimit } : {}),
      ...(options.spillFolder ? { temp_directory: options.spillFolder } : {}),
    });
    const connection = await instance.connect();
    await applySettings(connection, { ...options, careful });
    await fence(connection, options);
    const words = { ...FUNCTIONS, macros: [...FUNCTIONS.macros, ...LAKE_MACROS] };
    // On a connection of its own: what is made beside rows that are still being fetched would be undone with them.
    const vocabulary = new Vocabulary(await instance.connect(), words, api);
    return new Database(instance, connection, vocabulary);
  }

  /** Runs a query whose rows are fetched as they are asked for. */
  async stream(sql: string): Promise<DuckDBResult> {
    await this.#vocabulary.provide(sql);
    return this.#connection.stream(sql);
  }

  async run(sql: string): Promise<DuckDBResult> {
    await this.#vocabulary.provide(sql);
    return this.#connection.run(sql);
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/**
 * The databases of an engine: one for most queries, and one without the optimizers that take parts of a TRY out of it
 * (common subexpressions; IN as a join), which is opened for the first query that holds TRY. DuckDB knows the setting
 * for a whole database only.
 */
export class Databases {
  readonly #options: DatabaseOptions;
  readonly #usual: Database;
  #careful: Promise<Database> | undefined;

  private constructor(options: DatabaseOptions, usual: Database) {
    this.#options = options;
    this.#usual = usual;
  }

  static async open(options: DatabaseOptions): Promise<Databases> {
    return new Databases(options, await Database.open(options));
  }

  /** The one for a query. */
  async for(sql: string): Promise<Database> {
    if (!sql.includes(TRY_OPEN)) return this.#usual;
    this.#careful ??= Database.open(this.#options, true);
    return this.#careful;
  }

  async close(): Promise<void> {
    this.#usual.close();
    (await this.#careful)?.close();
  }
}
