import { describe, expect, it } from 'vitest';
import { formatExpression, tree } from '../../../query/sql/index.ts';
import type { Compared } from '../sigma/model.ts';
import { textField } from './field.ts';
import { valueTest } from './value.ts';

const field = textField(tree.path('c'));

function regexOf(pattern: string, flags: readonly ('i' | 'm' | 's')[] = []): string {
  const value = { is: 'regex', pattern, flags } as const;
  return formatExpression(valueTest(value, field, () => field));
}

describe('a value other than some', () => {
  const other = (of: readonly Compared[]) =>
    formatExpression(valueTest({ is: 'other', of }, field, () => field)).replace(/\s+/g, ' ');
  const text = (one: string) => ({ is: 'text', pieces: [one], cased: false }) as const;

  it('is there, and none of them', () => {
    expect(other([text('A'), text('b'), { is: 'compare', op: 'gt', value: 5 }])).toBe(
      "coalesce( c IS NOT NULL AND NOT coalesce(lower(c) IN ('a', 'b'), FALSE) AND NOT coalesce(TRY_CAST(c AS double) > 5, FALSE), FALSE )",
    );
  });

  it('is any that is there where none is given', () => {
    expect(other([])).toBe('coalesce(c IS NOT NULL, FALSE)');
  });
});

describe('a regular expression', () => {
  it.each([
    ['.*abc.*', 'abc'],
    ['.+abc.+', '.abc.'],
    ['abc', 'abc'],
    ['.*', ''],
    ['^.*abc', '^.*abc'],
    ['.*?abc', '.*?abc'],
    ['a|.*b', 'a|.*b'],
    [String.raw`abc\.*`, String.raw`abc\.*`],
  ])('%s is searched for as %s', (pattern, searched) => {
    expect(regexOf(pattern)).toBe(`coalesce(regexp_like(c, '${searched}'), FALSE)`);
  });

  it('has its flags before it', () => {
    expect(regexOf('abc', ['i', 's'])).toBe("coalesce(regexp_like(c, '(?is)abc'), FALSE)");
  });
});
