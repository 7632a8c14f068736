import type { Span } from './ast.ts';

export type TokenKind =
  | 'word'
  /** `"name"`. */
  | 'quoted-name'
  /** A name in backticks: read as one token so that it can be refused as a whole. */
  | 'backquoted-name'
  /** `1st`: a name may not begin with a digit. */
  | 'digit-name'
  | 'string'
  | 'unicode-string'
  | 'binary'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'operator'
  /** A character that begins no token. */
  | 'unknown'
  | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** A word in upper case, an operator as it is; empty for everything else. */
  readonly symbol: string;
}

/** `-- to the end of the line`, without that end, or a comment in slashes and stars. */
export interface Comment extends Span {
  readonly text: string;
}

export interface Tokens {
  /** The last one is the end of the text. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}
