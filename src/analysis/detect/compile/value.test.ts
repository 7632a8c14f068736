import { describe, expect, it } from 'vitest';
import { formatExpression, tree } from '../../../query/sql/index.ts';
import { textField } from './field.ts';
import { valueTest } from './value.ts';

const field = textField(tree.path('c'));

function regexOf(pattern: string, flags: readonly ('i' | 'm' | 's')[] = []): string {
  const value = { is: 'regex', pattern, flags } as const;
  return formatExpression(valueTest(value, field, () => field));
}

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
