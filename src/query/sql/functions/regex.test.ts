import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { quoted } from '../typed.ts';
import { Matcher } from './regex/matcher.ts';
import { parsePattern } from './regex/parse.ts';
import { toRe2 } from './regex/to-re2.ts';
import { Fails, INVALID, testAnswers } from './text/answers.fixture.ts';

testAnswers({
  'parts and groups': [
    [String.raw`regexp_extract('user/ann', '(\w+)/(\w+)', 2)`, 'ann'],
    [String.raw`regexp_extract('user/ann', 'x(\w)')`, null],
    ["regexp_extract('user', '(x)?u', 1)", null],
    ["regexp_extract('user', 'x*')", ''],
    ["regexp_extract('user', 'u', 1)", INVALID],
    [String.raw`regexp_extract_all('r2d2', '\d')`, ['2', '2']],
    [String.raw`regexp_count('r2d2', '\d')`, 2],
    ["regexp_position('häh', 'h', 2)", 3],
    ["regexp_position('häh', 'x')", -1],
  ],
  'a match of no length is found between all characters': [
    ["regexp_replace('hä', '', '.')", '.h.ä.'],
    ["regexp_split('hä', '')", ['', 'h', 'ä', '']],
    ["regexp_extract_all('hä', 'x*')", ['', '', '']],
    ["regexp_split('aab', '^a')", ['', 'ab']],
  ],
  'replacements name groups': [
    [String.raw`regexp_replace('ann-bob', '(\w+)-(\w+)', '$2 $1')`, 'bob ann'],
    [String.raw`regexp_replace('ann', '(?<first>\w)', '${'$'}{first}.')`, 'a.n.n.'],
    ["regexp_replace('ann', 'a', '$1')", INVALID],
    ["regexp_replace('ann', 'n', x -> 'm')", 'amm'],
    ["regexp_replace('ann', '(n)', x -> upper(x[1]))", 'aNN'],
    ["regexp_replace('ann', '(n)', x -> CAST(NULL AS varchar))", null],
  ],
  'what RE2 lacks runs too': [
    [String.raw`regexp_like('noon', '(o)\1')`, true],
    ["regexp_like('noon', 'n(?=x)')", false],
    ["regexp_extract('noon', '(?<=n)o+')", 'oo'],
    ["regexp_like('ooo', 'o++o')", false],
    [String.raw`regexp_like('a.c', '^\Qa.c\E$')`, true],
  ],
  'Joni is neither Java nor RE2': [
    [String.raw`regexp_like('ä', '\w')`, false],
    [String.raw`regexp_like('xäx', 'x\bä')`, false],
    ["regexp_like('ä', '[[:alpha:]]')", true],
    [`regexp_like('Ä', '(?i)ä')`, true],
    [String.raw`regexp_like('h', '\h')`, true],
    ["regexp_extract_all('xA Xa', 'x(?i)a')", ['xA']],
    ["regexp_extract('ab', '(?:(a)|b)*', 1)", 'a'],
    [`regexp_like('a\n', 'a$')`, true],
    [`regexp_extract('a\nb', '.*')`, 'a'],
    [`regexp_like('a\nb', '(?m)^b$')`, true],
    ["regexp_like('b', '[a-c&&[^b]]')", false],
  ],
  'wrong patterns fail when a row is evaluated': [
    ["regexp_like('a', '(')", INVALID],
    ["regexp_like('a', '[')", INVALID],
    ["regexp_like('a', '*')", INVALID],
    ["regexp_like('a', '(?<=a+)b')", INVALID],
    ["regexp_like(NULL, '(')", null],
    [String.raw`regexp_like('a', '(x)?\1a')`, new Fails('NOT_SUPPORTED')],
  ],
});

const AGREEING = [
  'a+?b',
  '[^a-c]x',
  '(a|b)*c',
  'x{2,3}',
  '^a.b$',
  String.raw`\d\s\w`,
  '(?i)ab',
  'a|^b|c$',
];
const TEXTS = ['', 'aab', 'dx', 'ababc', 'xxx', 'a-b', '1 a', 'AB', 'b', 'c', 'zc'];

test.each(AGREEING)('%s finds the same with RE2 and with the script', async (pattern) => {
  const connection = await (await DuckDBInstance.create()).connect();
  const source = toRe2(parsePattern(pattern))?.source ?? 'none';
  const matcher = new Matcher(pattern);

  const found: unknown[] = [];
  for (const text of TEXTS) {
    const call = `SELECT regexp_extract(${quoted(text)}, ${quoted(source)})`;
    found.push((await connection.runAndReadAll(call)).getRows()[0]?.[0]);
  }

  expect(found).toEqual(TEXTS.map((text) => matcher.find(text, 0)?.groups[0] ?? ''));
});
