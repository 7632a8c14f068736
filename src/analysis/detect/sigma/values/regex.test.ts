import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultOfRegex } from './regex.ts';

describe('a regular expression', () => {
  it.each([
    '^arn:aws:iam::\\d{12}:role/[A-Za-z0-9+=,.@_-]+$',
    '(?i)(?:get|list)[A-Z]\\w*?',
    '(?P<name>a|b){2,5}',
    'a{,5}b{',
    '[]a-]|[^]x]|[[:alpha:]\\d-z]',
    '\\x41\\x{1F600}\\p{Greek}\\PL\\Q(*\\E\\.\\_\\-',
    '',
  ])('%j is one of RE2', (pattern) => {
    expect(faultOfRegex(pattern)).toBeUndefined();
  });

  it.each([
    ['a(?=b)', 'look-around is not part of RE2 (at character 2)'],
    ['(?!a)', 'look-around is not part of RE2 (at character 1)'],
    ['(?<=a)b', 'look-around is not part of RE2 (at character 1)'],
    ['(?<!a)b', 'look-around is not part of RE2 (at character 1)'],
    ['(a)\\1', 'a back-reference is not part of RE2 (at character 4)'],
    ['(?P<n>a)(?P=n)', 'a back-reference is not part of RE2 (at character 9)'],
    ['\\k<n>', 'a back-reference is not part of RE2 (at character 1)'],
    ['(?>a)', 'an atomic group is not part of RE2 (at character 1)'],
    ['(?#a)', 'a comment is not part of RE2 (at character 1)'],
    ['(?R)', 'recursion is not part of RE2 (at character 1)'],
    ['(?(1)a)', 'a condition is not part of RE2 (at character 1)'],
    ['(?x)a', 'RE2 knows no such group (at character 1)'],
    ['\\Zab', 'RE2 does not know \\Z (at character 1)'],
    ['\\p{Nothing}', 'RE2 knows no characters named Nothing (at character 1)'],
    ['(', 'a parenthesis is not closed (at character 1)'],
    ['a)', 'a parenthesis closes that nothing opens (at character 2)'],
    ['[a', 'a bracket is not closed (at character 1)'],
    ['[z-a]', 'a range ends before it begins (at character 1)'],
    ['*a', 'there is nothing to repeat (at character 1)'],
    ['a{3,2}', 'a repetition ends before it begins (at character 2)'],
    ['a{1001}', 'it repeats more than 1000 times (at character 2)'],
    ['(a{100}){11}', 'it repeats more than 1000 times (at character 12)'],
    ['a\\', 'it ends with a backslash (at character 2)'],
  ])('%j is none: %s', (pattern, fault) => {
    expect(faultOfRegex(pattern)).toBe(fault);
  });

  it('refuses a possessive repetition', () => {
    expect(faultOfRegex('a*+')).toContain('possessive');
  });
});

/** Pieces that mean something in one dialect or another. */
const PIECES = [
  ...['a', 'b', '(', ')', '[', ']', '|', '*', '+', '?', '^', '$', '.', '-', ' ', 'é', '{', '}'],
  ...['{2}', '{2,3}', '{3,2}', '{,2}', '{2,}', '\\d', '\\b', '\\B', '\\A', '\\z', '\\Z', '\\G'],
  ...['\\1', '\\12', '\\0', '\\x41', '\\x{1F600}', '\\xZ', '\\p{L}', '\\pN', '\\p{Greek}', '\\pq'],
  ...[
    '\\Qa*',
    '\\E',
    '\\_',
    '\\-',
    '\\é',
    '\\h',
    '\\C',
    '\\K',
    '\\n',
    '\\8',
    '(?:',
    '(?i)',
    '(?i:',
  ],
  ...['(?x)', '(?P<n>', '(?=', '(?!', '(?<=', '(?<!', '(?>', '(?#c)', '(?P=n)', '(?R)', '(?)'],
  ...['[^', '[a-z]', '[z-a]', '[[:alpha:]]', '[[:foo:]]', '[\\d-z]', '[a-\\d]', '[a-]', '[]a]'],
  ...['[\\b]', '[\\z]', '[\\1]', '[[:', '[:alpha:]', '[+--]', '(?s-i)', '(?-)', '(?i-)'],
];

describe('against the engine', () => {
  let isTaken: (pattern: string) => Promise<boolean>;

  beforeAll(async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    isTaken = async (pattern) => {
      try {
        await connection.run('SELECT regexp_matches($1, $2)', ['text', pattern]);
        return true;
      } catch {
        return false;
      }
    };
  });

  it('takes and refuses what DuckDB takes and refuses', async () => {
    const patterns = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(patterns, async (pieces) => {
        const pattern = pieces.join('');

        expect(faultOfRegex(pattern) === undefined, pattern).toBe(await isTaken(pattern));
      }),
      { numRuns: 1500, seed: 7 },
    );
  });
});
