import type { Condition, Field, FieldTest, Hit, Known } from './hits.ts';

/** Values of a field that are remembered; user agents have no end. */
const MOST_VALUES = 10_000;
/** As many as make a small integer of V8. */
const BITS = 30;
const ALL = 2 ** BITS - 1;

/** Which conditions are still possible, a bit each. */
type Possible = readonly number[];

/**
 * Finds the conditions that hold of a caller, in their order. Callers share most of their values: each value is tested
 * once by all conditions that name its field, and what a caller leaves possible is what all its values do.
 */
export function matcher(conditions: readonly Condition[]): (known: Known) => readonly Hit[] {
  const words = Math.ceil(conditions.length / BITS);
  const fields = fieldTests(conditions).map(([field, tests]) => {
    return { field, left: possibleBy(tests, words) };
  });
  const possible = new Array<number>(words);
  return (known) => {
    possible.fill(ALL);
    for (const { field, left } of fields) {
      const after = left(known[field]);
      for (let at = 0; at < words; at++) possible[at] = (possible[at] ?? 0) & (after[at] ?? 0);
    }
    return hitsAmong(possible, conditions, known);
  };
}

function hitsAmong(
  possible: Possible,
  conditions: readonly Condition[],
  known: Known,
): readonly Hit[] {
  const hits: Hit[] = [];
  for (let word = 0; word < possible.length; word++) {
    for (let rest = possible[word] ?? 0; rest !== 0; rest &= rest - 1) {
      const condition = conditions[word * BITS + 31 - Math.clz32(rest & -rest)];
      if (condition) hits.push(condition.hit(known));
    }
  }
  return hits;
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

/** What a value of one field leaves possible. */
function possibleBy(
  tests: readonly Numbered[],
  words: number,
): (value: string | undefined) => Possible {
  const withoutValue = possibleAfter(tests, undefined, words);
  const known = new Map<string, Possible>();
  return (value) => {
    if (value === undefined) return withoutValue;
    const found = known.get(value);
    if (found) return found;
    if (known.size >= MOST_VALUES) known.clear();
    const possible = possibleAfter(tests, value, words);
    known.set(value, possible);
    return possible;
  };
}

function possibleAfter(
  tests: readonly Numbered[],
  value: string | undefined,
  words: number,
): Possible {
  const possible = Array<number>(words).fill(ALL);
  for (const { condition, passes } of tests) {
    const at = Math.floor(condition / BITS);
    if (!passes(value)) possible[at] = (possible[at] ?? 0) & ~(1 << (condition % BITS));
  }
  return possible;
}
