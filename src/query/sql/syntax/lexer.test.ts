import { describe, expect, it } from 'vitest';
import { tokenize } from './lexer.ts';

const cut = (text: string) =>
  tokenize(text).tokens.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`.trim());

describe('the lexer', () => {
  it.each([
    ['a_1 "b ""c""" `d`', ['word a_1', 'quoted-name "b ""c"""', 'backquoted-name `d`']],
    ["'a''b' X'0f' U&'\\0041'", ["string 'a''b'", "binary X'0f'", "unicode-string U&'\\0041'"]],
    [
      '1 1_000 0xF_f 0o17 0b1',
      ['integer 1', 'integer 1_000', 'integer 0xF_f', 'integer 0o17', 'integer 0b1'],
    ],
    ['1. .5 1.5e3 1E5', ['decimal 1.', 'decimal .5', 'double 1.5e3', 'double 1E5']],
    ['1e 2nd 1__0', ['digit-name 1e', 'digit-name 2nd', 'digit-name 1__0']],
    ['1.2.3', ['decimal 1.2', 'decimal .3']],
    [
      'a<>b!=c||d->e=>f',
      [
        'word a',
        'operator <>',
        'word b',
        'operator !=',
        'word c',
        'operator ||',
        'word d',
        'operator ->',
        'word e',
        'operator =>',
        'word f',
      ],
    ],
    ['é😀@', ['unknown é', 'unknown 😀', 'unknown @']],
    ["'open", ["unknown '", 'word open']],
    ['/* open', ['operator /', 'operator *', 'word open']],
  ])('cuts %s', (text, wanted) => {
    const found = cut(text);

    expect(found).toEqual([...wanted, 'end']);
  });

  it('keeps comments beside the tokens', () => {
    const { tokens, comments } = tokenize('a -- one\r\n/* two\n*/ b --');

    expect(tokens.map(({ symbol }) => symbol)).toEqual(['A', 'B', '']);
    expect(comments.map(({ text }) => text)).toEqual(['-- one', '/* two\n*/', '--']);
  });

  // Were the time not linear, none of them would be done within the time of a test.
  it.each(['/*', "'", '"', '`', '((', '--\n'])('comes to an end with a million %s', (piece) => {
    const { tokens } = tokenize(piece.repeat(1_000_000));

    expect(tokens.at(-1)?.symbol).toBe('');
  });
});
