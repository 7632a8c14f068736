import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, cleanLink, cutPoints, cutUnits } from './clean.ts';

describe('a clean text', () => {
  it.each([
    ['plain Grüße 東京 🔍', 'plain Grüße 東京 🔍'],
    ['a\r\nb\tc\u0000d\u001b[31m\u009b', 'abcd[31m'],
    ['user\u202egpj.exe', 'usergpj.exe'],
    ['\u2066in\u2069 \u200bze\u200dro\ufeff\u00ad', 'in zero'],
    ['tag\u{e0041}\u{e0042}', 'tag'],
    ['lone \ud83d end', 'lone \ufffd end'],
  ])('of %j is %j', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('is cut by code points, with a mark', () => {
    expect(clean('😀'.repeat(300))).toBe(`${'😀'.repeat(255)}…`);
    expect(clean('😀'.repeat(256))).toBe('😀'.repeat(256));
  });

  it('says that it was cut also when most of it was invisible', () => {
    expect(clean(`a${'\u200b'.repeat(10_000)}b`)).toBe('a…');
  });

  it('is never longer than asked for, and well-formed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.integer({ min: 1, max: 300 }),
        (text, most) => {
          const cleaned = clean(text, most);
          expect([...cleaned].length).toBeLessThanOrEqual(most);
          expect(cleaned.isWellFormed()).toBe(true);
          expect(cleaned).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});

describe('a cut text', () => {
  it('never ends in half a character', () => {
    expect(cutUnits('ab😀cd', 4)).toBe('ab…');
    expect(cutPoints('ab😀cd', 4)).toBe('ab😀…');
    expect(cutUnits('abcd', 4)).toBe('abcd');
  });
});

describe('a link', () => {
  it.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['https://example.com/<b>"`', 'https://example.com/%3Cb%3E%22%60'],
    ['javascript:alert(1)', undefined],
    ['https://user:word@example.com/', undefined],
    ['data:text/html,x', undefined],
    ['no link', undefined],
    [`https://example.com/${'x'.repeat(1000)}`, undefined],
    [undefined, undefined],
  ])('from %j is %j', (text, expected) => {
    expect(cleanLink(text)).toBe(expected);
  });
});
