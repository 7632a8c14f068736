import { AppError, messageOf } from '../../../base/errors/index.ts';
import {
  type PrintedSql,
  positionOf,
  readRunError,
  type Span,
  type SqlError,
} from '../../sql/index.ts';
import type { SqlDetails } from '../engine.ts';

/** What DuckDB says of an error under `errors_as_json`. */
interface EngineFault {
  readonly exception_type: string;
  readonly exception_message: string;
  /** Byte in the SQL. */
  readonly position?: string;
}

/** A text's refusal in words for people, with the place. */
export function refusalError(error: SqlError): AppError {
  const { code, reason, line, column, hint } = error;
  const details: SqlDetails = { error: code, reason, line, column };
  return new AppError('TG_QUERY_INVALID', `${code}: ${error.message}`, {
    cause: error,
    details: { ...details },
    ...(hint === undefined ? {} : { hint }),
  });
}

/**
 * An error that DuckDB met, in Trino's words: those of a value have no place, as on the server. DuckDB's own words name
 * what nobody typed, and stay in the cause.
 */
export function runError(cause: unknown, text: string, printed: PrintedSql): AppError {
  const fault = faultOf(cause);
  if (fault.exception_type === 'IO') {
    return new AppError('TG_OUTPUT_FAILED', fault.exception_message, { cause });
  }
  const known = readRunError(messageOf(cause)) ?? OTHERS[fault.exception_type];
  const isInternal = known === undefined;
  const { code, reason } = known ?? INTERNAL;
  const span = isInternal && fault.position ? printed.place(Number(fault.position)) : undefined;
  const place = span ? positionOf(text, span.start) : undefined;
  const details: SqlDetails = { error: code, reason, ...place };
  return new AppError('TG_QUERY_INVALID', `${code}: ${placed(reason, span, place)}`, {
    cause,
    details: { ...details },
    ...(isInternal ? { hint: 'This is a fault of Trailglass: please report the query.' } : {}),
  });
}

function placed(
  reason: string,
  span: Span | undefined,
  place: { readonly line: number; readonly column: number } | undefined,
): string {
  return span && place ? `line ${place.line}:${place.column}: ${reason}` : reason;
}

function faultOf(cause: unknown): EngineFault {
  const message = messageOf(cause);
  try {
    const fault: unknown = JSON.parse(message);
    if (typeof fault === 'object' && fault !== null && 'exception_type' in fault) {
      return fault as EngineFault;
    }
  } catch {
    // Not every error is said as JSON.
  }
  return { exception_type: 'Unknown', exception_message: message };
}

interface Words {
  readonly code: string;
  readonly reason: string;
}

const OTHERS: Readonly<Record<string, Words | undefined>> = {
  'Out of Memory': {
    code: 'EXCEEDED_LOCAL_MEMORY_LIMIT',
    reason: 'The query needs more memory than it may take',
  },
};
const INTERNAL: Words = { code: 'GENERIC_INTERNAL_ERROR', reason: 'The query cannot be run here' };
