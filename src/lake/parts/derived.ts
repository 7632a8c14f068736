import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { framed, unframed } from './frame.ts';
import { replaceFile } from './replace-file.ts';

/** Something that is worked out of a lake, and kept in `<home>/derived`. */
export interface Derivation {
  readonly home: string;
  readonly name: string;
  /** What works it out, such as rules: what others made of the same lake is of no use. */
  readonly by: string;
  /** What of the lake it was worked out of, such as a commit. */
  readonly of: string;
}

/** How a value is kept. */
export interface Packing<Value> {
  readonly pack: (value: Value) => readonly Uint8Array[];
  /** @param pieces as they were packed, each at a place where any number can begin */
  readonly unpack: (pieces: readonly Uint8Array[]) => Value;
}

export interface Kept<Value> extends Pick<Derivation, 'of'> {
  readonly value: Value;
}

/**
 * What comes out the same as long as `by` and `of` are the same. Where only `of` is another, `make` gets what was kept,
 * to be extended. Losing it costs time only: a file that is missing or damaged is made anew, and a home that may not be
 * written is left as it is.
 */
export function derived<Value>(
  { home, name, by, of }: Derivation,
  packing: Packing<Value>,
  make: (kept: Kept<Value> | undefined) => Value,
): Value {
  const file = join(home, 'derived', `${name}.bin`);
  const kept = readKept(file, by, packing);
  if (kept?.of === of) return kept.value;
  const value = make(kept);
  replaceFile(file, framed({ by, of }, packing.pack(value)));
  return value;
}

function readKept<Value>(
  file: string,
  by: string,
  { unpack }: Packing<Value>,
): Kept<Value> | undefined {
  try {
    const { head, pieces } = unframed(readFileSync(file));
    return head.by === by ? { of: String(head.of), value: unpack(pieces) } : undefined;
  } catch {
    return undefined;
  }
}
