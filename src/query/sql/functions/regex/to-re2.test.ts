import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScriptError } from '../script-error.ts';
import { Matcher } from './matcher.ts';
import { canBeEmpty } from './pattern.ts';
import { toRe2 } from './to-re2.ts';

const ATOM = fc.constantFrom(
  ...['a', 'b', '1', '.', '[ab]', '[^a]', '^', '$', '(?i)A', '(?i)[^b]'],
  ...[String.raw`\d`, String.raw`\w`, String.raw`\b`, String.raw`\z`],
);
const PATTERN = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ATOM,
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => left + right),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `${left}|${right}`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('', '*', '+?', '{1,2}'))
      .map(([inside, repeat]) => `(${inside})${repeat}`),
  ),
})).pattern;
const TEXT = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '1', '-', '\n'), maxLength: 8 });

test('RE2 finds what the script finds, wherever we let it search', async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const property = fc.asyncProperty(PATTERN, TEXT, async (pattern, text) => {
    const matcher = new Matcher(pattern);
    const re2 = toRe2(matcher.pattern);
    fc.pre(re2?.sameParts === true && !(re2.noLastNewline && text.endsWith('\n')));
    const source = re2?.source ?? '';
    const query = `SELECT regexp_matches($text, $source), regexp_extract($text, $source),
      regexp_replace($text, $source, '#', 'g')`;

    const rows = await connection.runAndReadAll(query, { text, source });

    const part = matcher.find(text, 0)?.groups[0];
    const [isFound, found, replaced] = rows.getRows()[0] ?? [];
    expect([isFound, found]).toEqual([part !== undefined, part ?? '']);
    if (!canBeEmpty(matcher.pattern.root)) expect(replaced).toBe(replacedAll(matcher, text));
  });
  await fc.assert(property, { numRuns: 600 });
});

function replacedAll(matcher: Matcher, text: string): string {
  return [...matcher.all(text)].reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)}#${rest.slice(end)}`,
    text,
  );
}

test('any text is a pattern or refused in words', () => {
  const unit = fc.constantFrom(
    ...String.raw`()[]{}|*+?.^$\-&:!=<>ab01,ABnQEpPdwxukZ#ims é`,
    '(?',
    '[^',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      try {
        new Matcher(text).test('ab01 é');
      } catch (error) {
        expect(error).toBeInstanceOf(ScriptError);
      }
    }),
    { numRuns: 2000 },
  );
});
