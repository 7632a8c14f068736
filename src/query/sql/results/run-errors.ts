/** An error that a query met while it ran, by Trino's name. */
export interface RunError {
  readonly code: string;
  readonly reason: string;
}

const OURS = /TG:([A-Z_]+):([\s\S]*)/;
const OF_CAST = /['"] (?:to|into) INT32[\s\S]*$|' to INT32$/;

/** What DuckDB's messages mean in Trino's words, the first that fits. */
const KNOWN: readonly (readonly [RegExp, string, string?])[] = [
  [/nan can't be cast/, 'INVALID_CAST_ARGUMENT'],
  [/Type DOUBLE with value .* for the destination type INT64/, 'INVALID_CAST_ARGUMENT'],
  [/out of range for the destination type/, 'NUMERIC_VALUE_OUT_OF_RANGE'],
  [
    /Overflow in (?:addition|subtraction|multiplication|division|negation)/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
  ],
  [/^Map keys must be unique/, 'INVALID_FUNCTION_ARGUMENT', 'Duplicate map keys are not allowed'],
  [/^Map keys can not be NULL/, 'INVALID_FUNCTION_ARGUMENT', 'map key cannot be null'],
  [
    /More than one row returned by a subquery/,
    'SUBQUERY_MULTIPLE_ROWS',
    'Scalar sub-query has returned multiple rows',
  ],
];

/**
 * Reads the message of a failed query. DuckDB's own words are kept only where they name values, never names of ours.
 * @param message as DuckDB gives it, with `errors_as_json` or without
 */
export function readRunError(message: string): RunError | undefined {
  const { type, text } = unwrapped(message);
  const [, code, reason] = OURS.exec(text) ?? [];
  if (code !== undefined) return { code, reason: (reason ?? '').replace(OF_CAST, '') };
  const known = KNOWN.find(([pattern]) => pattern.test(text));
  if (known) return { code: known[1], reason: known[2] ?? text };
  if (type === 'Conversion') return { code: 'INVALID_CAST_ARGUMENT', reason: text };
  if (type === 'Out of Range') return { code: 'NUMERIC_VALUE_OUT_OF_RANGE', reason: text };
  return undefined;
}

function unwrapped(message: string): { readonly type: string; readonly text: string } {
  const start = message.indexOf('{');
  if (start >= 0 && message.endsWith('}')) {
    try {
      const parsed = JSON.parse(message.slice(start)) as Record<string, unknown>;
      return { type: String(parsed.exception_type), text: String(parsed.exception_message) };
    } catch {
      // Not JSON after all: the message is the text.
    }
  }
  const [, type = '', text = message] = /^([A-Z][A-Za-z ]+) Error: ([\s\S]*)$/.exec(message) ?? [];
  return { type, text };
}
