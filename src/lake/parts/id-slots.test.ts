import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdSlots, LANES } from './id-slots.ts';

/** Ids whose first lanes, by which they are placed, are often the same. */
function idsOf(numbers: readonly number[]): Int32Array {
  return Int32Array.from(
    numbers.flatMap((number) => [number % 7, (number % 3) << 20, number, ~number]),
  );
}

/** Enters all of them one by one; the owner of each that was there. */
function addAll(slots: IdSlots, ids: Int32Array, owner: number): readonly (number | undefined)[] {
  return Array.from({ length: ids.length / LANES }, (_, row) => slots.add(ids, row * LANES, owner));
}

describe('a table of ids', () => {
  it('finds an id of nothing but zeros', () => {
    const slots = new IdSlots();
    const zeros = new Int32Array(LANES);

    expect([slots.find(zeros, 0), slots.add(zeros, 0, 7), slots.find(zeros, 0)]).toEqual([
      undefined,
      undefined,
      7,
    ]);
  });

  it('says of each id which batch brought it first, however large it grows', () => {
    const batch = fc.array(fc.nat(3000), { maxLength: 900 });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 6 }), (batches) => {
        const slots = new IdSlots();
        const owners = new Map<number, number>();

        for (const [index, numbers] of batches.entries()) {
          const expected = numbers.map((number) => {
            const owner = owners.get(number);
            if (owner === undefined) owners.set(number, index + 1);
            return owner;
          });
          expect(addAll(slots, idsOf(numbers), index + 1)).toEqual(expected);
        }

        expect(slots.size).toBe(owners.size);
      }),
      { numRuns: 40 },
    );
  });

  it('enters rows up to the first that is known or marked, and marks those that are there', () => {
    const slots = new IdSlots();
    const ids = idsOf([1, 2, 3, 2, 4]);
    const marks = new Uint8Array(5);

    slots.warm(5);
    expect(slots.addNew(ids, { from: 0, to: 5 }, 1, marks)).toBe(3);
    expect(slots.addNew(ids, { from: 4, to: 5 }, 1, Uint8Array.of(0, 0, 0, 0, 1))).toBe(4);
    slots.mark(ids, { from: 0, to: 5 }, marks);

    expect([...marks]).toEqual([1, 1, 1, 1, 0]);
    expect(slots.size).toBe(3);
  });
});
