import type { Span } from '../syntax/index.ts';
import type { Fragment, Typed } from '../typed.ts';
import type { Type } from '../types/index.ts';

/**
 * One function of Trino. `signatures` in Trino's own notation, one an overload, in the order of its documentation:
 *
 *     'substr(varchar, bigint) varchar'
 *     'element_at(array(T), bigint) T'
 *     'transform(array(T), function(T, U)) array(U)'
 *     'concat(varchar, varchar, ...) varchar'          the last argument any number of times more
 *     'round(decimal(p, s)) decimal(p, 0)'             `result` works out what the text cannot say
 *
 * Argument types are coerced (to the signature's, in DuckDB too) before `print` sees them.
 */
export interface FunctionSpec {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  readonly signatures: readonly string[];
  /** One line for the reference page and the editor. */
  readonly about: string;
  /** The result's type where the signature's text is not enough: length of varchar, decimals, precision of times, zones. */
  readonly result?: (args: readonly Typed[], declared: Type) => Type;
  /** The call in DuckDB's SQL. A NULL argument gives NULL unless the function says otherwise in `print`. */
  readonly print: (call: BoundCall) => Fragment;
  /** Refuses what cannot be right, with an SqlError at the argument. */
  readonly check?: (call: BoundCall) => void;
}

export interface BoundCall {
  readonly name: string;
  readonly args: readonly Typed[];
  /** Which of `signatures` was taken. */
  readonly signature: number;
  readonly type: Type;
  readonly span: Span;
  /** Of an aggregate: as DuckDB's SQL, to be put where it belongs (`DISTINCT`, `ORDER BY ..`, `FILTER (WHERE ..)`). */
  readonly distinct: boolean;
  readonly orderBy?: Fragment;
  readonly filter?: Fragment;
  readonly nulls?: 'ignore' | 'respect';
  /** Of a window function or an aggregate with OVER: ` OVER (..)`, to be put behind the call and its FILTER. */
  readonly over?: Fragment;
}

/**
 * SQL macros that `print` uses: `CREATE MACRO` without the words, such as `tg_split_part(s, d, n) AS ...`. Names begin
 * with `tg_`. They are made once a connection, in order.
 */
export type Macro = string;

/** A function in JavaScript for what DuckDB's SQL cannot do: slower, exact. Registered once a connection, named `tg_...`. */
export interface ScriptFunction {
  readonly name: string;
  /** DuckDB types. */
  readonly args: readonly ScriptType[];
  readonly result: ScriptType;
  /** Called for each row; NULL is null. Any argument NULL gives NULL without a call unless `takesNulls`. */
  readonly takesNulls?: boolean;
  /** Never throws: spares the look for why a row gave NULL. */
  readonly isTotal?: boolean;
  /** Throws ScriptError for an error of Trino's: its code and message reach the user. */
  readonly call: (...args: readonly ScriptValue[]) => ScriptValue;
}
export type ScriptType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'BLOB' | 'VARCHAR[]';
export type ScriptValue =
  | string
  | bigint
  | number
  | boolean
  | Uint8Array
  | readonly (string | null)[]
  | null;
