import type { Span } from './syntax/index.ts';
import type { Type } from './types/index.ts';

/** DuckDB's SQL in pieces: a piece that came from the query knows from where, so that an engine's error finds its place. */
export interface Fragment {
  readonly span?: Span;
  readonly parts: readonly (string | Fragment)[];
}

/** A bound expression: its Trino type, and the DuckDB SQL that gives its value in the type's representation. */
export interface Typed {
  readonly type: Type;
  readonly sql: Fragment;
  readonly span: Span;
  /** The value, where the query fixes it (literals, and what folds from them): what formats, patterns and zones look at. */
  readonly constant?: Constant;
  /** For an argument that is a lambda: its parameters' DuckDB names; `sql` is its body. */
  readonly lambda?: { readonly params: readonly string[] };
}

export interface Constant {
  readonly value: string | number | bigint | boolean | null;
}

/** Builds a fragment: ``sql`lower(${a.sql})` ``. Texts that are put in as they are: already SQL, never a user's text. */
export function sql(
  texts: TemplateStringsArray,
  ...values: readonly (string | Fragment)[]
): Fragment {
  return {
    parts: texts.flatMap((text, at) => (at < values.length ? [text, values[at] ?? ''] : [text])),
  };
}

/** Fragments with a separator between them. */
export function joined(fragments: readonly Fragment[], separator = ', '): Fragment {
  return { parts: fragments.flatMap((one, at) => (at ? [separator, one] : [one])) };
}

/** A text as a DuckDB literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a DuckDB identifier. */
export function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const OURS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\btg_/g;

/** Our functions in a text of DuckDB's by their second names, under which a failure is a NULL: see `attempted`. */
export function forgiving(text: string): string {
  return text.replace(OURS, (found) => (found === 'tg_' ? 'tgn_' : found));
}

/**
 * TRY(..) in DuckDB's SQL. DuckDB's own TRY must not see one of our scripts fail (it reads what the call did not
 * write, and may crash): inside, each of our functions is called by the name under which it gives NULL instead.
 */
export function attempted(value: Fragment): Fragment {
  return { parts: ['TRY(', forgiven(value), ')'] };
}

function forgiven({ parts, ...rest }: Fragment): Fragment {
  const calm = parts.map((part) => (typeof part === 'string' ? forgiving(part) : forgiven(part)));
  return { ...rest, parts: calm };
}
