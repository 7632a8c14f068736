import { describe, expect, it } from 'vitest';
import { excerptOf } from './index.ts';

describe('an excerpt', () => {
  it('shows the line and the place', () => {
    const found = excerptOf('SELECT a\nFROM\tt WHERE\r\n', { line: 2, column: 13 });

    expect(found).toBe('FROM t WHERE\n            ^');
  });

  it('counts code points, not units', () => {
    const found = excerptOf("SELECT '😀' é", { line: 1, column: 12 });

    expect(found).toBe("SELECT '😀' é\n           ^");
  });

  it('cuts a long line around the place', () => {
    const text = `${'a'.repeat(500)}!${'b'.repeat(500)}`;

    const [line, caret] = excerptOf(text, { line: 1, column: 501 }).split('\n');

    expect(line).toHaveLength(100);
    expect(line?.[caret?.indexOf('^') ?? 0]).toBe('!');
  });

  it('lets nothing steer the terminal', () => {
    const found = excerptOf('SELECT \u001b[31m\u202e', { line: 1, column: 8 });

    expect(found).toBe('SELECT ·[31m·\n       ^');
  });
});
