import { describe, expect, it } from 'vitest';
import { offsetOf, positionOf } from '../index.ts';

describe('positions', () => {
  const text = 'SELECT 😀x\r\nFROM é';

  it.each([
    ['SELECT', 1, 1],
    ['x', 1, 9],
    ['FROM', 2, 1],
    ['é', 2, 6],
  ])('%s stands at %i:%i', (word, line, column) => {
    const place = positionOf(text, text.indexOf(word));

    expect(place).toEqual({ line, column });
    expect(offsetOf(text, place)).toBe(text.indexOf(word));
  });

  it('ends with the text', () => {
    expect(positionOf(text, text.length)).toEqual({ line: 2, column: 7 });
    expect(offsetOf(text, { line: 9, column: 1 })).toBe(text.length);
    expect(offsetOf(text, { line: 2, column: 99 })).toBe(text.length);
  });
});
