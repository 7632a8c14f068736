import { type Fragment, quoted, sql } from '../typed.ts';

/**
 * An error of a row's value, in Trino's words: INVALID_FUNCTION_ARGUMENT, INVALID_CAST_ARGUMENT ... A ScriptFunction
 * throws it; its text crosses DuckDB as `TG:CODE:reason`, which `readRunError` takes apart again.
 */
export class ScriptError extends Error {
  readonly code: string;

  constructor(code: string, reason: string) {
    super(`TG:${code}:${reason}`);
    this.name = 'ScriptError';
    this.code = code;
  }
}

export function raise(code: string, reason: string): never {
  throw new ScriptError(code, reason);
}

/**
 * The same from SQL: an expression that fails when it is evaluated, inside TRY as NULL. Of type INTEGER; cast it where
 * a CASE needs another type. A failing CAST, because DuckDB's `error()` is volatile and so not allowed inside TRY.
 * @param reason SQL that gives the text, or the text itself
 */
export function raised(
  code: string,
  reason: string | { readonly sql: Fragment | string },
): Fragment {
  const text = typeof reason === 'string' ? quoted(reason) : reason.sql;
  return sql`CAST('TG:${code}:' || ${text} AS INTEGER)`;
}
