import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareKeys } from './key-order.ts';

it('orders keys as their UTF-8 bytes', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '/', 'é', '\ud7ff', '\ue000', '\uffee', '\u{1f600}'),
  });

  fc.assert(
    fc.property(text, text, (a, b) => {
      const order = Math.sign(compareKeys(a, b));

      expect(order).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
