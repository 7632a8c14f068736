import { TABLES } from '../../../cloudtrail/columns/index.ts';

/** A piece of SQL text: words and quoted names matter, everything else passes through. */
export interface Token {
  readonly is: 'word' | 'quoted' | 'space' | 'other';
  readonly text: string;
}

// Strings and comments are single tokens, so that nothing inside them is taken for a name.
const TOKEN =
  /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|\$?\{table_name\}|[A-Za-z_][A-Za-z0-9_$]*|\s+|[\s\S]/g;

const PLACEHOLDER = /\$?\{table_name\}/g;

export function tokenize(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(([found]) => {
    const is = kindOf(found);
    const isName = is === 'word' || is === 'quoted';
    return { is, text: isName ? found.replace(PLACEHOLDER, TABLES.events.name) : found };
  });
}

function kindOf(token: string): Token['is'] {
  if (/^(?:[A-Za-z_]|\$?\{t)/.test(token)) return 'word';
  if (token.startsWith('"')) return 'quoted';
  return /^(?:\s|--|\/\*)/.test(token) ? 'space' : 'other';
}

/** The name that a token spells, in lower case as Athena folds it. */
export function nameOf(token: Token | undefined): string | undefined {
  if (token?.is === 'word') return token.text.toLowerCase();
  if (token?.is === 'quoted') return token.text.slice(1, -1).replaceAll('""', '"').toLowerCase();
  return undefined;
}
