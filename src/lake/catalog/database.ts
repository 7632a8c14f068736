import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { catalogError, isConflict } from './database-error.ts';
import type { Row } from './row.ts';

/** What may be bound; `undefined` is NULL. */
export type Value = SQLInputValue | undefined;

export interface DatabaseOptions {
  readonly readonly?: boolean;
  /** Takes it that nobody writes: no locks, no WAL. https://www.sqlite.org/uri.html#uriimmutable */
  readonly immutable?: boolean;
  /** Milliseconds to wait for a lock of another process. */
  readonly timeout?: number;
}

/** An INSERT without its rows. */
export interface Insertion {
  /** `INSERT INTO t (a, b)` */
  readonly into: string;
  /** How many values a row has. */
  readonly columns: number;
}

/** Rows for one INSERT: a call costs as much as entering a row. */
const ROWS_AT_ONCE = 16;

/** Rows in groups for one INSERT each. */
export function* inGroups<Item>(rows: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    yield rows.slice(start, start + ROWS_AT_ONCE);
  }
}

/** One SQLite connection: statements are prepared once, failures come out as AppError. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, options: DatabaseOptions = {}) {
    const { readonly = false, immutable = false, timeout = 10_000 } = options;
    this.path = path;
    try {
      const place = immutable ? new URL('?immutable=1', pathToFileURL(path)) : path;
      this.#connection = new DatabaseSync(place, { readOnly: readonly, timeout });
    } catch (error) {
      throw catalogError(error, path);
    }
  }

  /** Runs one or more statements without values. */
  exec(script: string): void {
    this.#guard(() => this.#connection.exec(script));
  }

  /** Makes a function of one value known to statements. */
  define(name: string, work: (value: Value) => string): void {
    this.#connection.function(name, { deterministic: true }, work);
  }

  /** Runs a statement; returns how many rows it changed. */
  run(sql: string, values: readonly Value[] = []): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...bound(values)).changes));
  }

  /** Inserts rows, their values one after another, or none of them; false when one is there already. */
  insert({ into, columns }: Insertion, values: readonly Value[]): boolean {
    const one = `(?${', ?'.repeat(columns - 1)})`;
    const all = Array(values.length / columns)
      .fill(one)
      .join(', ');
    try {
      this.#prepare(`${into} VALUES ${all}`).run(...bound(values));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw catalogError(error, this.path);
    }
  }

  get(sql: string, values: readonly Value[] = []): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...bound(values)));
  }

  all(sql: string, values: readonly Value[] = []): readonly Row[] {
    return this.#guard(() => this.#prepare(sql).all(...bound(values)));
  }

  /** As `all`, with every integer as a bigint: for 64-bit ids. */
  allBig(sql: string, values: readonly Value[] = []): readonly Row[] {
    return this.#guard(() => {
      const statement = this.#prepare(sql);
      statement.setReadBigInts(true);
      return statement.all(...bound(values));
    });
  }

  /** All of `work` or nothing of it. The write lock is taken at once, so that no later statement can be refused it. */
  transaction<T>(work: () => T): T {
    return this.#within('BEGIN IMMEDIATE', work);
  }

  /**
   * As `transaction`, step by step: after each `turn` lets other work of this thread go on. That work sees what the
   * steps have done, and must begin no transaction.
   */
  async transactionInTurns<T>(steps: Generator<void, T>, turn: () => Promise<void>): Promise<T> {
    this.exec('BEGIN IMMEDIATE');
    try {
      let step = steps.next();
      for (; !step.done; step = steps.next()) await turn();
      this.exec('COMMIT');
      return step.value;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** `work` sees one state of the catalog, whatever is committed meanwhile. */
  reading<T>(work: () => T): T {
    return this.#within('BEGIN', work);
  }

  /** Brings what was committed from the log to its place, as far as no transaction of this connection is in the way. */
  checkpoint(): void {
    if (!this.#connection.isTransaction) this.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }

  close(): void {
    if (this.#connection.isOpen) this.#connection.close();
  }

  #within<T>(begin: string, work: () => T): T {
    this.exec(begin);
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #rollBack(): void {
    // A full disk makes SQLite roll back by itself.
    if (this.#connection.isTransaction) this.exec('ROLLBACK');
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw catalogError(error, this.path);
    }
  }
}

function bound(values: readonly Value[]): SQLInputValue[] {
  return values.map((value) => value ?? null);
}
