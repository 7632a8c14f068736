import { AppError, type ErrorCode, messageOf } from '../../base/errors/index.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly what: string;
}

const BUSY: Meaning = { code: 'TG_CATALOG_BUSY', what: 'is held by another process' };
const DAMAGED: Meaning = { code: 'TG_CATALOG_DAMAGED', what: 'is damaged or not a catalog' };
const UNREADABLE: Meaning = { code: 'TG_CATALOG_DAMAGED', what: 'cannot be read' };
const READ_ONLY: Meaning = { code: 'TG_LAKE_UNWRITABLE', what: 'may not be written' };
const FULL: Meaning = { code: 'TG_LAKE_UNWRITABLE', what: 'cannot grow: the disk is full' };

// Primary result codes, https://www.sqlite.org/rescode.html
const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [3, READ_ONLY],
  [5, BUSY],
  [6, BUSY],
  [8, READ_ONLY],
  [10, UNREADABLE],
  [11, DAMAGED],
  [13, FULL],
  [14, UNREADABLE],
  [26, DAMAGED],
]);

/** Puts what SQLite says into the house's words; anything else passes unchanged. */
export function catalogError(error: unknown, path: string): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  // The low byte is the primary code, the rest says more about it.
  const meaning = MEANINGS.get(code & 0xff);
  if (!meaning) {
    return new AppError('TG_INTERNAL', `${path}: ${messageOf(error)}`, { cause: error });
  }
  const message = `${path} ${meaning.what} (SQLite: ${messageOf(error)}).`;
  return new AppError(meaning.code, message, { cause: error });
}

/** Whether a row with the same unique or primary key is there: SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY. */
export function isConflict(error: unknown): boolean {
  return [2067, 1555].includes(resultCode(error) ?? 0);
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
