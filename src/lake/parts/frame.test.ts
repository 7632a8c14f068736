import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framed, unframed } from './frame.ts';

const someFrame = fc.record({
  head: fc.dictionary(fc.constantFrom('by', 'of', 'ö'), fc.string()),
  pieces: fc.array(fc.uint8Array({ maxLength: 40 })),
});

describe('a frame', () => {
  it('gives its head and its pieces back, wherever it lies', () => {
    const property = fc.property(someFrame, fc.nat(9), ({ head, pieces }, place) => {
      const frame = framed(head, pieces);
      const among = new Uint8Array(frame.length + place);
      among.set(frame, place);

      const found = unframed(among.subarray(place));

      expect(found).toEqual({ head, pieces });
      expect(found.pieces.every(({ byteOffset }) => byteOffset % 8 === 0)).toBe(true);
    });
    fc.assert(property);
  });

  it.each([
    ['a bit of it changed', (frame: Uint8Array) => frame.with(60, (frame[60] ?? 0) ^ 1)],
    ['its end is missing', (frame: Uint8Array) => frame.subarray(0, -8)],
    ['it is all zeros', (frame: Uint8Array) => new Uint8Array(frame.length)],
    ['nothing is there', () => new Uint8Array()],
  ])('is refused where %s', (_, damaged) => {
    const frame = framed({ by: 'rules' }, [new Uint8Array(100).fill(7)]);

    expect(() => unframed(damaged(frame))).toThrow();
  });
});
