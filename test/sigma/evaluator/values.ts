import { refuse } from './refused.ts';

/** A piece of a Sigma text: plain characters, or a wildcard. */
export type Piece = string | { readonly wildcard: '*' | '?' };

const ANY: Piece = { wildcard: '*' };

/**
 * Lower case as DuckDB's `lower` makes it, one code point at a time: a capital sigma is σ at the end of a word too, and
 * İ becomes one letter where JavaScript makes two.
 */
export function fold(text: string): string {
  return Array.from(text, (char) => (char === 'İ' ? 'i' : char.toLowerCase())).join('');
}

/** Reads escapes: a backslash stands for itself unless `*`, `?` or another backslash follows. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      plain += next;
      at += 1;
    } else if (char === '*' || char === '?') {
      if (plain) pieces.push(plain);
      plain = '';
      pieces.push({ wildcard: char });
    } else plain += char;
  }
  return plain ? [...pieces, plain] : pieces;
}

/** The text of pieces without wildcards, which is all that can be encoded. */
export function plainOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : refuse('a wildcard cannot be encoded')))
    .join('');
}

export const contains = (pieces: readonly Piece[]): readonly Piece[] => [ANY, ...pieces, ANY];
export const startsWith = (pieces: readonly Piece[]): readonly Piece[] => [...pieces, ANY];
export const endsWith = (pieces: readonly Piece[]): readonly Piece[] => [ANY, ...pieces];

/** Whether a text may stand on either side of what is searched. */
export function isOpen(pieces: readonly Piece[]): boolean {
  return isStar(pieces.at(0)) && isStar(pieces.at(-1));
}

function isStar(piece: Piece | undefined): boolean {
  return typeof piece === 'object' && piece.wildcard === '*';
}

/** A test of a whole text. */
export function textTest(pieces: readonly Piece[], cased: boolean): (text: string) => boolean {
  const source = pieces.map((piece) => pieceSource(piece, cased)).join('');
  const whole = new RegExp(`^${source}$`, 'su');
  return (text) => whole.test(cased ? text : fold(text));
}

function pieceSource(piece: Piece, cased: boolean): string {
  if (typeof piece === 'object') return piece.wildcard === '*' ? '.*' : '.';
  return (cased ? piece : fold(piece)).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The number that a leaf is, or that its text spells. */
export function numberOf(leaf: unknown): number | undefined {
  if (typeof leaf === 'number') return leaf;
  if (typeof leaf !== 'string') return undefined;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(leaf) ? Number(leaf) : undefined;
}

/** The text of a scalar leaf; an object's compact JSON. */
export function textOf(leaf: unknown): string {
  return typeof leaf === 'object' ? JSON.stringify(leaf) : String(leaf);
}

/** Every scalar below a value, null left out. */
export function scalarsOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [value];
  return Object.values(value).flatMap(scalarsOf);
}
