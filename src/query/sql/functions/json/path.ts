import { invalidArgument } from '../text/failure.ts';

/** The steps of a path: a member's name, or an element's number where the value is an array. */
export type JsonPath = readonly string[];

const STEP = /\.([\p{L}\p{Nd}_:]+)|\[([\p{L}\p{Nd}_]+)\]|\["((?:[^"\\]|\\["\\])*)"\]/uy;

/**
 * Reads a path as Trino's older JSON functions do: `$.a.b`, `$.a[0]`, `$["a b"]`, `$.a:b`; no wildcards, no blanks.
 * @throws ScriptError INVALID_FUNCTION_ARGUMENT
 */
export function parseJsonPath(path: string): JsonPath {
  if (!path.startsWith('$')) throw invalidPath(path);
  const steps: string[] = [];
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const [all, dotted, bare, quoted] = STEP.exec(path) ?? [];
    if (all === undefined) throw invalidPath(path);
    steps.push(dotted ?? bare ?? quoted?.replace(/\\(.)/gu, '$1') ?? '');
    at += all.length;
  }
  return steps;
}

function invalidPath(path: string): Error {
  return invalidArgument(`Invalid JSON path: '${path}'`);
}

/** The element that a step names; undefined: none. */
export function indexOf(step: string): number | undefined {
  const index = /^[-+]?[0-9]+$/.test(step) ? Number(step) : -1;
  return index >= 0 && index < 2 ** 31 ? index : undefined;
}

/** The same path for DuckDB; undefined where it has no such path, or we are not sure that it means the same. */
export function nativePath(path: JsonPath): string | undefined {
  const steps = path.map((step) => {
    const index = indexOf(step);
    if (index !== undefined) return step === String(index) ? `[${index}]` : undefined;
    return /^[\p{L}\p{Nd}_:. @$/-]+$/u.test(step) ? `."${step}"` : undefined;
  });
  return steps.includes(undefined) || path.length === 0 ? undefined : `$${steps.join('')}`;
}
