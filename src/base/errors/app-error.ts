import { ERRORS, type ErrorCode } from './catalogue.ts';

export interface AppErrorOptions {
  /** What to do next, when it is more exact than the catalogue's own sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Facts for machines: goes into `--json` output and HTTP problems as it is. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The one error of the house. The message says what happened and where, in the reader's terms. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint ?? ERRORS[code].next;
    this.details = options.details ?? {};
  }

  get exitCode(): number {
    return ERRORS[this.code].exit;
  }
}

/** The words of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Wraps whatever was thrown; an AppError passes unchanged. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('TG_INTERNAL', messageOf(error), { cause: error });
}
