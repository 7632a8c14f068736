import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random, seedOf } from './random.ts';

const words = fc.tuple(fc.integer(), fc.integer(), fc.integer());

test('the same words give the same numbers, by a new object or in place', () => {
  fc.assert(
    fc.property(words, (seed) => {
      const fresh = new Random(...seed);
      const reused = new Random(1, 2, 3).reseed(...seed);

      expect(reused.uuid()).toBe(fresh.uuid());
      expect(reused.int(1000)).toBe(fresh.int(1000));
    }),
  );
});

test('numbers and choices stay within their bounds', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 1e6 }), (seed, limit) => {
      const random = new Random(...seed);

      expect(random.int(limit)).toBeLessThan(limit);
      expect(random.between(limit, limit + 3)).toBeGreaterThanOrEqual(limit);
      expect(random.some([1, 2, 3], 2)).toHaveLength(2);
    }),
  );
});

test('texts have their length and alphabet', () => {
  const random = new Random(1, 2, 3);

  expect(random.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
  expect(random.id(17)).toMatch(/^[A-Z2-7]{17}$/);
  expect(random.hex(5)).toMatch(/^[\da-f]{5}$/);
  expect(random.blob(320)).toMatch(/^[A-Za-z\d+/]{320}$/);
  expect(random.alphanumeric(16)).toMatch(/^[A-Za-z\d]{16}$/);
});

test('different names have different seeds', () => {
  expect(seedOf('role/a')).not.toBe(seedOf('role/b'));
});
