import { describe, expect, it } from 'vitest';
import { readText } from '../reading.fixture.ts';

const GLOBAL =
  'action: global\nlevel: high\nlogsource: {product: aws}\ndetection: {condition: sel}';
const one = (title: string, value: string) =>
  `title: ${title}\ndetection: {sel: {f: ${value}, g: x}}`;

const read = (...documents: readonly string[]) => {
  const { rules, refused } = readText(documents.join('\n---\n'));
  return {
    rules: rules.map(({ title, level, condition }) => [title, level, JSON.stringify(condition)]),
    refused: refused.map(({ reason }) => reason),
  };
};

describe('an action', () => {
  it('global lies under all that follows', () => {
    const { rules, refused } = read(GLOBAL, one('A', 'a'), `${one('B', 'b')}\nlevel: low`);

    expect(refused).toEqual([]);
    expect(rules).toMatchObject([
      ['A', 'high', expect.stringContaining('"a"')],
      ['B', 'low', expect.stringContaining('"b"')],
    ]);
  });

  it('reset takes it away', () => {
    const { rules, refused } = read(GLOBAL, 'action: reset', one('A', 'a'));

    expect(rules).toEqual([]);
    expect(refused).toEqual(['logsource is missing.']);
  });

  it('repeat changes a few keys of the document before', () => {
    const again = 'action: repeat\ntitle: B\ndetection: {sel: {f: b}}';

    const { rules, refused } = read(GLOBAL, one('A', 'a'), again);

    expect(refused).toEqual([]);
    expect(rules[1]).toMatchObject(['B', 'high', expect.stringMatching(/"b".*"x"/)]);
  });

  it('ends with the file', () => {
    const texts = [GLOBAL, one('A', 'a')];

    expect(texts.map((text) => readText(text).refused.length)).toEqual([0, 1]);
  });

  it.each([
    ['action: repeat\ntitle: A', 'It repeats, and there is nothing before it.'],
    ['action: delete\ntitle: A', 'The action delete is not known.'],
  ])('refuses %j', (text, reason) => {
    expect(read(text).refused).toEqual([reason]);
  });
});
