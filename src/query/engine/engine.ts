import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { JsonValue, RowForm } from '../sql/index.ts';

export type { JsonValue };

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

/** One file of a table's rows. */
export interface LakePart {
  readonly path: string;
  /** The day of its rows' own times, `2026-01-31`; rows without a time lie anywhere. */
  readonly day: string;
  readonly rows: number;
  readonly bytes: number;
}

/** The parts that one query may read, by table. */
export interface LakeSnapshot {
  readonly parts: Readonly<Record<TableKind, readonly LakePart[]>>;
  /** The objects that rows name; absent: nothing is known of them. */
  readonly origins?: (ids: readonly number[]) => readonly RowOrigin[];
  /** Who is behind the calls; absent: nobody is known. Asked once, for the first query over `calls`. */
  readonly attribution?: () => CallAttribution;
  /** Where addresses are; absent: nothing is known. Asked once, for the first query that names `country` or `asn`. */
  readonly places?: () => Promise<PlaceOf>;
}

/** Where an address is: a country of ISO 3166-1, two letters, and the number of an autonomous system (RFC 6793). */
export type PlaceOf = (address: string) => { readonly country?: string; readonly asn?: number };

/** Who is behind callers, and behind the calls that handed credentials out; the actors of these credentials. */
export interface CallAttribution {
  /** Each once: callers share a few thousand of them. `answer` below is a place in this list. */
  readonly answers: readonly AttributionAnswer[];
  /** `principal`: the ARN of a role or a user, a service. */
  readonly callers: Iterable<readonly [callerId: bigint, answer: number, principal?: string]>;
  readonly issuing: Iterable<readonly [eventId: string, answer: number]>;
  readonly actors: Iterable<readonly [accessKeyId: string, actor: string]>;
}

/** A system, how sure that is, and why. */
export interface AttributionAnswer {
  readonly system: string;
  readonly component?: string;
  readonly confidence: string;
  readonly reason: string;
  readonly team?: string;
  readonly environment?: string;
}

/** The object that a row came from. */
export interface RowOrigin {
  /** The row's `object_id`. */
  readonly id: number;
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt?: number | undefined;
  /** The account of its key. */
  readonly account?: string | undefined;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** At most so many rows. */
  readonly limit?: number;
  /** How values of a row type come: `arrays` as in Trino's client protocol. Default: objects by name. */
  readonly rowForm?: RowForm;
  /** Whether the program wrote the text: functions that people have not may be called in it. */
  readonly isOwn?: boolean;
  /** Rows that it gives at most, where the program knows: few are held at once, and are there sooner. */
  readonly atMost?: number;
}

/** What an error of SQL says beside its words. */
export interface SqlDetails {
  /** Trino's name of it, such as TYPE_MISMATCH. */
  readonly error: string;
  /** Trino's words without place and name. */
  readonly reason: string;
  /** From 1, the column in code points; absent where the fault has no place in the text. */
  readonly line?: number;
  readonly column?: number;
}

/** What executes SQL. */
export interface Engine {
  readonly id: string;
  /**
   * Runs one statement of Athena's SQL.
   * @throws AppError TG_QUERY_INVALID in Trino's words, `details` as `SqlDetails`; an abort throws the signal's reason
   */
  run(sql: string, options?: RunOptions): Promise<QueryResult>;
  /** Writes a query's result as Parquet; returns its rows. */
  writeParquet(sql: string, file: string, options?: RunOptions): Promise<number>;
  close(): Promise<void>;
}
