import { describe, expect, it } from 'vitest';
import type { Pieces } from '../sigma/model.ts';
import { isOpen, patternOf, plainText } from './pieces.ts';

const ANY = { wildcard: '*' } as const;
const ONE = { wildcard: '?' } as const;

describe('pieces of a text', () => {
  it('are a plain text as long as no wildcard is among them', () => {
    const texts = [['Create', 'User'], [], ['Create', ANY]].map(plainText);

    expect(texts).toEqual(['CreateUser', '', undefined]);
  });

  it.each<[string, Pieces, boolean]>([
    ['*key*', [ANY, 'key', ANY], true],
    ['**', [ANY, ANY], true],
    ['*', [ANY], false],
    ['*key', [ANY, 'key'], false],
    ['key*', ['key', ANY], false],
    ['?key?', [ONE, 'key', ONE], false],
  ])('open at both ends: %s', (_, pieces, expected) => {
    const open = isOpen(pieces);

    expect(open).toBe(expected);
  });

  it('become the wildcards of LIKE', () => {
    const pattern = patternOf(['Create', ONE, 'ser', ANY]);

    expect(pattern).toEqual({ pattern: 'Create_ser%', isAnything: false });
  });

  it('have what LIKE reads in its own way escaped, and the mark itself too', () => {
    const pattern = patternOf(['50%_of_$', ANY]);

    expect(pattern).toEqual({ pattern: '50$%$_of$_$$%', mark: '$', isAnything: false });
  });

  it('leave the mark as it is where nothing is escaped', () => {
    const pattern = patternOf(['a$b', ANY]);

    expect(pattern).toEqual({ pattern: 'a$b%', isAnything: false });
  });

  it('match every text where they are stars alone', () => {
    const patterns = [[ANY], [ANY, ANY], [ONE], [ANY, '%']].map(patternOf);

    expect(patterns.map(({ isAnything }) => isAnything)).toEqual([true, true, false, false]);
  });
});
