import type { Condition, Field, FieldTest, Hit, Known } from './hits.ts';

/** Values of a field that are remembered; user agents have no end. */
const MOST_VALUES = 10_000;
const BITS = 32;

/** Which conditions are still possible, a bit each. */
type Possible = Uint32Array;

/**
 * Finds the conditions that hold of a caller, in their order. Callers share most of their values: each value is tested
 * once by all conditions that name its field, and what a caller leaves possible is what all its values do.
 */
export function matcher(conditions: readonly Condition[]): (known: Known) => readonly Hit[] {
  const words = Math.ceil(conditions.length / BITS);
  const fields = fieldTests(conditions).map(([field, tests]) => {
    return [field, remembered((value) => possibleAfter(tests, value, words))] as const;
  });
  return (known) => {
    const possible = new Uint32Array(words).fill(0xffffffff);
    for (const [field, possibleBy] of fields) {
      const after = possibleBy(known[field]);
      for (let at = 0; at < words; at++) possible[at] = (possible[at] ?? 0) & (after[at] ?? 0);
    }
    return [...bitsOf(possible)].flatMap((at) => conditions[at]?.hit(known) ?? []);
  };
}

type Numbered = Pick<FieldTest, 'passes'> & { readonly condition: number };

function fieldTests(
  conditions: readonly Condition[],
): readonly (readonly [field: Field, tests: readonly Numbered[]])[] {
  const all = conditions.flatMap(({ tests }, condition) =>
    tests.map(({ field, passes }) => ({ field, passes, condition })),
  );
  return [...Map.groupBy(all, ({ field }) => field)];
}

function possibleAfter(
  tests: readonly Numbered[],
  value: string | undefined,
  words: number,
): Possible {
  const possible = new Uint32Array(words).fill(0xffffffff);
  for (const { condition, passes } of tests) {
    const at = Math.floor(condition / BITS);
    if (!passes(value)) possible[at] = (possible[at] ?? 0) & ~(1 << (condition % BITS));
  }
  return possible;
}

/** The places of the bits that are set, in order. */
function* bitsOf(possible: Possible): Generator<number> {
  for (const [word, bits] of possible.entries()) {
    for (let rest = bits; rest !== 0; rest &= rest - 1) {
      yield word * BITS + (BITS - 1 - Math.clz32(rest & -rest));
    }
  }
}

function remembered(
  of: (value: string | undefined) => Possible,
): (value: string | undefined) => Possible {
  const known = new Map<string | undefined, Possible>();
  return (value) => {
    const found = known.get(value) ?? of(value);
    if (known.size >= MOST_VALUES) known.clear();
    known.set(value, found);
    return found;
  };
}
