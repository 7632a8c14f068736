import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARAMETER_TYPES } from './parameter-types.ts';
import { placeholdersOf, replacePlaceholders } from './placeholders.ts';

const fill = (sql: string, literal = "'x'") => replacePlaceholders(sql, new Map([['a', literal]]));

describe('placeholders', () => {
  it.each([
    ['SELECT :a', "SELECT 'x'"],
    ['b=:a AND c>=:a', "b='x' AND c>='x'"],
    [':a, :b', "'x', :b"],
    [':ab', ':ab'],
    ["':a' || 'it''s :a' || :a", "':a' || 'it''s :a' || 'x'"],
    ['":a" = ":""a" AND :a', '":a" = ":""a" AND \'x\''],
    ['1 -- :a\n + :a', "1 -- :a\n + 'x'"],
    ['1 /* :a\n:a */ + :a', "1 /* :a\n:a */ + 'x'"],
    ['x::a, t12:a', 'x::a, t12:a'],
    ["'open :a", "'open :a"],
  ])('of %j are replaced outside strings, names and comments', (sql, expected) => {
    expect(fill(sql)).toBe(expected);
  });

  it('are named once, in the order of their first use', () => {
    expect(placeholdersOf(":b + :a + :b + ':c'")).toEqual(['b', 'a']);
  });

  it('take a value as it is, whatever it holds', () => {
    expect(fill('f(:a)', "'$& $1 :a'")).toBe("f('$& $1 :a')");
  });

  it('never let a text out of its literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'\'"-/*:a; \\\n') }), (value) => {
        const filled = fill('SELECT :a', PARAMETER_TYPES.text.literal(value));

        const [, inside = ''] = /^SELECT '((?:[^']|'')*)'$/.exec(filled) ?? [];
        expect(inside.replaceAll("''", "'")).toBe(value);
      }),
    );
  });
});
