// Strings, quoted names and comments are passed over whole; what is left of `:name` is a placeholder.
const TOKENS =
  /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<![:\w]):([a-z][a-z0-9_]*)/gi;

/** Names of the placeholders in a text, each once, in the order of their first use. */
export function placeholdersOf(sql: string): readonly string[] {
  const names = [...sql.matchAll(TOKENS)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)];
}

/** The text with each placeholder that has a literal replaced by it; the others stay. */
export function replacePlaceholders(sql: string, literals: ReadonlyMap<string, string>): string {
  return sql.replace(TOKENS, (token: string, name: string | undefined) =>
    name === undefined ? token : (literals.get(name) ?? token),
  );
}
