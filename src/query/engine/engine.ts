import type { TableKind } from '../../cloudtrail/columns/index.ts';

/** JSON as results carry it: bigint as a number while exact, else as text; times as ISO text; NULL as null. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type Row = readonly JsonValue[];

export interface ResultColumn {
  readonly name: string;
  /** Athena's name of the type, such as `varchar`, `bigint`, `array(row(arn varchar))`. */
  readonly type: string;
}

/** Columns are known before the first row; rows come in pages until the query's end or its signal. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly pages: AsyncIterable<readonly Row[]>;
}

/** The parts that one query may read, by table. */
export interface LakeSnapshot {
  readonly parts: Readonly<Record<TableKind, readonly string[]>>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** At most so many rows. */
  readonly limit?: number;
}

/** What executes SQL. */
export interface Engine {
  readonly id: string;
  /**
   * Runs one query.
   * @throws AppError TG_QUERY_INVALID with the engine's words; an abort throws the signal's reason
   */
  run(sql: string, options?: RunOptions): Promise<QueryResult>;
  /** Writes a query's result as Parquet; returns its rows. */
  writeParquet(sql: string, file: string, options?: RunOptions): Promise<number>;
  close(): Promise<void>;
}
