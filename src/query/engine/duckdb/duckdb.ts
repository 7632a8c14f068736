import type { DuckDBResult } from '@duckdb/node-api';
import { defaultEffects, type Effects } from '../../../base/effects/index.ts';
import { PartStatistics } from '../../../lake/parquet/index.ts';
import {
  columnTypeName,
  FUNCTIONS,
  OWN_FUNCTIONS,
  type Plan,
  planStatement,
  quoted,
  readRows,
  SqlError,
  type TableAliases,
} from '../../sql/index.ts';
import type { Engine, QueryResult, Row, RunOptions } from '../engine.ts';
import { answerResult, partitionsAnswer } from './answers.ts';
import { withBounds } from './bounds.ts';
import { type Database, type DatabaseOptions, Databases } from './database.ts';
import { explainAnswer } from './explain.ts';
import { refusalError, runError } from './faults.ts';
import type { Ask } from './origins.ts';
import {
  givesFewRows,
  limitedSql,
  namedSql,
  type PreparedQuery,
  preparedQuery,
} from './prepared.ts';

export interface DuckDBOptions extends DatabaseOptions {
  /** Further names of tables, in lower case: `cloudtrail-table` for `cloudtrail_logs`. */
  readonly aliases?: TableAliases;
}

/** The embedded engine: an in-memory DuckDB that reads the snapshot's parts and nothing else. */
export async function openDuckDB(
  options: DuckDBOptions,
  effects: Pick<Effects, 'now'> = defaultEffects,
): Promise<Engine> {
  const databases = await Databases.open(options);
  return new DuckDBEngine(databases, { ...options, now: effects.now });
}

interface Around extends DuckDBOptions {
  readonly now: () => number;
}

/** A query on its way. */
interface Job extends PreparedQuery {
  readonly text: string;
  readonly options: RunOptions;
}

class DuckDBEngine implements Engine {
  readonly id = 'duckdb';
  readonly #databases: Databases;
  readonly #around: Around;
  readonly #statistics = new PartStatistics();

  constructor(databases: Databases, around: Around) {
    this.#databases = databases;
    this.#around = around;
  }

  async run(text: string, options: RunOptions = {}): Promise<QueryResult> {
    options.signal?.throwIfAborted();
    const plan = this.#plan(text, options);
    if (plan.is === 'answer') return answerResult(plan.answer);
    if (plan.is === 'partitions') {
      return answerResult(partitionsAnswer(plan.table, this.#around.snapshot));
    }
    const job = { ...(await this.#prepared(plan.query)), text, options };
    if (plan.is === 'explain') return answerResult(explainAnswer(job));
    const sql = limitedSql(job, options.limit);
    const database = await this.#databaseFor(sql, job);
    const isHeld = givesFewRows(job, options.atMost);
    const run = () => (isHeld ? database.run(sql) : database.stream(sql));
    const result = await guarded(run, database, job);
    const columns = job.query.columns.map(({ name, type }) => ({
      name,
      type: columnTypeName(type),
    }));
    return { columns, pages: pagesOf(result, database, job) };
  }

  async writeParquet(text: string, file: string, options: RunOptions = {}): Promise<number> {
    const plan = this.#plan(text, options);
    if (plan.is !== 'query') throw refusalError(notAQuery(text));
    const job = { ...(await this.#prepared(plan.query)), text, options };
    const sql = namedSql(job, options.limit);
    const copy = `COPY (${sql}) TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd)`;
    const database = await this.#databaseFor(sql, job);
    return (await guarded(() => database.run(copy), database, job)).rowsChanged;
  }

  async close(): Promise<void> {
    await this.#databases.close();
  }

  #plan(text: string, { isOwn = false }: RunOptions): Plan {
    const { aliases, now } = this.#around;
    const session = { now: BigInt(now()) * 1000n, user: 'trailglass', ...NAMES };
    try {
      return planStatement(text, {
        ...{ functions: isOwn ? OWN_FUNCTIONS : FUNCTIONS, session },
        ...(aliases ? { aliases } : {}),
      });
    } catch (error) {
      throw error instanceof SqlError ? refusalError(error) : error;
    }
  }

  async #prepared(bound: PreparedQuery['query']): Promise<PreparedQuery> {
    const { snapshot } = this.#around;
    const ask: Ask = async (sql) => (await this.#databases.for(sql)).ask(sql);
    const query = await withBounds(bound, snapshot, ask);
    return preparedQuery(query, { snapshot, statistics: this.#statistics });
  }

  async #databaseFor(sql: string, { scans }: Job): Promise<Database> {
    const database = await this.#databases.for(sql);
    await database.provideFor(scans);
    return database;
  }
}

async function* pagesOf(
  result: DuckDBResult,
  database: Database,
  job: Job,
): AsyncGenerator<readonly Row[]> {
  const types = job.query.columns.map(({ type }) => type);
  const read = readRows(types, job.options.rowForm ?? 'objects');
  while (true) {
    const chunk = await guarded(() => result.fetchChunk(), database, job);
    if (!chunk || chunk.rowCount === 0) return;
    yield read(chunk);
  }
}

/** Runs a step; the signal interrupts the query at once. */
async function guarded<T>(step: () => Promise<T>, database: Database, job: Job): Promise<T> {
  const { signal } = job.options;
  signal?.throwIfAborted();
  const interrupt = () => database.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const result = await step();
    // An interrupted fetch can also end as if there were no more rows.
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    signal?.throwIfAborted();
    throw runError(error, job.text, job.printed);
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

const NAMES = { catalog: 'awsdatacatalog', schema: 'default' };

function notAQuery(text: string): SqlError {
  const reason = 'Only the rows of a query are written as Parquet';
  const span = { start: 0, end: text.length };
  return new SqlError({ code: 'NOT_SUPPORTED', reason, text, span });
}
