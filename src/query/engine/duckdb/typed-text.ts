import { AppError } from '../../../base/errors/index.ts';
import { TABLES, type Table } from '../../../cloudtrail/columns/index.ts';
import type { Condition } from '../../../lake/parquet/index.ts';
import { findScan } from './conditions.ts';
import { nameOf, type Token, tokenize } from './tokens.ts';
import { hiddenNames, quoteName, visibleNames, type Width } from './views.ts';

/** SQL that DuckDB can run as typed, once its views are there. */
export interface PreparedText {
  readonly sql: string;
  readonly views: readonly {
    readonly name: string;
    readonly table: Table;
    readonly width: Width;
  }[];
  readonly scan?: ScanText;
}

/** A statement that reads one table in one place, and there only rows that satisfy conditions. */
export interface ScanText {
  readonly table: Table;
  readonly width: Width;
  readonly conditions: readonly Condition[];
  /** The statement over a query's rows instead of the table. */
  over(rows: string): string;
}

/**
 * Makes Athena's text ready for DuckDB: finds the tables it names, in whatever database, and whether it needs
 * their hidden columns. The SQL room replaces this by parsing and printing.
 * @throws AppError TG_QUERY_INVALID when it is not one statement
 */
export function prepareText(text: string): PreparedText {
  const tokens = oneStatement(tokenize(text));
  const names = new Map<string, Table>();
  const kept = useLifted(dropQualifiers(tokens, names));
  const words = new Set(kept.map(nameOf).filter((name) => name !== undefined));
  const wide = new Set<Table>();
  for (const table of names.values()) {
    if (hiddenNames(table).some((hidden) => words.has(hidden))) wide.add(table);
  }
  const statement = expandStars(kept, names, wide);
  const views = [...named(names)].map(([name, table]) => {
    return { name, table, width: wide.has(table) ? 'all' : 'visible' } as const;
  });
  return { sql: textOf(statement), views, ...scanOf(statement, names, wide) };
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join('');
}

function scanOf(
  tokens: readonly Token[],
  names: ReadonlyMap<string, Table>,
  wide: ReadonlySet<Table>,
): Pick<PreparedText, 'scan'> {
  const scan = findScan(tokens, (name) => names.has(name));
  const { at = 0, hasAlias, conditions = [] } = scan ?? {};
  const table = names.get(nameOf(tokens[at]) ?? '');
  if (!table || conditions.length === 0) return {};
  const over = (rows: string) => {
    const text = hasAlias ? `(${rows})` : `(${rows}) AS ${tokens[at]?.text}`;
    return textOf(tokens.with(at, { is: 'other', text }));
  };
  return { scan: { table, width: wide.has(table) ? 'all' : 'visible', conditions, over } };
}

/** A text that names none of our tables gets all of them, for SHOW TABLES and the engine's "did you mean". */
function named(names: ReadonlyMap<string, Table>): ReadonlyMap<string, Table> {
  return names.size > 0
    ? names
    : new Map(Object.values(TABLES).map((table) => [table.name, table]));
}

/** The statement without the semicolon and the comments behind it. */
function oneStatement(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findLastIndex(({ is, text }) => is !== 'space' && text !== ';') + 1;
  const statement = tokens.slice(0, end);
  if (end === 0) {
    throw new AppError('TG_QUERY_INVALID', 'The query is empty.', { hint: 'Write a SELECT.' });
  }
  if (statement.some(({ text }) => text === ';')) {
    throw new AppError('TG_QUERY_INVALID', 'There is more than one statement in the query.', {
      hint: 'Run them one by one.',
    });
  }
  return statement;
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

/** Lifted leaves by the path that a query writes: `useridentity.arn`. */
const LIFTED: ReadonlyMap<string, string> = new Map(
  TABLES.events.columns
    .filter((column) => column.place === 'lifted' && column.path[0] === 'userIdentity')
    .map((column) => [column.path.join('.').toLowerCase(), column.name]),
);
const LONGEST = Math.max(...[...LIFTED.keys()].map((path) => path.split('.').length));

/**
 * In conditions, leaves of useridentity become the columns that also stand alone: only those prune. A query whose
 * `*` would then show hidden columns stays as it is.
 */
function useLifted(tokens: readonly Token[]): readonly Token[] {
  const showsHidden = tokens.some((token, at) => token.text === '*' && !isPlainStar(tokens, at));
  if (showsHidden) return tokens;
  const result: Token[] = [];
  const clauses = new Clauses();
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    clauses.pass(token);
    const path = clauses.isCondition ? liftedAt(tokens, index) : undefined;
    if (path) index += 2 * path.length - 2;
    result.push(path ? { is: 'word', text: LIFTED.get(path.join('.')) ?? '' } : token);
  }
  return result;
}

/** Which clause a token stands in, at its depth of parentheses. */
class Clauses {
  readonly #open: string[] = [''];

  get isCondition(): boolean {
    return this.#open.at(-1) === 'where';
  }

  pass({ is, text }: Token): void {
    const word = text.toLowerCase();
    if (text === '(') this.#open.push(this.#open.at(-1) ?? '');
    else if (text === ')') this.#open.pop();
    else if (is === 'word' && CLAUSES.has(word)) this.#open.splice(-1, 1, word);
  }
}

/** The words that begin a clause, and so end the conditions of a WHERE. */
const CLAUSES: ReadonlySet<string> = new Set([
  ...['select', 'from', 'where', 'group', 'having', 'order', 'limit', 'window', 'union'],
  ...['except', 'intersect', 'qualify', 'offset', 'fetch'],
]);

/** The names of a lifted path that begins at a token, the longest there is. */
function liftedAt(tokens: readonly Token[], start: number): readonly string[] | undefined {
  if (nameOf(tokens[start]) !== 'useridentity') return undefined;
  for (let length = LONGEST; length > 1; length--) {
    const path = Array.from({ length }, (_, part) => nameOf(tokens[start + 2 * part]) ?? '');
    const dots = path.slice(1).every((_, part) => tokens[start + 2 * part + 1]?.text === '.');
    const goesOn = tokens[start + 2 * length - 1]?.text === '.';
    if (dots && !goesOn && LIFTED.has(path.join('.'))) return path;
  }
  return undefined;
}

/** `count(*)`, or the whole list of columns of a table: a star that cannot show what is hidden. */
function isPlainStar(tokens: readonly Token[], index: number): boolean {
  const before = tokens.slice(0, index).findLast(({ is }) => is !== 'space');
  const [next, name] = tokens.slice(index + 1).filter(({ is }) => is !== 'space');
  if (before?.text === '(' && next?.text === ')') return true;
  return nameOf(next) === 'from' && tableNamed(nameOf(name)) !== undefined;
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
