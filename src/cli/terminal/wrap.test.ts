import { describe, expect, it } from 'vitest';
import { hangText, wrapText } from './wrap.ts';

describe('wrapText', () => {
  it.each([
    ['one two three', 20, ['one two three']],
    ['one two three', 8, ['one two', 'three']],
    ['one two three', 7, ['one two', 'three']],
    ['a-word-that-is-long b', 5, ['a-word-that-is-long', 'b']],
    ['日本 日本', 4, ['日本', '日本']],
    ['', 5, ['']],
    ['one two', Number.POSITIVE_INFINITY, ['one two']],
  ])('%j in %d cells', (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });
});

it('hangText keeps later lines below the first', () => {
  expect(hangText('one two three', 10, 2)).toBe('one two\n  three');
});
