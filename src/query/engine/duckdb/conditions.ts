import type { Condition } from '../../../lake/parquet/index.ts';
import { nameOf, type Token } from './tokens.ts';

/** The one place in which a statement reads a table, and what its WHERE asks of every row. */
export interface Scan {
  /** The table's name among the tokens. */
  readonly at: number;
  /** Whether the table goes by another name in the query. */
  readonly hasAlias: boolean;
  readonly conditions: readonly Condition[];
}

/**
 * Finds conditions that hold for every row a statement takes from its table: those that are joined by AND at the
 * outermost level of `FROM table WHERE`. What is not surely one of the forms known here asks for nothing.
 */
export function findScan(
  tokens: readonly Token[],
  isTable: (name: string) => boolean,
): Scan | undefined {
  const places = tokens.flatMap((token, at) => (isTable(nameOf(token) ?? '') ? [at] : []));
  const [at] = places;
  if (at === undefined || places.length > 1 || tokens.some(isOtherwiseRead)) return undefined;
  const before = tokens.slice(0, at).findLast(({ is }) => is !== 'space');
  const after = tokens.slice(at + 1).filter(({ is }) => is !== 'space');
  const { alias, condition } = splitWhere(after);
  if (nameOf(before) !== 'from' || condition === undefined) return undefined;
  const conditions = conjuncts(condition)
    .map((tokensOfOne) => conditionOf(withoutAlias(tokensOfOne, alias)))
    .filter((one) => one !== undefined);
  return { at, hasAlias: alias !== undefined, conditions };
}

/** Texts that DuckDB splits otherwise than `tokenize`: `E'\''`, `$$`, nested comments. */
function isOtherwiseRead({ is, text }: Token, at: number, tokens: readonly Token[]): boolean {
  const isPrefixed = text.startsWith("'") && tokens[at - 1]?.is === 'word';
  return isPrefixed || text === '$' || (is === 'space' && text.lastIndexOf('/*') > 0);
}

interface Where {
  readonly alias?: string;
  readonly condition?: readonly Token[];
}

/** What stands between a table and its WHERE, an alias at most, and what follows the WHERE. */
function splitWhere(tokens: readonly Token[]): Where {
  const at = tokens.findIndex(({ is, text }) => is === 'word' && text.toLowerCase() === 'where');
  const names = tokens.slice(0, Math.max(at, 0)).map(nameOf);
  if (names[0] === 'as') names.shift();
  const [alias] = names;
  if (at < 0 || names.length > 1 || names.includes(undefined)) return {};
  return { condition: tokens.slice(at + 1), ...(alias === undefined ? {} : { alias }) };
}

/** The words that end a condition. */
const ENDS: ReadonlySet<string> = new Set([
  ...['group', 'having', 'order', 'limit', 'window', 'union', 'except', 'intersect', 'qualify'],
  ...['offset', 'fetch', 'using'],
]);
const OPEN: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSE: ReadonlySet<string> = new Set([')', ']', '}']);

interface Placed {
  readonly token: Token;
  /** The word in lower case, where it stands in no parentheses. */
  readonly word?: string;
  readonly isOuter: boolean;
}

/** A condition's tokens, up to the word or parenthesis that ends it. */
function placedTokens(tokens: readonly Token[]): readonly Placed[] {
  const placed: Placed[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (CLOSE.has(token.text)) depth--;
    const isOuter = depth === 0;
    const word = isOuter && token.is === 'word' ? token.text.toLowerCase() : undefined;
    if (depth < 0 || (word !== undefined && ENDS.has(word))) break;
    if (OPEN.has(token.text)) depth++;
    placed.push({ token, isOuter, ...(word === undefined ? {} : { word }) });
  }
  return placed;
}

/** The parts of a condition between its outermost ANDs; none when something binds weaker than AND. */
function conjuncts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const placed = placedTokens(tokens);
  if (placed.some(bindsWeaker)) return [];
  const parts: Token[][] = [[]];
  let inBetween = false;
  for (const { token, word } of placed) {
    if (word === 'and' && !inBetween) parts.push([]);
    else parts.at(-1)?.push(token);
    if (word === 'and' || word === 'between') inBetween = word === 'between';
  }
  return parts;
}

/** OR, the arrow of JSON and lambdas, and CASE, whose inner ANDs are not the outermost. */
function bindsWeaker({ token, word, isOuter }: Placed, at: number, all: readonly Placed[]) {
  if (word === 'or' || word === 'case') return true;
  return isOuter && token.text === '-' && all[at + 1]?.token.text === '>';
}

function withoutAlias(tokens: readonly Token[], alias: string | undefined): readonly Token[] {
  const isQualified = alias !== undefined && nameOf(tokens[0]) === alias && tokens[1]?.text === '.';
  return isQualified ? tokens.slice(2) : tokens;
}

/** `column = 'x'`, `'x' = column`, `IN`, `BETWEEN`, `LIKE 'x%'`, `<` and the like. */
function conditionOf(tokens: readonly Token[]): Condition | undefined {
  const [first, ...rest] = tokens;
  const column = nameOf(first);
  if (column === undefined) return mirrored(tokens);
  const operator = rest[0]?.is === 'word' ? rest[0].text.toLowerCase() : operatorOf(rest);
  const texts = rest.map(textOf);
  if (operator === 'between' && nameOf(rest[2]) === 'and' && rest.length === 4) {
    return within(column, texts[1], texts[3]);
  }
  if (operator === 'in') return oneOf(column, rest.slice(1));
  const text = texts.at(-1);
  const length = rest[0]?.is === 'word' ? 1 : (operator?.length ?? 0);
  if (operator === undefined || text === undefined || rest.length !== length + 1) return undefined;
  return compared(column, operator, text);
}

function mirrored(tokens: readonly Token[]): Condition | undefined {
  const [text, equals, name] = tokens;
  const column = nameOf(name);
  const value = textOf(text);
  const isEqual = tokens.length === 3 && equals?.text === '=';
  return isEqual && column !== undefined && value !== undefined
    ? { column, values: [value] }
    : undefined;
}

/** The operator of punctuation that tokens begin with. */
function operatorOf(tokens: readonly Token[]): string | undefined {
  const [one = '', two = ''] = tokens.map(({ text }) => text);
  if (one + two === '<=' || one + two === '>=') return one + two;
  return ['=', '<', '>'].includes(one) ? one : undefined;
}

/** Bounds are taken as inclusive: they only ever exclude too little. */
function compared(column: string, operator: string, text: Buffer): Condition | undefined {
  switch (operator) {
    case '=':
      return { column, values: [text] };
    case '>':
    case '>=':
      return { column, from: text };
    case '<':
    case '<=':
      return { column, to: text };
    case 'like':
      return likePrefix(column, text.toString());
    default:
      return undefined;
  }
}

function within(column: string, from: Buffer | undefined, to: Buffer | undefined) {
  return from && to ? { column, from, to } : undefined;
}

function oneOf(column: string, tokens: readonly Token[]): Condition | undefined {
  const inner = tokens.slice(1, -1);
  const values = inner.filter((_, at) => at % 2 === 0).map(textOf);
  const commas = inner.filter((_, at) => at % 2 === 1);
  const isList = tokens[0]?.text === '(' && tokens.at(-1)?.text === ')' && inner.length % 2 === 1;
  const known = values.filter((value) => value !== undefined);
  if (!isList || known.length < values.length || commas.some(({ text }) => text !== ',')) return;
  return { column, values: known };
}

/** A pattern's texts begin with what stands before its first wildcard. */
function likePrefix(column: string, pattern: string): Condition | undefined {
  const prefix = /^[^%_]*/.exec(pattern)?.[0] ?? '';
  if (prefix === pattern) return { column, values: [Buffer.from(pattern)] };
  const from = Buffer.from(prefix);
  // No text holds the byte 255.
  return prefix === '' ? undefined : { column, from, to: Buffer.from([...from, 255]) };
}

/** The text of a string literal, as its bytes. */
function textOf(token: Token | undefined): Buffer | undefined {
  if (!token?.text.startsWith("'") || token.text.length < 2) return undefined;
  return Buffer.from(token.text.slice(1, -1).replaceAll("''", "'"));
}
