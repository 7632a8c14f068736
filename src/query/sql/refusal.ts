import type { Span } from './syntax/index.ts';

export interface RefusalDetails {
  /** Trino's name of the error: TYPE_MISMATCH, COLUMN_NOT_FOUND, FUNCTION_NOT_FOUND ... */
  readonly code: string;
  /** What is wrong, in Trino's words, without the place. */
  readonly reason: string;
  readonly span: Span;
  /** What to write instead, where people stumble. */
  readonly hint?: string | undefined;
}

/** What the binder and the function table throw: they know the place but not the text. The front makes it an SqlError. */
export class Refusal extends Error {
  readonly code: string;
  readonly reason: string;
  readonly span: Span;
  readonly hint: string | undefined;

  constructor({ code, reason, span, hint }: RefusalDetails) {
    super(reason);
    this.name = 'Refusal';
    this.code = code;
    this.reason = reason;
    this.span = span;
    this.hint = hint;
  }
}

/** @throws Refusal */
export function refuse(code: string, reason: string, span: Span, hint?: string): never {
  throw new Refusal({ code, reason, span, hint });
}
