import { AppError, type ErrorCode, messageOf } from '../../../base/errors/index.ts';
import { isAbsent, systemCode } from './file-reader.ts';

/** A folder that could not be read, among others that could. */
export interface BrokenFolder {
  readonly path: string;
  readonly cause: unknown;
}

export function fileError(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (isAbsent(cause)) {
    return new AppError('TG_STORAGE_NOT_FOUND', `There is no ${path}.`, { cause });
  }
  return new AppError(codeOf(cause), `${path} cannot be read (${wordsOf(cause)}).`, {
    ...hintOf(cause),
    cause,
  });
}

/** One error for all folders of a listing that could not be read; `details.folders` names them. */
export function foldersError(broken: readonly BrokenFolder[]): AppError | undefined {
  const [first] = broken;
  if (!first) return undefined;
  const rest = broken.length - 1;
  const others = rest === 0 ? '' : `, and ${rest} more below the same folder cannot either`;
  const message = `The folder ${first.path} cannot be read (${wordsOf(first.cause)})${others}.`;
  return new AppError(codeOf(first.cause), message, {
    ...hintOf(first.cause),
    cause: first.cause,
    details: { folders: broken.map(({ path }) => path) },
  });
}

function codeOf(cause: unknown): ErrorCode {
  return isRefusal(cause) ? 'TG_STORAGE_DENIED' : 'TG_STORAGE_UNREACHABLE';
}

function hintOf(cause: unknown): { readonly hint: string } {
  return {
    hint: isRefusal(cause)
      ? 'Check the rights of the file and of the folders above it (ls -l).'
      : 'Check the disk or the mount, and run the command again: what was committed is not read twice.',
  };
}

function isRefusal(cause: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(systemCode(cause) ?? '');
}

function wordsOf(cause: unknown): string {
  return systemCode(cause) ?? messageOf(cause);
}
