import { invalidArgument } from '../text/failure.ts';
import type { Pattern } from './pattern.ts';

/** A replacement in pieces: texts, and numbers of groups. */
export type Replacement = readonly (string | number)[];

/**
 * Reads `$1`, `${name}`, `$0` and backslashes. `$12` is group 12 where there is one, else group 1 and a 2.
 * @throws ScriptError INVALID_FUNCTION_ARGUMENT for a group that is not there, and a dollar sign alone
 */
export function parseReplacement(text: string, pattern: Pattern): Replacement {
  const pieces: (string | number)[] = [];
  const token = /\$\{([^}]*)\}?|\$([0-9]+)|\\([\s\S]?)|(\$)|[^$\\]+/gu;
  for (const [all, name, digits, escaped, dollar] of text.matchAll(token)) {
    if (dollar !== undefined || escaped === '') {
      throw invalidArgument(`Illegal replacement sequence: ${text}`);
    }
    if (name !== undefined) pieces.push(groupNamed(name, pattern));
    else if (digits !== undefined) pieces.push(...groupNumbered(digits, pattern));
    else pieces.push(escaped ?? all);
  }
  return pieces;
}

function groupNamed(name: string, pattern: Pattern): number {
  const group = pattern.names.get(name);
  if (group !== undefined) return group;
  throw invalidArgument(`Illegal replacement sequence: unknown group { ${name} }`);
}

function groupNumbered(digits: string, pattern: Pattern): readonly (string | number)[] {
  const first = Number(digits[0]);
  if (first > pattern.groups) {
    throw invalidArgument(`Illegal replacement sequence: unknown group ${first}`);
  }
  let length = 1;
  while (length < digits.length && Number(digits.slice(0, length + 1)) <= pattern.groups) length++;
  return [Number(digits.slice(0, length)), digits.slice(length)];
}

export function replaced(pieces: Replacement, groups: readonly (string | null)[]): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : (groups[piece] ?? '')))
    .join('');
}
