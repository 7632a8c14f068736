import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellText,
  formatBytes,
  formatCount,
  formatSeconds,
  nearest,
  plural,
  visible,
} from './index.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_234_567, '1,234,567'],
  ])('counts %d as %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_550_000, '1.6 MB'],
    [155_000_000, '155 MB'],
    [2e15, '2.0 PB'],
    [5e18, '5000 PB'],
  ])('gives %d bytes as %s', (value, text) => {
    expect(formatBytes(value)).toBe(text);
  });

  it.each([
    [0, '0.0 s'],
    [9.94, '9.9 s'],
    [12.4, '12 s'],
    [59.7, '1 min 0 s'],
    [200, '3 min 20 s'],
    [7500, '2 h 5 min'],
  ])('gives %d seconds as %s', (value, text) => {
    expect(formatSeconds(value)).toBe(text);
  });

  it('has a plural for everything but one', () => {
    const words = [0, 1, 2, 1000].map((count) => plural(count, 'object'));

    expect(words).toEqual(['0 objects', '1 object', '2 objects', '1,000 objects']);
    expect(plural(2, 'open entry', 'open entries')).toBe('2 open entries');
  });
});

describe('visible', () => {
  it.each([
    ['line\nbreak\r\ttab', 'line\\nbreak\\r\\ttab'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['bell\u0007 nul\u0000 del\u007f', 'bell\\u{7} nul\\u{0} del\\u{7f}'],
    ['c1\u009b', 'c1\\u{9b}'],
    ['user\u202eexe.txt', 'user\\u{202e}exe.txt'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
  ])('shows what steers or hides in %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves other text as it is', () => {
    const text = 'Grüße, 東京, 🔍 and | "quotes" \\n';

    expect(visible(text)).toBe(text);
  });

  it('never lets a control or bidi character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u);
      }),
    );
  });
});

describe('nearest', () => {
  const names = ['throttled-systems', 'denied-calls', 'top-callers'];

  it('finds the name that was meant', () => {
    expect(nearest('throttledsystems', names)).toBe('throttled-systems');
    expect(nearest('top-caller', names)).toBe('top-callers');
  });

  it('guesses nothing when nothing is near', () => {
    expect(nearest('unused-roles', names)).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });
});

describe('cellText', () => {
  it.each([
    [null, 'NULL'],
    [undefined, 'NULL'],
    ['', ''],
    ['NULL', 'NULL'],
    [0, '0'],
    [-1.5, '-1.5'],
    [false, 'false'],
    [{ a: [1, null] }, '{"a":[1,null]}'],
    [[], '[]'],
  ])('gives %j as %j', (value, text) => {
    expect(cellText(value)).toBe(text);
  });

  it('is one line that cannot steer the terminal', () => {
    expect(cellText('a\nb\u001b[2Jc\u202ed')).toBe('a\\nb\\u{1b}[2Jc\\u{202e}d');
    expect(cellText({ text: '\u001b[2J\u009b' })).toBe('{"text":"\\u001b[2J\\u{9b}"}');
  });
});
