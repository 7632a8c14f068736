import { TABLES, type Table } from '../../../cloudtrail/columns/index.ts';
import { hiddenNames, quoteName, visibleNames, type Width } from './views.ts';

/** A piece of SQL text: words and quoted names matter, everything else passes through. */
interface Token {
  readonly is: 'word' | 'quoted' | 'space' | 'other';
  readonly text: string;
}

// Strings and comments are single tokens, so that nothing inside them is taken for a name.
const TOKEN =
  /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_$]*|\s+|[\s\S]/g;

const PLACEHOLDER = /\{table_name\}|\$\{table_name\}/g;

/** SQL that DuckDB can run as typed, once its views are there. */
export interface PreparedText {
  readonly sql: string;
  readonly views: readonly {
    readonly name: string;
    readonly table: Table;
    readonly width: Width;
  }[];
}

/**
 * Makes Athena's text ready for DuckDB: finds the tables it names, in whatever database, and whether it needs
 * their hidden columns. The SQL room replaces this by parsing and printing.
 */
export function prepareText(text: string): PreparedText {
  const tokens = tokenize(text.replace(PLACEHOLDER, TABLES.events.name).replace(/;\s*$/, ''));
  const names = new Map<string, Table>();
  const kept = dropQualifiers(tokens, names);
  const words = new Set(kept.map(nameOf).filter((name) => name !== undefined));
  const wide = new Set<Table>();
  for (const table of names.values()) {
    if (hiddenNames(table).some((hidden) => words.has(hidden))) wide.add(table);
  }
  return {
    sql: expandStars(kept, names, wide)
      .map((token) => token.text)
      .join(''),
    views: [...names].map(([name, table]) => ({
      name,
      table,
      width: wide.has(table) ? 'all' : 'visible',
    })),
  };
}

function tokenize(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([token]) => ({ is: kindOf(token), text: token }));
}

function kindOf(token: string): Token['is'] {
  if (/^[A-Za-z_]/.test(token)) return 'word';
  if (token.startsWith('"')) return 'quoted';
  return /^(?:\s|--|\/\*)/.test(token) ? 'space' : 'other';
}

/** The name that a token spells, in lower case as Athena folds it. */
function nameOf(token: Token | undefined): string | undefined {
  if (token?.is === 'word') return token.text.toLowerCase();
  if (token?.is === 'quoted') return token.text.slice(1, -1).replaceAll('""', '"').toLowerCase();
  return undefined;
}

/** The table that a name means: its own, or for events any name that begins with it. */
function tableNamed(name: string | undefined): Table | undefined {
  if (name === undefined) return undefined;
  const exact = Object.values(TABLES).find((table) => table.name === name);
  return exact ?? (name.startsWith(TABLES.events.name) ? TABLES.events : undefined);
}

/** Removes catalog and database names before a table: there is one lake. Notes the tables found. */
function dropQualifiers(tokens: readonly Token[], names: Map<string, Table>): Token[] {
  const kept: Token[] = [];
  for (const token of tokens) {
    const name = nameOf(token);
    const table = tableNamed(name);
    kept.push(token);
    if (!table || name === undefined) continue;
    names.set(name, table);
    while (kept.at(-2)?.text === '.' && nameOf(kept.at(-3)) !== undefined) kept.splice(-3, 2);
  }
  return kept;
}

/** `SELECT * FROM` a view with hidden columns names the visible ones. */
function expandStars(
  tokens: readonly Token[],
  names: ReadonlyMap<string, Table>,
  wide: ReadonlySet<Table>,
): readonly Token[] {
  return tokens.map((token, index) => {
    if (token.text !== '*') return token;
    const [from, name] = tokens.slice(index + 1).filter(({ is }) => is !== 'space');
    const table = nameOf(from) === 'from' ? names.get(nameOf(name) ?? '') : undefined;
    if (!table || !wide.has(table)) return token;
    return { is: 'other', text: visibleNames(table).map(quoteName).join(', ') };
  });
}
