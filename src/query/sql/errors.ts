import type { Span } from './syntax/ast.ts';
import { positionOf } from './syntax/position.ts';

export interface SqlErrorOptions {
  /** Athena's name of the error: SYNTAX_ERROR, COLUMN_NOT_FOUND ... */
  readonly code: string;
  /** What is wrong, without its place. */
  readonly reason: string;
  /** The whole text, which `span` points into. */
  readonly text: string;
  readonly span: Span;
  /** What to write instead, where that is known. */
  readonly hint?: string | undefined;
}

/** A text that is refused, in the sense and at the place of Athena: `line 1:8: ...`. */
export class SqlError extends Error {
  readonly code: string;
  readonly reason: string;
  /** In UTF-16 units. */
  readonly span: Span;
  /** From 1. */
  readonly line: number;
  /** In code points, from 1. */
  readonly column: number;
  readonly hint: string | undefined;

  constructor(options: SqlErrorOptions) {
    const { line, column } = positionOf(options.text, options.span.start);
    super(`line ${line}:${column}: ${options.reason}`);
    this.name = 'SqlError';
    this.code = options.code;
    this.reason = options.reason;
    this.span = options.span;
    this.line = line;
    this.column = column;
    this.hint = options.hint;
  }
}
