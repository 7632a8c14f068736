import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** Something that is worked out of a lake, and kept in `<home>/derived`. */
export interface Derivation {
  readonly home: string;
  readonly name: string;
  /** What works it out, such as rules: what others made of the same lake is of no use. */
  readonly by: string;
  /** What of the lake it was worked out of, such as a commit. */
  readonly of: string;
}

/**
 * What comes out the same as long as `by` and `of` are the same. Where only `of` is another, `make` gets what was kept,
 * to be extended. Losing it costs time only: a file that is missing or damaged is made anew, and a home that may not be
 * written is left as it is.
 */
export function derived<Value>(
  { home, name, by, of }: Derivation,
  make: (kept: Value | undefined) => Value,
): Value {
  const file = join(home, 'derived', `${name}.json`);
  const kept = readKept<Value>(file, by);
  if (kept?.of === of) return kept.value;
  const value = make(kept?.value);
  keep(file, { by, of, value });
  return value;
}

interface Kept<Value> extends Pick<Derivation, 'by' | 'of'> {
  readonly value: Value;
}

function readKept<Value>(file: string, by: string): Kept<Value> | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept<Value>;
    return kept.by === by ? kept : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, kept: Kept<unknown>): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    removeLeftovers(file);
    // Two may make it at once: each has its own name until it is whole.
    const temporary = `${file}.${process.pid}-${threadId}`;
    writeFileSync(temporary, JSON.stringify(kept));
    renameSync(temporary, file);
  } catch {
    // The next one works it out again.
  }
}

/** Takes away what processes left behind that died while they wrote. */
function removeLeftovers(file: string): void {
  const start = `${basename(file)}.`;
  for (const name of readdirSync(dirname(file))) {
    const process = name.startsWith(start) ? Number.parseInt(name.slice(start.length), 10) : 0;
    if (process > 0 && !isRunning(process)) rmSync(join(dirname(file), name), { force: true });
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Somebody else's process may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
