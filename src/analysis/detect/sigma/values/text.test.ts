import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY, parseText } from './text.ts';

const ONE = { wildcard: '?' } as const;

describe('the text of a value', () => {
  it.each([
    ['', []],
    ['plain', ['plain']],
    ['*', [ANY]],
    ['a*b?c', ['a', ANY, 'b', ONE, 'c']],
    ['a\\*b', ['a*b']],
    ['a\\?b', ['a?b']],
    ['C:\\Windows', ['C:\\Windows']],
    ['C:\\\\Windows', ['C:\\Windows']],
    ['a\\\\*', ['a\\', ANY]],
    ['a\\\\\\*', ['a\\*']],
    ['\\\\\\\\host', ['\\\\host']],
    ['end\\', ['end\\']],
    ['50%_$', ['50%_$']],
    ['a**b', ['a', ANY, ANY, 'b']],
  ])('%j is read as %j', (text, pieces) => {
    expect(parseText(text)).toEqual(pieces);
  });

  it('is what was escaped, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '*', '?', '\\', 'é') }), (text) => {
        const escaped = text.replace(/[*?\\]/g, '\\$&');

        expect(parseText(escaped)).toEqual(text === '' ? [] : [text]);
      }),
    );
  });
});
