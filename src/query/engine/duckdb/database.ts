import type { DuckDBConnection, DuckDBInstance, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { FUNCTIONS, LAKE_MACROS, TRY_OPEN, Vocabulary } from '../../sql/index.ts';
import type { LakeSnapshot } from '../engine.ts';
import { AttributionTables } from './attribution.ts';
import { OriginTable } from './origins.ts';
import { PlaceTable } from './places.ts';
import type { ScannedTable } from './scan.ts';
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

/**
 * The connections to one database. What is made beside rows that are still being fetched would be undone with them. And
 * some of it is made on the main thread, which waits for its connection, while a script of a query that runs there waits
 * for the main thread: so no query ever runs on `making`.
 */
interface Connections {
  readonly query: DuckDBConnection;
  /** For small questions of the engine's own. */
  readonly side: DuckDBConnection;
  /** For functions and tables. */
  readonly making: DuckDBConnection;
}

/** An in-memory DuckDB that reads the snapshot's parts and nothing else, with our functions made as texts name them. */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #side: DuckDBConnection;
  readonly #vocabulary: Vocabulary;
  readonly #origins: OriginTable;
  readonly #attribution: AttributionTables;
  readonly #places: PlaceTable;

  private constructor(
    instance: DuckDBInstance,
    { query, side, making }: Connections,
    { vocabulary, snapshot }: { readonly vocabulary: Vocabulary; readonly snapshot: LakeSnapshot },
  ) {
    this.#instance = instance;
    this.#connection = query;
    this.#side = side;
    this.#vocabulary = vocabulary;
    this.#origins = new OriginTable((sql) => this.ask(sql), snapshot);
    this.#attribution = new AttributionTables(making, snapshot);
    this.#places = new PlaceTable((sql) => this.ask(sql), snapshot);
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
    const connections = {
      query: await instance.connect(),
      side: await instance.connect(),
      making: await instance.connect(),
    };
    for (const one of Object.values(connections)) {
      await applySettings(one, { ...options, careful });
    }
    await fence(connections.query, options);
    const words = { ...FUNCTIONS, macros: [...FUNCTIONS.macros, ...LAKE_MACROS] };
    const vocabulary = new Vocabulary(connections.making, words, api);
    const { snapshot } = options;
    return new Database(instance, connections, { vocabulary, snapshot });
  }

  /** Makes the tables that scans are joined with; has to come before a query over them runs. */
  async provideFor(scans: readonly ScannedTable[]): Promise<void> {
    await this.#origins.provide(scans);
    await this.#attribution.provide(scans);
    await this.#places.provide(scans);
  }

  /** The rows of a small question of the engine's own, whatever else is being fetched. */
  async ask(sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
    await this.#vocabulary.provide(sql);
    return (await this.#side.runAndReadAll(sql)).getRows();
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
