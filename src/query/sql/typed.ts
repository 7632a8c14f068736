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

/** A text as a DuckDB literal; U+0000 would end DuckDB's text. */
export function quoted(text: string): string {
  const pieces = text.split('\0').map((piece) => `'${piece.replaceAll("'", "''")}'`);
  return pieces.length === 1 ? pieces.join('') : `(${pieces.join(' || chr(0) || ')})`;
}

/** A name as a DuckDB identifier. */
export function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A value under a name, worked out once. DuckDB has no LET in expressions; a list of one element and a lambda are one.
 * The element is a struct: DuckDB calls functions of one column, and a lambda in them, for all values of the column's
 * dictionary, also for those of rows that a filter has taken out; of structs it does not.
 */
export function letting(
  name: string,
  value: Fragment | string,
  body: (value: Fragment) => Fragment,
): Fragment {
  return lettingAll(name, [value], ([one = sql`NULL`]) => body(one));
}

/** As `letting`, for several values. */
export function lettingAll(
  name: string,
  values: readonly (Fragment | string)[],
  body: (values: readonly Fragment[]) => Fragment,
): Fragment {
  // Fields without names: within a correlated query DuckDB forgets those of a struct.
  const row = sql`row(${joined(values.map((value) => sql`${value}`))})`;
  const named = values.map((_, at) => letValue(name, at));
  return sql`list_transform([${row}], lambda ${name}: ${body(named)})[1]`;
}

/** What stands for a value in the body of a `letting`. */
export function letValue(name: string, at = 0): Fragment {
  return sql`struct_extract_at(${name}, ${String(at + 1)})`;
}

const OURS = /\bCAST\((?='TG:)|'(?:[^']|'')*'|"(?:[^"]|"")*"|\btg_/g;

/** A text of DuckDB's in which our functions go by the names under which a failure is NULL, and our errors are NULL. */
export function forgiving(text: string): string {
  return text.replace(OURS, (found) => {
    if (found === 'tg_') return 'tgn_';
    return found === 'CAST(' ? 'TRY_CAST(' : found;
  });
}

/**
 * What fails as NULL. DuckDB (1.5.6) evaluates what failed within TRY row by row, with room for one value: its COALESCE
 * and CASE write beyond that. In a struct they have room of their own.
 */
export function attempted(value: Fragment): Fragment {
  return sql`${TRY_OPEN}${value}${TRY_CLOSE}`;
}

/** As `attempted`, for the text of a macro. */
export function attemptedText(text: string): string {
  return `${TRY_OPEN}${text}${TRY_CLOSE}`;
}

/** How a query's SQL tells that it holds TRY. */
export const TRY_OPEN = 'TRY(struct_extract_at(row(';
const TRY_CLOSE = '), 1))';

/** As `attempted`, where NULL for a part that fails is NULL for the whole: much faster than failing row by row. */
export function spared(value: Fragment): Fragment {
  return attempted(forgiven(value));
}

function forgiven({ parts, ...rest }: Fragment): Fragment {
  const calm = parts.map((part) => (typeof part === 'string' ? forgiving(part) : forgiven(part)));
  return { ...rest, parts: calm };
}

/** A fragment's text. A source that is put in later is left as its name. */
export function textOf({ parts }: Fragment): string {
  return parts.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

const LONGEST = 300;

/**
 * Whether a value is better worked out once and named than written again. Macros put their arguments in wherever they
 * name them: with more than `macros` of them inside one another, a text explodes.
 */
export function isLong(fragment: Fragment, macros: number): boolean {
  const left = { macros, length: LONGEST };
  const spend = ({ parts }: Fragment): boolean =>
    parts.every((part) => {
      if (typeof part !== 'string') return spend(part);
      left.length -= part.length;
      left.macros -= part.split('tg_').length - 1;
      return left.length >= 0 && left.macros >= 0;
    });
  return !spend(fragment);
}
