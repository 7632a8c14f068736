import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What was worked out of a lake and would come out the same as long as `key` is the same, kept in `<home>/derived`.
 * Losing it costs time only: a file that is missing, of another key or damaged is made anew, and a home that may not be
 * written is left as it is.
 */
export function derived<Value>(
  { home, name, key }: { readonly home: string; readonly name: string; readonly key: string },
  make: () => Value,
): Value {
  const file = join(home, 'derived', `${name}.json`);
  const kept = readKept<Value>(file, key);
  if (kept !== undefined) return kept.value;
  const value = make();
  keep(file, JSON.stringify({ key, value }));
  return value;
}

interface Kept<Value> {
  readonly key: string;
  readonly value: Value;
}

function readKept<Value>(file: string, key: string): Kept<Value> | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept<Value>;
    return kept.key === key ? kept : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Two processes may make it at once: each has its own name until it is whole.
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch {
    // The next one works it out again.
  }
}
