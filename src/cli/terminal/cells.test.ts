import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText } from '../../base/text/index.ts';
import { cutTo, pad, widthOf } from './cells.ts';

describe('widthOf', () => {
  it.each([
    ['', 0],
    ['plain ASCII', 11],
    ['Grüße', 5],
    ['東京', 4],
    ['🔍', 2],
    ['e\u0301', 1],
  ])('of %j is %d', (text, cells) => {
    expect(widthOf(text)).toBe(cells);
  });
});

describe('cutTo', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['longer', 1, '…'],
    ['', 3, ''],
    ['東京都', 6, '東京都'],
    ['東京都', 5, '東京…'],
    ['東京都', 4, '東…'],
    ['🔍🔍', 3, '🔍…'],
  ])('makes of %j in %d cells %j', (text, width, cut) => {
    expect(cutTo(text, width)).toBe(cut);
  });

  it('never takes more cells than it has', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (text, width) => {
          expect(widthOf(cutTo(cellText(text), width))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('pad', () => {
  it('fills up to the width, in cells', () => {
    expect(pad('東京', 6, 'left')).toBe('東京  ');
    expect(pad('7', 3, 'right')).toBe('  7');
    expect(pad('too long', 3, 'left')).toBe('too long');
  });
});
