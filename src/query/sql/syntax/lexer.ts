import { isPair } from './position.ts';
import type { Comment, Token, TokenKind, Tokens } from './tokens.ts';

/** Cuts a text into Trino's tokens. Never fails: what begins no token is a token `unknown`. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const lastClose = text.lastIndexOf('*/');
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const comment = commentAt(text, at, lastClose);
    if (comment) comments.push(comment);
    else tokens.push(tokenAt(text, at));
    at = skipSpace(text, (comment ?? tokens.at(-1))?.end ?? text.length);
  }
  tokens.push({ kind: 'end', symbol: '', start: text.length, end: text.length });
  return { tokens, comments };
}

const SPACE = /[ \t\r\n]*/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const DIGIT_NAME = /[0-9][A-Za-z0-9_]+/y;
const INTEGER = /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[0-9](?:_?[0-9])*/y;
const DECIMAL = /[0-9](?:_?[0-9])*\.(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*/y;
const DOUBLE = /[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|\.[0-9]+[eE][+-]?[0-9]+/y;
const OPERATOR = /<>|!=|<=|>=|\|\||->|=>|[-=<>+*/%?;.()[\],:{}|$^&]/y;

function skipSpace(text: string, from: number): number {
  return endOf(SPACE, text, from);
}

/** Where a match that begins at `from` ends; `from` when there is none. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/** `lastClose`: where the text has its last end of a comment, so that none is sought in vain. */
function commentAt(text: string, start: number, lastClose: number): Comment | undefined {
  if (text.startsWith('--', start)) {
    const end = endOfLine(text, start);
    return { start, end, text: text.slice(start, end) };
  }
  if (!text.startsWith('/*', start) || lastClose < start + 2) return undefined;
  const close = text.indexOf('*/', start + 2);
  return { start, end: close + 2, text: text.slice(start, close + 2) };
}

function endOfLine(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

function tokenAt(text: string, start: number): Token {
  const char = text[start] ?? '';
  if (char === "'") return quotedAt(text, start, { from: start, quote: "'", kind: 'string' });
  if (char === '"') return quotedAt(text, start, { from: start, quote: '"', kind: 'quoted-name' });
  if (char === '`') {
    return quotedAt(text, start, { from: start, quote: '`', kind: 'backquoted-name' });
  }
  if (/[0-9.]/.test(char)) return numberAt(text, start) ?? operatorAt(text, start);
  return prefixedAt(text, start) ?? wordAt(text, start) ?? operatorAt(text, start);
}

/** X'..' and U&'..'. */
function prefixedAt(text: string, start: number): Token | undefined {
  const binary = /[xX]/.test(text[start] ?? '') && text[start + 1] === "'";
  const unicode = /[uU]/.test(text[start] ?? '') && text.startsWith("&'", start + 1);
  if (!binary && !unicode) return undefined;
  const from = start + (binary ? 1 : 2);
  const kind = binary ? 'binary' : 'unicode-string';
  const token = quotedAt(text, start, { from, quote: "'", kind });
  return token.kind === 'unknown' ? undefined : token;
}

interface Quoted {
  readonly from: number;
  readonly quote: string;
  readonly kind: TokenKind;
}

/** Up to the closing quote; a doubled one stands for itself. Without an end, the quote alone is a token. */
function quotedAt(text: string, start: number, { from, quote, kind }: Quoted): Token {
  let close = text.indexOf(quote, from + 1);
  while (close !== -1 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
  if (close === -1) return { kind: 'unknown', symbol: '', start, end: start + 1 };
  return { kind, symbol: '', start, end: close + 1 };
}

const NUMBERS: readonly (readonly [TokenKind, RegExp])[] = [
  ['integer', INTEGER],
  ['decimal', DECIMAL],
  ['double', DOUBLE],
  ['digit-name', DIGIT_NAME],
];

/** The longest of what a digit or a dot may begin; of two as long, the first. */
function numberAt(text: string, start: number): Token | undefined {
  let kind: TokenKind = 'unknown';
  let end = start;
  for (const [one, pattern] of NUMBERS) {
    const reached = endOf(pattern, text, start);
    if (reached > end) [kind, end] = [one, reached];
  }
  return end === start ? undefined : { kind, symbol: '', start, end };
}

function wordAt(text: string, start: number): Token | undefined {
  const end = endOf(WORD, text, start);
  if (end === start) return undefined;
  return { kind: 'word', symbol: text.slice(start, end).toUpperCase(), start, end };
}

function operatorAt(text: string, start: number): Token {
  const end = endOf(OPERATOR, text, start);
  if (end > start) return { kind: 'operator', symbol: text.slice(start, end), start, end };
  return { kind: 'unknown', symbol: '', start, end: start + (isPair(text, start) ? 2 : 1) };
}
