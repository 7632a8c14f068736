import type { LineColumn } from './syntax/index.ts';

const MOST = 100;

/**
 * The line of a place and a caret below it: two lines without an end. Of a long line, what
 * stands around the place. Characters that steer a terminal are shown as dots.
 */
export function excerptOf(text: string, { line, column }: LineColumn): string {
  const chars = [...(text.split('\n')[line - 1] ?? '')].map(shown);
  const from = Math.max(0, Math.min(column - 1 - MOST / 2, chars.length - MOST));
  const cut = chars
    .slice(from, from + MOST)
    .join('')
    .trimEnd();
  return `${cut}\n${' '.repeat(column - 1 - from)}^`;
}

/** A tab takes one cell, so that the caret stands where it should. */
function shown(char: string): string {
  return /[\t\r]/.test(char) ? ' ' : char.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, '·');
}
